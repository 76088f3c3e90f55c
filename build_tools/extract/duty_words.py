"""The words of formal duty statements: labels (牵头单位：), closing verbs (…牵头) and what stands around them.

All of them come from responsibilities.yml; here they become patterns, once.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.rules import load_rules

Role = Literal["lead", "support", "responsible", "guide", "implement"]

RULES = Path(__file__).with_name("responsibilities.yml")


class LabelRule(msgspec.Struct, frozen=True):
    """A label before a list of units."""

    label: str
    role: Role
    example: str


class VerbRule(msgspec.Struct, frozen=True):
    """A verb after a list of units. `duty`: counts only with a manner of duty before it (按职责分工落实)."""

    verb: str
    role: Role
    example: str
    alone: bool = True
    duty: bool = False


class _Row(msgspec.Struct, frozen=True):
    example: str
    manner: str = ""
    duty: bool = False
    opening: str = ""
    rule: str = ""
    mark: str = ""
    pattern: str = ""


@cache
def _labels() -> tuple[tuple[re.Pattern[str], Role], ...]:
    return tuple((re.compile(rule.label), rule.role) for rule in load_rules(RULES, "labels", LabelRule))


_BULLET = r"\s{0,4}(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）).．、])?[\s·•*＊－—-]{0,6}"


@cache
def label_before() -> re.Pattern[str]:
    """A label (group 1) with its colon, and the bullet before it."""
    rules = "|".join(rule.label for rule in load_rules(RULES, "labels", LabelRule))
    return re.compile(rf"{_BULLET}({rules})\s{{0,3}}(?:[：:]|(?=为(?!牵头|主)))")


@cache
def label_at_end() -> re.Pattern[str]:
    """A label that the text ends with; the colon is left off."""
    return re.compile("(?:" + "|".join(rule.label for rule in load_rules(RULES, "labels", LabelRule)) + r")\s*$")


def label_role(label: str) -> Role | None:
    """Role that a whole label (牵头单位), or a table column's title, stands for."""
    label = re.sub(r"\s+", "", label)
    return next((role for pattern, role in _labels() if pattern.fullmatch(label)), None)


def bare_label(text: str) -> Role | None:
    """Role of a label that is all there is of a line, its units on the lines below: 责任单位："""
    text = re.sub(r"[\s（(【]+", "", text)
    return label_role(text[:-1]) if 3 <= len(text) <= 16 and text[-1] in "：:" else None


@cache
def _manner() -> str:
    return "(?:" + "|".join(row.manner for row in load_rules(RULES, "manners", _Row)) + ")"


@cache
def _duty() -> re.Pattern[str]:
    rows = load_rules(RULES, "manners", _Row)
    return re.compile("(?:" + "|".join(row.manner for row in rows if row.duty) + ")$")


@cache
def _verbs() -> tuple[tuple[re.Pattern[str], VerbRule], ...]:
    return tuple((re.compile(f"(?:{rule.verb})$"), rule) for rule in load_rules(RULES, "verbs", VerbRule))


@cache
def pattern_of(table: str) -> re.Pattern[str]:
    """All rows of a table of patterns, as one."""
    rows = load_rules(RULES, table, _Row)
    return re.compile("|".join(f"(?:{row.rule or row.pattern or row.opening or re.escape(row.mark)})" for row in rows))


@cache
def may_close() -> re.Pattern[str]:
    """A closing verb, or a remark after it, at the end of a sentence: a quick look before the reading."""
    return re.compile(
        "(?:" + "|".join(r.verb for r in load_rules(RULES, "verbs", VerbRule)) + r"|不再[^，。]{2,6})\s*$"
    )


class Ending(NamedTuple):
    """The words that close a list of units. `alone`: they may do so in a sentence without brackets."""

    start: int  # where the words after the units begin
    role: Role
    alone: bool


def closing_verb(part: str) -> Ending | None:
    """The verb that ends `part`, with the words of manner before it; None if no rule fits."""
    tail = part[-40:]
    shift = len(part) - len(tail)
    best: Ending | None = None
    for pattern, rule in _verbs():
        match = pattern.search(tail)
        if not match:
            continue
        start, duty = match.start(), False
        while manner := _manner_end().search(tail, 0, start):
            duty = duty or bool(_duty().search(tail, 0, start))
            start = manner.start()
        if rule.duty and not duty:
            continue
        if best is None or start + shift < best.start:
            best = Ending(start + shift, rule.role, rule.alone or duty)
    return best


@cache
def _manner_end() -> re.Pattern[str]:
    return re.compile(_manner() + r"$")
