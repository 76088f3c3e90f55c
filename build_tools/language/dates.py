"""Dates of official texts: 2022年7月1日, 二〇二二年七月一日, 二○○七年八月七日, 2022-07-01."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import FULL_WIDTH, squeeze
from build_tools.language.numerals import number_value
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("dates.yml")


class DateRule(msgspec.Struct, frozen=True):
    """One way of writing a date; groups y, m, d. `date` is the example's, as ISO."""

    pattern: str
    example: str
    date: str


@cache
def date_rules() -> tuple[tuple[DateRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "dates", DateRule))


def read_date(text: str) -> str | None:
    """The first complete date in `text`, as ISO; white space is passed over. None if there is none."""
    text = squeeze(text).translate(FULL_WIDTH)
    for _, pattern in date_rules():
        match = pattern.search(text)
        if match and (date := _iso(match)):
            return date
    return None


def find_date(text: str) -> tuple[int, int] | None:
    """Span of the first complete date in `text`, which holds no white space."""
    for _, pattern in date_rules():
        match = pattern.search(text)
        if match and _iso(match):
            return match.span()
    return None


def is_date(text: str) -> bool:
    """Whether `text` is a complete date and nothing else (brackets aside)."""
    text = squeeze(text).strip("（）()").translate(FULL_WIDTH)
    return len(text) <= 16 and any((m := pattern.fullmatch(text)) and _iso(m) for _, pattern in date_rules())


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (number_value(match[part]) for part in "ymd")
    try:
        return datetime.date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None
