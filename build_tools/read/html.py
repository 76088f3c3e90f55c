"""Web pages as text."""

from __future__ import annotations

from typing import Any

from build_tools.errors import InputError

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(["script", "style", "noscript", "head", "template", "select", "option", "button", "iframe", "svg"])


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
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            _add(lines, node.tail)
            continue
        if node.tag == "br":
            lines.append("")
        elif node.tag == "tr" and not any(True for _ in node.iter("table")):
            lines.append(
                "\t".join(" ".join("".join(cell.itertext()).split()) for cell in node if cell.tag in ("td", "th"))
            )
            lines.append("")
            _add(lines, node.tail)
            continue
        elif node.tag in _BLOCKS and lines[-1].strip():
            lines.append("")
        stack.append((node, True))
        _add(lines, node.text)
        stack.extend((child, False) for child in reversed(node))


def _add(lines: list[str], text: str | None) -> None:
    if text:
        lines[-1] += " ".join(text.replace("\t", " ").split("\n")) if text.strip() else ""
