"""What a line is before lines are joined: prose that must end with a sentence's end, a heading, an open bracket."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from build_tools.language.characters import printed_width
from build_tools.language.labels import Label, read_label
from build_tools.language.lines import LineKind, line_kind
from build_tools.language.titles import is_title
from build_tools.repair.changes import Change, Line

_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_OUTER = frozenset({"part", "chapter", "section", "article", "han", "han_paren", "box"})
HEADING = 44  # a numbered line longer than this is text
_COLUMN = 16.5  # width of a printed line at least
_REACH = 300  # characters in which a bracket is looked for that a line break cut in two
_SHORT = 12  # a line that is cut there is longer


class Known(NamedTuple):
    """A line, and what its form says."""

    line: Line
    label: Label | None
    kind: LineKind | None
    fits: bool  # its label follows the last of its style, or opens a new row
    split: int  # where in the line a second heading begins; 0 if none does

    @property
    def opens(self) -> bool:
        """Whether a clause begins here, whatever stands before it."""
        return self.fits or (self.label is not None and self.label.style in _OUTER)


def know(lines: list[Line], breaks: list[Change]) -> list[Known]:
    """What the form of each line says. `breaks`: where a second heading begins inside a line."""
    last: dict[str, int] = {}
    known = []
    inner = {change.end for change in breaks}
    cuts = sorted(inner)
    at = 0
    for line in lines:
        label = None if line.tabular else read_label(line.text[:80])
        fits = label is not None and (label.value == 1 or label.value == last.get(label.style, 0) + 1)
        if label and fits:
            last[label.style] = label.value
        split = 0
        while at < len(cuts) and cuts[at] < line.end:
            second = read_label(line.text[cuts[at] - line.start :][:40]) if cuts[at] > line.start else None
            if second:
                last[second.style], split = second.value, cuts[at] - line.start
            at += 1
        known.append(Known(line, label, None if line.tabular else line_kind(line.text), fits, split))
    return known


def is_prose(opened: Known, text: str) -> bool:
    """Whether a paragraph is running text, so that it must end with a sentence's end.

    `opened`: its first line; `text`: all of it, as far as it is joined.
    """
    if opened.kind and opened.kind.kind == "duty":
        return text[-1] in "、，,"
    if opened.kind or (is_title(text[:200]) and not cites(text)):
        return False
    if opened.split:
        return len(text) > 2 * HEADING
    if opened.label:
        return "。" in text or "；" in text or len(text) > HEADING
    return len(text) > 12 and (any(c in text for c in "，。；,") or cites(text))


def cites(text: str) -> bool:
    """Whether a line lists the documents that it rests on, so that it is no title although it ends like one."""
    return any(marks in text for marks in ("》、", "）、《", ")、《")) or (
        ("，" in text or "," in text) and "《" in text
    )


def open_pair(text: str) -> bool:
    """Whether a quotation or bracket is open at the end of a line of running length."""
    return printed_width(text[-60:]) >= _COLUMN and any(text.rfind(a) > text.rfind(b) for a, b in _PAIRS)


@cache
def _bracket() -> re.Pattern[str]:
    return re.compile("[（()）〔〕【】]")


def closes_bracket(text: str, right: Known) -> bool:
    """Whether `right` closes the bracket that is open at the end of `text`: （责任单位： / 市财政局）."""
    first = None if right.opens or right.label else _bracket().search(right.line.text[:_REACH])
    last = first and next(_bracket().finditer(text[::-1][:_REACH]), None)
    return (
        first is not None and last is not None and first[0] in "）)〕】" and last[0] in "（(〔【" and len(text) > _SHORT
    )
