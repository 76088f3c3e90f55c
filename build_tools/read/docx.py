"""Word documents (.docx) as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from build_tools.errors import InputError


def docx_text(name: str, data: bytes) -> str:
    """Paragraphs one a line, table rows with tabs between cells, in the order of the document. Raises InputError.

    Numbers that Word counts by itself are not in the text of a paragraph; they are written out where the
    style's format is one of those of official documents.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception:  # the library raises whatever its parser meets
        raise InputError(name, 1, "不是可读的 Word 文件（.docx），请重新另存后再试") from None
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Any) -> Iterator[str]:
    from docx.table import Table

    counters: dict[tuple[str, int], int] = {}
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from _rows(item)
        else:
            number = _number(document, item, counters)
            yield number + item.text.replace("\t", " ")


def _rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            # a merged cell is given once for each place it covers
            cells.append("" if cell._tc in seen else " ".join(cell.text.split()))
            seen.add(cell._tc)
        yield "\t".join(cells)


_HAN = "零一二三四五六七八九"


def _han(value: int) -> str:
    if value < 10:
        return _HAN[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def _number(document: Any, paragraph: Any, counters: dict[tuple[str, int], int]) -> str:
    """The number that Word shows before a paragraph of an automatic list, or ""."""
    listed = None
    for properties in (paragraph._p.pPr, getattr(paragraph.style.element, "pPr", None)):
        if listed is None and properties is not None:
            listed = properties.numPr
    if listed is None or listed.numId is None or not listed.numId.val:
        return ""
    identity, level = str(listed.numId.val), int(listed.ilvl.val) if listed.ilvl is not None else 0
    form = _format(document, identity, level)
    if form is None:
        return ""
    kind, pattern, start = form
    key = (identity, level)
    counters[key] = counters.get(key, start - 1) + 1
    for other in [k for k in counters if k[0] == identity and k[1] > level]:
        del counters[other]
    value = counters[key]
    shown = _han(value) if kind in ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting") else str(value)  # fmt: skip
    return pattern.replace(f"%{level + 1}", shown) + (" " if kind == "decimal" else "")


def _format(document: Any, identity: str, level: int) -> tuple[str, str, int] | None:
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return None
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    value = f"{{{space['w']}}}val"
    num = numbering.find(f"w:num[@w:numId='{int(identity)}']", space)
    abstract = num.find("w:abstractNumId", space) if num is not None else None
    if abstract is None:
        return None
    lvl = numbering.find(f"w:abstractNum[@w:abstractNumId='{abstract.get(value)}']/w:lvl[@w:ilvl='{level}']", space)
    if lvl is None:
        return None
    kind, text, start = (lvl.find(f"w:{tag}", space) for tag in ("numFmt", "lvlText", "start"))
    if kind is None or text is None or kind.get(value) == "bullet" or text.get(value, "").count("%") != 1:
        return None
    return kind.get(value), text.get(value), int(start.get(value)) if start is not None else 1
