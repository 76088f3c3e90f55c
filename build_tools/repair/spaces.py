"""Spaces that do not belong: inside numbers, around Latin words, inside titles and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import is_han
from build_tools.language.labels import read_label
from build_tools.language.lines import line_kind
from build_tools.language.titles import is_office, is_title
from build_tools.repair.changes import SPACES, Change, Line
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("spaces.yml")
_FIELDS = ("web_note", "web_field", "web_foot")
_REASON = "多余的空格"
_MARKS = SPACES + "*_#->+•●■◆"
_FULL = "，。；：！？、（）《》“”‘’【】〔〕—…％＋／～"


class GapRule(msgspec.Struct, frozen=True):
    """A gap that stays; `text` is the example after repair."""

    pattern: str
    example: str
    text: str


@cache
def gap_rules(table: str = "lawful") -> tuple[tuple[GapRule, re.Pattern[str]], ...]:
    """Rules with their patterns: "lawful" of any line, "fields" of lines that hold fields of a web page."""
    space = f"[{SPACES}]"
    return tuple((r, re.compile(r.pattern.replace("SP", space))) for r in load_rules(FILE, table, GapRule))


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(f"[{SPACES}]+")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(
        r"(?:[0-9０-９]{1,3}[.．、]|[（(][0-9]{1,3}[）)]|第[〇零一二三四五六七八九十百0-9]{1,6}[编章节条])$"
    )


def find_odd_spaces(line: Line) -> Iterator[Change]:
    """Runs of spaces that touch a Chinese character, a full-width mark or a number, but for lawful ones.

    Lawful: after a number label, between the two halves of a chapter's title, between joint issuers,
    between Latin words, and what the table names (a person and the post).
    """
    text = line.text
    if not _gap().search(text):
        return
    label = None if line.tabular else read_label(text)
    free = label.end if label else 0
    chapter = label is not None and label.style in ("part", "chapter") and not any(c in text for c in "，。；：")
    lawful = set() if is_title(text[:200]) else _lawful(text)
    first = len(text) - len(text.lstrip(_MARKS))  # spaces beside a stray mark at either end go with the margin
    last = len(text.rstrip(_MARKS))
    for match in _gap().finditer(text):
        start, end = match.span()
        if (end == free and start) or start < first or end > last or start in lawful:
            continue
        left, right = text[start - 1], text[end]
        if "\t" in (left, right) or _item().search(text[max(0, start - 9) : start]):
            continue
        if not (_chinese(left) or _chinese(right) or (left.isdecimal() and right in "%％‰")):
            continue
        if chapter and start - free >= 4 and len(text) - end >= 4:
            continue
        if is_han(left) and is_han(right) and _joint(text, start, end):
            continue
        yield Change("odd_space", line.start + start, line.start + end, "", _REASON)


def _chinese(char: str) -> bool:
    return is_han(char) or char in _FULL


def _lawful(text: str) -> set[int]:
    """Where the gaps begin that are set on purpose."""
    kind = line_kind(text)
    rules = gap_rules() + (gap_rules("fields") if kind and kind.kind in _FIELDS else ())
    return {match.start("gap") for _, pattern in rules for match in pattern.finditer(text)}


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2,30}$")


def _joint(text: str, start: int, end: int) -> bool:
    """Whether the gap parts the names of two offices that issue jointly."""
    left = _name().search(text[max(0, start - 30) : start])
    if not left or not is_office(left[0].removeprefix("关于")):
        return False
    stop = min(
        (at for at in (text.find(c, end, end + 40) for c in " 　关》印") if at >= 0), default=min(len(text), end + 40)
    )
    return is_office(text[end:stop])
