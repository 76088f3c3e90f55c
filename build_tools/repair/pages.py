"""Page numbers and running heads that stand between the lines of a text."""

from __future__ import annotations

import re
from functools import cache

from build_tools.language.characters import SENTENCE_END, squeeze
from build_tools.language.labels import read_label
from build_tools.language.lines import line_kind
from build_tools.language.titles import is_office
from build_tools.repair.changes import Change, Line

_HEAD = 40  # longest running head
_OUTSIDE = ("page_number", "web_note", "web_field")


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"[0-9]+")


def cut_page_marks(lines: list[Line]) -> tuple[list[Change], list[Line]]:
    """Changes that cut page numbers and running heads, and the lines that are left.

    A number alone on its line is a page number if it is one of a rising row: at least three, each at most
    two above the one before it; a number between dashes is one by itself. A short line that stands beside
    page numbers twice or more is a running head.
    """
    found = [
        (index, int(match[0]), line.text)
        for index, line in enumerate(lines)
        if len(line.text) <= 12 and not line.tabular
        and (match := _digits().search(line.text)) and (kind := line_kind(line.text)) and kind.kind == "page_number"
    ]  # fmt: skip
    rising = set(_rising([(index, value) for index, value, _ in found]))
    marks = {index: "页码，不属于正文" for index, _, text in found if index in rising or not text.strip().isdecimal()}
    beside: dict[str, list[int]] = {}
    for index in marks:
        for near in (index - 1, index + 1):
            if 0 <= near < len(lines) and near not in marks and not lines[near].tabular:
                text = squeeze(lines[near].text)
                if len(text) <= _HEAD and text[-1] not in SENTENCE_END and not _is_own(text):
                    beside.setdefault(text, []).append(near)
    for places in beside.values():
        if len(places) > 1:
            marks |= dict.fromkeys(places, "页眉或页脚，不属于正文")
    changes = [Change("other", lines[i].start, lines[i].end, "", marks[i]) for i in sorted(marks)]
    return changes, [line for index, line in enumerate(lines) if index not in marks]


def _is_own(text: str) -> bool:
    """Whether a line belongs to a document wherever it stands: a numbered heading, an office, a date, a line of units."""
    kind = line_kind(text)
    return read_label(text) is not None or is_office(text) or (kind is not None and kind.kind not in _OUTSIDE)


def _rising(values: list[tuple[int, int]]) -> list[int]:
    best: list[int] = []
    row: list[tuple[int, int]] = []
    for index, value in values:
        if row and not row[-1][1] < value <= row[-1][1] + 2:
            best += [i for i, _ in row] if len(row) >= 3 else []
            row = []
        row.append((index, value))
    return best + ([i for i, _ in row] if len(row) >= 3 else [])
