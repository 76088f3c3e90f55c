"""Times in a stretch of text and what they are to the goals beside them: deadline, fact, comparison. Rules: years.yml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.language.numerals import number_value
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")

Role = Literal["deadline", "past", "baseline", "none"]
_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of naming a time; groups y (year), b (last year of a span), plan, same, next."""

    pattern: str
    role: Role
    example: str


class Time(NamedTuple):
    """text[start:end] names a time; `year` is its year, of a span the last; None where no year can be known."""

    start: int
    end: int
    role: Role
    year: int | None


@cache
def _rules() -> tuple[tuple[TimeRule, re.Pattern[str]], ...]:
    rows = load_rules(RULES, "times", TimeRule)
    return tuple((row, re.compile(row.pattern.replace("YEAR", _YEAR))) for row in rows)


@cache
def _any() -> re.Pattern[str]:
    plain = [re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in _rules()]
    return re.compile("|".join(f"(?:{pattern})" for pattern in plain))


def rule_at(text: str, at: int) -> TimeRule | None:
    """The row that reads the time at `at`."""
    return next((rule for rule, pattern in _rules() if pattern.match(text, at)), None)


def find_times(text: str, base: int | None) -> list[Time]:
    """Times in even `text`, in order. `base`: year of the document; what lies before it is a fact, not a deadline."""
    found: list[Time] = []
    for hit in _any().finditer(text):
        for rule, pattern in _rules():
            match = pattern.match(text, hit.start())
            if match:
                found.append(_time(match, rule.role, base))
                break
    return found


def _time(match: re.Match[str], role: Role, base: int | None) -> Time:
    year = _year(match.groupdict(), base)
    if role == "deadline" and (year is None or (base is not None and year < base)):
        role = "past" if year is not None else "none"
    return Time(match.start(), match.end(), role, year)


def _year(groups: dict[str, str | None], base: int | None) -> int | None:
    if plan := groups.get("plan"):
        number = number_value(plan)
        return 1980 + 5 * (number - 5) if number else None  # the sixth plan ended in 1985
    if printed := groups.get("b") or groups.get("y"):
        return int(printed)
    if groups.get("same"):
        return base
    if groups.get("next"):
        return base + 1 if base else None
    return None
