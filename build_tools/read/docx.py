"""Word documents (.docx) as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from build_tools.errors import InputError
from build_tools.model.text import Note
from build_tools.read.docx_numbers import Numbers, W

_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# what wraps paragraphs, rows and cells; other elements beside them hold no text
_WRAPS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
# what was struck, is not shown, or says how text looks
_UNSEEN = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "sdtPr"))
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_ABSENT = {
    f"{_MATH}oMath": "此处有公式，文本中没有，请对照原件",
    f"{W}footnoteReference": "此处有脚注，文本中没有，请对照原件",
    f"{W}endnoteReference": "此处有尾注，文本中没有，请对照原件",
}
_NO_NUMBER = "此处有自动编号，不知如何写出，文本中没有，请对照原件"


def docx_text(name: str, data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Paragraphs one a line, table rows with tabs between cells, in the order of the document. Raises InputError.

    The text is as it reads when all changes that are tracked are accepted. Numbers that Word counts by itself are
    written out. Beside it: what stands in the document and not in the text.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        reading = _Reading(document)
        return reading.text(document.element.body), tuple(reading.notes)
    except Exception:  # the library raises whatever its parser meets
        raise InputError(name, 1, "不是可读的 Word 文件（.docx），请重新另存后再试") from None


class _Reading:
    """One document, gone through once from its beginning."""

    def __init__(self, document: Any) -> None:
        self.notes: list[Note] = []
        self._numbers = Numbers(document)
        self._line = 1  # that is being read

    def text(self, body: Any) -> str:
        """All lines."""
        lines = []
        for line in self._lines(body):
            lines.append(line)
            self._line += line.count("\n") + 1
        return "\n".join(lines) + "\n"

    def _lines(self, node: Any) -> Iterator[str]:
        """Lines of the paragraphs and tables of a body, a cell or a text box."""
        before, boxes = "", list[Any]()
        for block in _parts(node, f"{W}p", f"{W}tbl"):
            if block.tag == f"{W}tbl":
                yield from self._rows(block)
                continue
            joined = block.find(f"{W}pPr/{W}rPr/{W}del") is not None  # the end of the paragraph was struck
            number = "" if joined else self._number(block)
            before += self._inline(block, boxes)
            if joined:
                continue
            yield number + before
            for box in boxes:
                yield from self._lines(box)
            before, boxes = "", []
        if before:
            yield before
        for box in boxes:
            yield from self._lines(box)

    def _number(self, paragraph: Any) -> str:
        number = self._numbers.before(paragraph)
        if number is None:
            self.notes.append(Note(self._line, _NO_NUMBER))
        return number or ""

    def _inline(self, node: Any, boxes: list[Any]) -> str:
        """Text inside a paragraph; `boxes` takes the text boxes that are fixed to it."""
        parts = []
        for child in node.iterchildren("*"):
            if child.tag == f"{W}t":
                parts.append((child.text or "").translate({9: " ", 10: " ", 13: " "}))
            elif child.tag in _SIGNS:
                parts.append(_SIGNS[child.tag])
            elif child.tag == f"{W}sym":
                parts.append(_sign(child.get(f"{W}char")))
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag in _ABSENT:
                self.notes.append(Note(self._line, _ABSENT[child.tag]))
            elif child.tag == f"{_COMPAT}AlternateContent":
                parts.append(self._inline(_choice(child), boxes))
            elif child.tag not in _UNSEEN:
                parts.append(self._inline(child, boxes))
        return "".join(parts)

    def _rows(self, table: Any) -> Iterator[str]:
        above: list[str] = []
        for row in _parts(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
            shown = list(cells)
            for cell in _parts(row, f"{W}tc"):
                text = " ".join(" ".join(self._lines(cell)).replace("\t", " ").split())
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart" and len(cells) < len(above):
                    text = text or above[len(cells)]  # a cell that goes on from the row above
                width = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                shown += [text] + [""] * (width - 1)
                cells += [text] * width
            above = cells
            yield "\t".join(shown)


def _parts(node: Any, *tags: str) -> Iterator[Any]:
    """Children with these tags, also those that are wrapped in something."""
    for child in node:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPS:
            yield from _parts(child, *tags)
        elif child.tag == f"{_COMPAT}AlternateContent":
            yield from _parts(_choice(child), *tags)


def _choice(node: Any) -> Any:
    """Of two forms of the same thing, the first that holds text."""
    return next((form for form in node if next(form.iter(f"{W}t"), None) is not None), node)


def _sign(code: str) -> str:
    """A character of a font of signs; what no text can hold is told by the sign for a lost character."""
    char = chr(int(code, 16))
    return char if char.isprintable() or "\ue000" <= char <= "\uf8ff" else "\ufffd"


def _count(node: Any, otherwise: int) -> int:
    return int(node.get(f"{W}val")) if node is not None else otherwise
