"""Figures that someone gets, and the tiers that they make up. Rule tables: benefits.yml, phrases.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.roles import Surroundings, look_around
from build_tools.model.facts import Amount, Rate
from build_tools.rules import load_rules

RULES = Path(__file__).with_name("benefits.yml")
GIVEN = {
    "amounts": frozenset({"fixed", "range", "per_unit", "cap", "limit"}),
    "rates": frozenset({"incentive_rate", "cap", "fee_cap", "interest"}),
}


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern with its example."""

    pattern: str
    example: str


class NotBenefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a figure that nobody gets; in the example it stands in 【】."""

    example: str
    left: str | None = None
    right: str | None = None


class Spoken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a ratio without a number."""

    pattern: str
    value: float
    example: str


class Figure(msgspec.Struct, frozen=True):
    """A sum or a ratio at text[start:end]."""

    start: int
    end: int
    fact: Amount | Rate

    @property
    def kind(self) -> Literal["amounts", "rates"]:
        """Which table it belongs to."""
        return "amounts" if isinstance(self.fact, Amount) else "rates"


@dataclass(eq=False)
class Tier:
    """One benefit while it is put together. `index` of `size`: its place in a list (分别给予…、…)."""

    figures: list[Figure]
    start: int  # of the words that state it
    end: int
    opened: int = 0  # where the first figure of its list stands
    index: int = 0
    size: int = 1
    rate: Rate | None = None
    amount: Amount | None = None
    cap: Amount | None = None
    head: Tier | None = None  # the first tier of the same part of the sentence, if it is another
    summed: bool = False  # put together from instalments
    fresh: bool = True  # opens a statement of its own: a ceiling after it is not for those before it

    @property
    def first(self) -> Figure:
        """The figure that stands first."""
        return self.figures[0]

    @property
    def last_end(self) -> int:
        """Where its last figure ends."""
        return max(figure.end for figure in self.figures)


def open_tier(figure: Figure, start: int, head: Tier | None, per_unit: bool = False) -> Tier:
    """A tier that begins with `figure` and is stated from `start` on. `per_unit`: a loan of so much for each of something."""
    tier = Tier([figure], start, figure.end, opened=figure.start, head=head)
    if isinstance(figure.fact, Rate):
        tier.rate = figure.fact
    elif figure.fact.role in {"cap", "limit"} and not per_unit:
        tier.cap = figure.fact
    else:
        tier.amount = figure.fact
    return tier


@cache
def patterns(table: str) -> re.Pattern[str]:
    """All patterns of a table of benefits.yml as one."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in load_rules(RULES, table, Pattern)))


@cache
def _not_benefits() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (re.compile(row.left) if row.left else None, re.compile(row.right) if row.right else None)
        for row in load_rules(RULES, "not_benefits", NotBenefit)
    )


def spoken(text: str) -> Iterator[tuple[int, int, float]]:
    """Where `text` tells a ratio in words: start, end, value."""
    for row in load_rules(RULES, "spoken", Spoken):
        for match in re.finditer(row.pattern, text):
            yield match.start(), match.end(), row.value


def gives(sentence: str, lead: str) -> bool:
    """Whether a sentence, or the one that opens its list, gives something to someone."""
    if patterns("silent").search(sentence):
        return False
    if patterns("grants").search(sentence):
        return True
    return bool(lead and (patterns("grants").search(lead) or phrase("figures_follow").search(lead)))


def is_given(text: str, figure: Figure) -> bool:
    """Whether the figure is something that someone gets."""
    around = look_around(text, figure.start, figure.end)
    role = figure.fact.role
    if role not in GIVEN[figure.kind]:
        near = patterns("grants").search(around.left) or phrase("money_next").match(around.right)
        if role != "floor" or not near:
            return False
    if role == "interest" and not phrase("kind_interest").search(around.left + around.after[:60]):
        return False
    if role == "fee_cap" and around.time == "future":
        return False
    if role == "cap" and figure.kind == "rates":
        loan = phrase("loan_raised").search(around.before)
        if not loan and not patterns("grants").search(around.sentence):
            return False
    return not is_set_aside(around)


def is_set_aside(around: Surroundings) -> bool:
    """Whether the words around a figure say that nobody gets it."""
    return any(
        (left is None or left.search(around.left)) and (right is None or right.search(around.right))
        for left, right in _not_benefits()
    )
