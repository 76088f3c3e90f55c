"""How a measure stands in its sentence and whether it is a goal: ordered rows of rules.yml, the first that fits decides."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")

Shape = Literal[
    "ordinal", "list", "class", "origin", "fund", "share", "object", "subject", "attribute", "predicate", "bare"
]
Section = Literal["goal", "past", "terms", "articles", "none"]
Stated = Literal["stated", "carried", "past", "none"]


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of words that other rows name in capitals."""

    name: str
    pattern: str
    example: str


class ShapeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a measure stands, by what is left and right of it."""

    shape: Shape
    example: str
    left: str = ""
    right: str = ""
    kinds: tuple[str, ...] = ()
    compared: bool = False


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a measure that fits every condition is a goal, and why."""

    goal: bool
    why: str
    example: str
    shapes: tuple[Shape, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    deadline: tuple[Stated, ...] = ()
    section: tuple[Section, ...] = ()
    cue: Literal["make", "scope", ""] = ""
    compared: bool = False
    joins: Shape | Literal[""] = ""
    left: str = ""
    right: str = ""
    words: str = ""
    before: str = ""
    after: str = ""
    heading: str = ""  # of the example
    column: int | None = None  # of the example: a year that is carried to it


class SectionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a heading says of the text below it."""

    section: Section
    pattern: str
    example: str


class Trim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words at the edge of an indicator that are no part of its name."""

    pattern: str
    example: str


class Case(NamedTuple):
    """A measure in its sentence, as the rows ask about it."""

    left: str
    right: str
    words: str
    before: str
    after: str
    kind: str
    unit: str
    compared: bool
    deadline: Stated
    section: Section
    joins: Shape | Literal[""] = ""  # shape of the last measure of the list that this one stands in


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    for word in load_rules(RULES, "words", Word):
        pattern = pattern.replace(word.name, word.pattern)
    return re.compile(pattern)


@cache
def _shapes() -> tuple[ShapeRule, ...]:
    return load_rules(RULES, "shapes", ShapeRule)


@cache
def _verdicts() -> tuple[Verdict, ...]:
    return load_rules(RULES, "verdicts", Verdict)


def shape_of(case: Case) -> ShapeRule:
    """The row of `shapes` that fits first; the last row fits all."""
    return next(
        row
        for row in _shapes()
        if (not row.kinds or case.kind in row.kinds)
        and (not row.compared or case.compared)
        and (not row.left or _pattern(row.left).search(case.left))
        and (not row.right or _pattern(row.right).search(case.right))
    )


def verdict_of(case: Case, shape: Shape) -> Verdict:
    """The row of `verdicts` that fits first; the last row fits all."""
    return next(row for row in _verdicts() if _fits(row, case, shape))


def _fits(row: Verdict, case: Case, shape: Shape) -> bool:
    return (
        (not row.shapes or shape in row.shapes)
        and (not row.kinds or case.kind in row.kinds)
        and (not row.units or case.unit in row.units)
        and (not row.deadline or case.deadline in row.deadline)
        and (not row.section or case.section in row.section)
        and (not row.compared or case.compared)
        and (not row.joins or case.joins == row.joins)
        and all(
            not pattern or _pattern(pattern).search(text)
            for pattern, text in (
                (row.left, case.left), (row.right, case.right), (row.words, case.words),
                (row.before, case.before), (row.after, case.after),
            )
        )
        and (not row.cue or _cue(case.left) == row.cue)
    )  # fmt: skip


def _cue(left: str) -> str:
    """Which comes last in `left`: a word for making something, or one that only names what is there."""
    last = ""
    for match in _pattern("(?P<make>MAKE)|(?P<scope>SCOPE)").finditer(left):
        last = match.lastgroup or ""
    return last


def section_of(headings: tuple[str, ...]) -> Section:
    """What the headings above a text, the outermost first, say of it; the nearest that says anything decides."""
    for heading in reversed(headings):
        for row in load_rules(RULES, "sections", SectionRule):
            if heading and _pattern(row.pattern).search(heading):
                return row.section
    return "none"


@cache
def _edges(table: str) -> re.Pattern[str]:
    rows = "|".join(f"(?:{row.pattern})" for row in load_rules(RULES, table, Trim))
    return re.compile(rf"^(?:{rows})" if table == "trim_start" else rf"(?:{rows})$")


def trimmed(text: str, table: Literal["trim_start", "trim_end"]) -> tuple[int, int]:
    """Span of `text` without the words of `table` at its edge, however many stand in a row."""
    start, end = 0, len(text)
    while start < end:
        match = _edges(table).search(text[start:end])
        if match is None or not match.group():
            break
        if table == "trim_start":
            start += match.end()
        else:
            end = start + match.start()
    return start, end
