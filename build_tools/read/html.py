"""Web pages as text."""

from __future__ import annotations

from typing import Any

from build_tools.errors import InputError

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul""".split()  # noqa: SIM905
)
_SKIPPED = frozenset(
    "script style noscript head template select option button iframe svg nav footer aside".split()  # noqa: SIM905
)
_MENUS = frozenset("div dl ol p table td tr ul".split())  # noqa: SIM905
_IN_CELL = 8  # paragraphs that a cell of a table of data may hold
_CELL = 1500  # characters that it may hold
_LINKS = 3  # a menu has so many links at least


def html_text(name: str, page: str) -> str:
    """Visible text: a paragraph a line, table rows with tabs between cells. Raises InputError where there is none."""
    from lxml import html

    try:
        root = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except Exception:  # the parser's own errors are many
        raise InputError(name, 1, "不是可读的网页，请把正文另存为 UTF-8 文本") from None
    lines: list[str] = [""]
    _walk(root, lines)
    text = "\n".join(" ".join(line.split(" ")).strip(" \r\n") for line in lines)
    if not text.strip():
        raise InputError(name, 1, "网页里没有文字，请把正文另存为 UTF-8 文本")
    return text + "\n"


def _walk(root: Any, lines: list[str]) -> None:
    """Depth first without recursion: a page may be nested as deep as it likes."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            if node.tag in _BLOCKS:
                lines.append("")
            _add(lines, node.tail)
            continue
        if not isinstance(node.tag, str) or node.tag in _SKIPPED or (node.tag in _MENUS and _is_menu(node)):
            _add(lines, node.tail)
            continue
        if node.tag == "br":
            lines.append("")
        elif node.tag == "tr" and (cells := _cells(node)):
            lines.append("\t".join(cells))
            lines.append("")
            _add(lines, node.tail)
            continue
        elif node.tag in _BLOCKS and lines[-1].strip():
            lines.append("")
        stack.append((node, True))
        _add(lines, node.text)
        stack.extend((child, False) for child in reversed(node))


def _cells(row: Any) -> list[str]:
    """Text of a row's cells; none where the row lays out the page: one cell, a table inside, or whole texts."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("table"), None) is not None:
        return []
    texts = [" ".join("".join(cell.itertext()).split()) for cell in cells]
    paragraphs = max(sum(1 for _ in cell.iter("p", "div", "br")) for cell in cells)
    return texts if paragraphs <= _IN_CELL and max(len(text) for text in texts) <= _CELL else []


def _is_menu(node: Any) -> bool:
    """Whether the element is nearly all links, and no sentence."""
    links = list(node.iter("a"))
    if len(links) < _LINKS:
        return False
    text = "".join("".join(node.itertext()).split())
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    return "。" not in text and linked >= 0.8 * len(text)


def _add(lines: list[str], text: str | None) -> None:
    if text:
        lines[-1] += " ".join(text.replace("\t", " ").split("\n")) if text.strip() else ""
