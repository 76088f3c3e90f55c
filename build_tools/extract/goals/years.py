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

Role = Literal["deadline", "past", "baseline", "year", "none"]
# 达到2000亿元 names no year: a scale or a unit follows
_YEAR = r"(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9.%]|[多余]?[百千万亿个家户人亩吨名项座米套辆件台条处所元]|公里|公顷|平方|立方|标箱)"


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of naming a time; groups y (year), b (last year of a span), span (its length), plan, same, next, open."""

    pattern: str
    role: Role
    example: str


class TitleRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which a title names its years; `first` and `last` are the example's."""

    pattern: str
    first: int
    last: int
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
    if match.groupdict().get("open"):
        return Time(match.start(), match.end(), role, None)
    if role == "year":
        year = base
    if role == "deadline" and (year is None or (base is not None and year < base)):
        role = "past" if year is not None else "none"
    return Time(match.start(), match.end(), role, year)


def _year(groups: dict[str, str | None], base: int | None) -> int | None:
    if plan := groups.get("plan"):
        return _plan_end(plan)
    if (first := groups.get("y")) and (span := groups.get("span")):
        return int(first) + (number_value(span) or 1) - 1
    if printed := groups.get("b") or groups.get("y"):
        return int(printed)
    if groups.get("same"):
        return base
    if groups.get("next"):
        return base + 1 if base else None
    return None


def _plan_end(plan: str) -> int | None:
    number = number_value(plan)
    return 1980 + 5 * (number - 5) if number else None  # the sixth plan ended in 1985


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(r"“?(?P<plan>十[一二三四五六七]?)五”?(?!以来|期间评估)")


def plan_year(text: str) -> int | None:
    """The last year of the plan that `text` opens with: “十四五”目标."""
    match = _plan().match(text)
    return _plan_end(match["plan"]) if match else None


def title_years(title: str) -> tuple[int, int] | None:
    """First and last year that a title (without white space) says it is about; None where it names none."""
    for row in load_rules(RULES, "titles", TitleRule):
        match = re.search(row.pattern.replace("YEAR", _YEAR), title)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("plan"):
            last = _plan_end(groups["plan"])
            return (last - 4, last) if last else None
        return int(groups["y"]), int(groups.get("b") or groups["y"])
    return None


@cache
def _yearly() -> re.Pattern[str]:
    return re.compile(
        r"(?:要点|计划|方案|任务|安排|清单|目标|行动|项目|实事|工作)(?:表|书|分解表?)?(?:的?(?:通知|意见|函))?(?:（[^（）]*）)?$"
    )


def year_of_plan(title: str) -> int | None:
    """The year that a title (without white space) plans the work of: 2025年工作要点; None for a span, or no plan."""
    years = title_years(title)
    return years[0] if years and years[0] == years[1] and _yearly().search(title) else None


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        rf"(?:到)?({_YEAR})年(?!版|以来|修订|第)(?!.*(?:回顾|总结|情况|成效|成绩|现状|执行))|.*（(?:到|至)?({_YEAR})年底?前?）$"
    )


def heading_year(heading: str) -> int | None:
    """The year that a heading (without white space) opens with, or that stands in brackets at its end."""
    match = _heading().match(heading)
    return int(match[1] or match[2]) if match else None
