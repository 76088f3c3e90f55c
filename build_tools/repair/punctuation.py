"""Half-width punctuation in Chinese text becomes full-width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from build_tools.language.characters import is_han
from build_tools.repair.changes import SPACES, Change, Line

_REASON = "半角标点改为全角"
_FULL = {".": "。", ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_NEAR = "，。；：！？、（）《》“”‘’【】〔〕%％"


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[,;:()?!.]")


@cache
def _keep() -> re.Pattern[str]:
    # an item number in brackets or with a dot (二.), and what belongs to an address on the web
    return re.compile(
        rf"(?:(?<=\t)|^)[{SPACES}]*(?:\([0-9]{{1,3}}\)|[一二三四五六七八九十]{{1,3}}\.)|https?://[^\s\u4e00-\u9fff]*"
    )


def find_halfwidth(line: Line) -> Iterator[Change]:
    """Each half-width mark that touches Chinese; ratios, times, numbers, addresses and Latin phrases stay.

    Of a pair of brackets both change or none.
    """
    text = line.text
    if not _marks().search(text) and '"' not in text:
        return
    kept = [match.span() for match in _keep().finditer(text)]
    wrong: set[int] = set()
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    at_kept = 0
    for match in _marks().finditer(text):
        at = match.start()
        while at_kept < len(kept) and kept[at_kept][1] <= at:
            at_kept += 1
        if at_kept < len(kept) and kept[at_kept][0] <= at:
            continue
        if match[0] == "(":
            open_at.append(at)
        elif match[0] == ")" and open_at:
            pairs[at] = open_at.pop()
        if _touches(text, at):
            wrong.add(at)
    for close, start in pairs.items():
        if close in wrong or start in wrong:
            wrong |= {close, start}
    for at in sorted(wrong):
        yield Change("halfwidth_punct", line.start + at, line.start + at + 1, _FULL[text[at]], _REASON)
    yield from _quotes(line)


def _touches(text: str, at: int) -> bool:
    left = text[max(0, at - 20) : at].rstrip(SPACES)[-1:]
    right = text[at + 1 : at + 21].lstrip(SPACES)[:1]
    if text[at] == ".":
        return is_han(left or ".") and (not right or is_han(right))
    if text[at] in "()" and not left and not right:
        return True
    return _chinese(left) or _chinese(right)


def _chinese(char: str) -> bool:
    return bool(char) and (is_han(char) or char in _NEAR)


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
