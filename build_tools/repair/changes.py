"""What the fixes pass to one another: lines of the source, and changes to it."""

from __future__ import annotations

from typing import NamedTuple

from build_tools.model.document import RepairKind
from build_tools.model.text import SourceText

SPACES = " \u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b"  # white space that a line may hold besides tabs
_TRIM = SPACES + "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Line(NamedTuple):
    """A printed line without the white space at its ends (tabs stay).

    Where it stands in the source, its words, its number, and how many characters of white space stand before
    and after it in its line.
    """

    start: int
    end: int
    text: str
    number: int
    indent: int = 0
    tail: int = 0

    @property
    def tabular(self) -> bool:
        """Whether tabs part it into cells."""
        return "\t" in self.text


class Change(NamedTuple):
    """Source characters start..end become `put`; `group` changes of one kind and line make one record."""

    kind: RepairKind
    start: int
    end: int
    put: str
    reason: str | None = None


def read_lines(source: SourceText) -> list[Line]:
    """All lines that hold something, in order. Tabs that only indent a line outside a table are its margin."""
    lines = []
    starts = source.line_starts
    text = source.text
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(text)
        raw = text[start:stop]
        body = raw.strip(_TRIM)
        if body.strip():
            lead = raw.find(body[0])
            tail = len(raw.rstrip("\r\n")) - lead - len(body)
            lines.append(Line(start + lead, start + lead + len(body), body, index + 1, lead, max(0, tail)))
    for index, line in enumerate(lines):
        if "\t" in line.text and "\t" not in line.text.strip() and not _beside_rows(lines, index):
            body = line.text.strip()
            lead = line.text.find(body[0])
            lines[index] = Line(line.start + lead, line.start + lead + len(body), body, line.number, line.indent + lead)
    return lines


def _beside_rows(lines: list[Line], index: int) -> bool:
    """Whether a line that tabs only indent or close stands in a table: the next line with an inner tab is near."""
    near = lines[max(0, index - 3) : index] + lines[index + 1 : index + 4]
    return any("\t" in line.text.strip() for line in near)
