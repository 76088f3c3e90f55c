"""Headings that were printed in one line with the text or heading before them."""

from __future__ import annotations

import re
from functools import cache

from build_tools.language.characters import SENTENCE_END
from build_tools.language.labels import Label, read_label
from build_tools.language.numerals import HAN_DIGITS
from build_tools.repair.changes import SPACES, Change, Line

_STYLES = frozenset({"part", "chapter", "section", "article", "han", "han_paren", "arabic"})
_HEADING = 60  # a line of this length without a 。 may be a heading
_REACH = 20_000  # characters of a line that are searched


@cache
def _inner() -> re.Pattern[str]:
    n = f"[{HAN_DIGITS}]{{1,5}}"
    return re.compile(
        rf"(?P<gap>(?<![{SPACES}*])[{SPACES}*]*+)(?=[（(]{n}[）)]|第{n}[章节条编]|{n}、|(?<=\*\*)[0-9]{{1,2}}[.．、])"
    )


def split_headings(lines: list[Line]) -> list[Change]:
    """Line breaks to put before a heading that runs on in the line of the one before it.

    Its number must follow the number of its kind that last opened a line; after a heading it may also be
    the first. Numbers inside a sentence stay where they are.
    """
    changes: list[Change] = []
    last: dict[str, int] = {}
    for line in lines:
        if line.tabular:
            continue
        own = read_label(line.text)
        if own:
            last[own.style] = own.value
        short = own is not None and len(line.text) <= _HEADING
        for match in _inner().finditer(line.text, own.end if own else 1, _REACH):
            at = match.end()
            label = read_label(line.text[at : at + 40])
            if label is None or label.style not in _STYLES:
                continue
            before = line.text[: match.start()].rstrip(SPACES + "*")
            if before and _fits(label, before, match["gap"], last, own if short else None):
                start = line.start + at - (len(match["gap"]) - len(match["gap"].rstrip(SPACES)))
                changes.append(Change("merged_heading", start, line.start + at, "\n", "两个标题印在一行"))
                last[label.style] = label.value
    return changes


def _fits(label: Label, before: str, gap: str, last: dict[str, int], heading: Label | None) -> bool:
    follows = label.value == last.get(label.style, 0) + 1
    if before[-1] in "。；！？":
        return bool(gap) and follows
    if heading is None or any(c in "。；，" for c in before) or before[-1] in SENTENCE_END + "、（(“《":
        return False
    if label.style == "han":
        return bool(gap) and follows
    if label.style == "arabic":
        return follows or label.value == 1
    return (follows or label.value == 1) and label.rank > heading.rank and (bool(gap) or label.style == "han_paren")
