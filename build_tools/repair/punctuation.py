"""Half-width punctuation in Chinese text becomes full-width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from build_tools.language.characters import is_han
from build_tools.repair.changes import SPACES, Change, Line

_REASON = "半角标点改为全角"
_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_NEAR = "，。；：！？、（）《》“”‘’【】〔〕%％"


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[,;:()?!]")


@cache
def _keep() -> re.Pattern[str]:
    # an item number in brackets, and what belongs to an address on the web
    return re.compile(rf"(?:(?<=\t)|^)[{SPACES}]*\([0-9]{{1,3}}\)|https?://[^\s\u4e00-\u9fff]*")


def find_halfwidth(line: Line) -> Iterator[Change]:
    """Each half-width mark that touches Chinese; ratios, times, numbers, addresses and Latin phrases stay."""
    text = line.text
    if not _marks().search(text) and '"' not in text:
        return
    kept = [match.span() for match in _keep().finditer(text)]
    latin = _latin_brackets(text)
    for match in _marks().finditer(text):
        at = match.start()
        if any(start <= at < end for start, end in kept) or at in latin:
            continue
        left = text[:at].rstrip(SPACES)[-1:] if at < 200 else text[at - 50 : at].rstrip(SPACES)[-1:]
        right = text[at + 1 : at + 50].lstrip(SPACES)[:1]
        if _chinese(left) or _chinese(right) or (match[0] in "()" and not (left or right)):
            yield Change("halfwidth_punct", line.start + at, line.start + at + 1, _FULL[match[0]], _REASON)
    yield from _quotes(line)


def _chinese(char: str) -> bool:
    return bool(char) and (is_han(char) or char in _NEAR)


def _latin_brackets(text: str) -> set[int]:
    """Brackets that stand inside a Latin phrase on both sides: f(x), kW(h)."""
    inside = set()
    for match in re.finditer(r"(?<=[A-Za-z0-9])\([A-Za-z0-9 .,/+-]{0,40}\)(?=[A-Za-z0-9])", text):
        inside |= set(range(match.start(), match.end()))
    return inside


def _quotes(line: Line) -> Iterator[Change]:
    """Straight quotation marks, by turns “ and ”; one that follows an open “ closes it."""
    text = line.text
    if '"' not in text:
        return
    is_open = False
    for at, char in enumerate(text):
        if char == "“":
            is_open = True
        elif char == "”":
            is_open = False
        elif char == '"':
            near = (text[at - 1 : at] if at else "") + text[at + 1 : at + 2]
            if any(_chinese(c) for c in near):
                yield Change("halfwidth_punct", line.start + at, line.start + at + 1, "”" if is_open else "“", _REASON)
            is_open = not is_open
