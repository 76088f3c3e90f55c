"""What is given: of what kind, how often, a share of what or a sum for each of what. Rule tables: benefits.yml, phrases.yml.

In: a tier and the text in which it stands. Out: words of the tables and of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from build_tools.extract.money.figures import RULES, Tier
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.sums import whole_unit
from build_tools.rules import load_rules

Recurrence = Literal["once", "yearly"]


class BenefitType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of benefit and the words that tell it."""

    type: str
    pattern: str
    example: str


class Frequency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell how often."""

    recurrence: Recurrence
    pattern: str
    example: str


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.type, re.compile(row.pattern)) for row in load_rules(RULES, "types", BenefitType))


@cache
def _frequencies() -> tuple[tuple[Recurrence, re.Pattern[str]], ...]:
    return tuple((row.recurrence, re.compile(row.pattern)) for row in load_rules(RULES, "recurrences", Frequency))


def kind_of(text: str, tier: Tier) -> str | None:
    """The kind of benefit, from the words nearest to the figure: after it in its segment, then before it."""
    stop, start = tier.last_end, tier.first.start
    if tier.cap is not None and tier.cap.role == "limit" and phrase("waived").search(text, tier.start, tier.end):
        return "免担保"  # 对10万元以下的个人贷款免除反担保: the loan is not what is given
    after = re.split(r"[，。；,;\n]", text[stop : stop + 40])[0]
    near = re.split(r"[，。；,;\n]", text[max(0, start - 40) : start])[-1]
    statement = text[max(tier.start, start - 12) : tier.end]
    for words in (after, statement, near, text[tier.start : tier.end], text[max(0, tier.start - 120) : tier.end]):
        if kind := kind_in(words):
            return kind
    return None


def kind_in(words: str) -> str | None:
    """The kind of benefit that `words` tell of."""
    return next((name for name, pattern in _types() if pattern.search(words)), None)


def base_of(text: str, tier: Tier) -> str | None:
    """What a rate is a rate of, or the unit that a sum is for."""
    left = re.sub(r"[（(][^（）()]*[）)]", "", text[tier.start : tier.opened])
    if tier.rate is not None:
        names = ("base_of_fee",) if tier.rate.role in {"fee_cap", "interest"} else ("base", "base_before")
        for name in names:
            if match := phrase(name).search(left):
                return match["base"]
    elif tier.amount is not None and tier.amount.role == "per_unit":
        if match := phrase("unit_printed").search(tier.amount.surface):
            return f"每{match['unit']}"
        if match := phrase("unit_before").search(left):
            return whole_unit(left, match.start("unit")) or match["unit"]
    return None


def recurrence_of(statement: str) -> Recurrence | None:
    """How often the words of a statement say that it is given."""
    return next((recurrence for recurrence, pattern in _frequencies() if pattern.search(statement)), None)
