"""算一算: what a figure can be entered into. A card is a rate or a sum for a unit, or tiers that rise with one figure.

Nothing is reckoned whose words leave open what the figure means: interest, fees, parts above a threshold (reckoning.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path as File
from typing import Literal

import msgspec

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Amount, Incentive, StructuredDocument
from build_tools.render import citing
from build_tools.render.library import Library
from build_tools.render.views import base, benefits
from build_tools.rules import load_rules

RULES = File(__file__).with_name("reckoning.yml")
EACH = re.compile(r"每([^每]+)")
SUBJECT = re.compile(r"首次|突破|超过|超|达到|达|不低于|不足|低于|以上|以下|[\d.,]")


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `sides`; the figure of `example` stands in 【】."""

    side: Literal["above", "below"]
    strict: bool
    example: str
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Threshold:
    """A condition on a sum: at least (or, strictly, more than) `least`, at most (or less than) `most`, in yuan."""

    subject: str  # the words before the figure
    shown: str  # the words of the condition
    least: float | None = None
    most: float | None = None
    strict: bool = False


@dataclass(frozen=True)
class Tier:
    """A sum that is reached at a threshold."""

    fact: Incentive
    at: Threshold
    benefit: benefits.Benefit


@dataclass(frozen=True)
class Card:
    """Something to reckon. `asked` names the figure, `unit` what a bare number counts in."""

    id: str
    kind: Literal["base", "tier"]
    fact: Incentive
    benefit: benefits.Benefit
    asked: str
    unit: str
    place: base.Link
    cited: str
    threshold: Threshold | None = None  # a condition on the very figure that is entered
    tiers: tuple[Tier, ...] = field(default=())

    @property
    def rates(self) -> tuple[float, float]:
        """Lowest and highest rate, or sum for a unit."""
        fact = self.fact
        if fact.rate is not None:
            return (fact.rate if fact.rate_min is None else fact.rate_min), fact.rate
        low, high = fact.amount_yuan_min, fact.amount_yuan_max or 0.0
        return (high if low is None else low), high

    @property
    def facts(self) -> tuple[Incentive, ...]:
        """The incentives that the card reckons."""
        return tuple(tier.fact for tier in self.tiers) or (self.fact,)


@cache
def never() -> re.Pattern[str]:
    """Words of a benefit that cannot be reckoned."""
    return re.compile("|".join(row.words for row in load_rules(RULES, "never", benefits.Words)))


@cache
def sides() -> tuple[Side, ...]:
    """Rows of `sides`."""
    return load_rules(RULES, "sides", Side)


def cards(library: Library, entry: StructuredDocument) -> list[Card]:
    """The cards of a document, in the order of the text."""
    document = entry.document
    stating = {clause.id: clause for fact in entry.facts.incentives if (clause := library.clause_of(document.id, fact))}
    found = (card for clause in stating.values() for card in cards_at(library, document, clause))
    return sorted(found, key=lambda c: c.fact.start)


def cards_of(library: Library, document: Document, clause: Clause) -> dict[int, str]:
    """For each incentive of a clause that can be reckoned, by identity: the id of its card."""
    return {id(fact): card.id for card in cards_at(library, document, clause) for fact in card.facts}


def cards_at(library: Library, document: Document, clause: Clause) -> list[Card]:
    """The cards of a clause."""
    facts = library.facts_at(document.id, clause, "incentives", Incentive)
    place, cited = base.clause_link(document, clause), citing.citation(document, clause.path)
    found = [*_by_base(library, document, facts), *_by_tier(library, document, facts)]
    found.sort(key=lambda item: item[1].start)
    return [
        Card(
            id=f"{document.id}-{clause.id}-{number}", kind=kind, fact=fact, asked=asked, unit=unit,
            benefit=benefits.worded(library, document, fact), place=place, cited=cited, threshold=threshold, tiers=tiers,
        )
        for number, (kind, fact, asked, unit, threshold, tiers) in enumerate(found, start=1)
    ]  # fmt: skip


Found = tuple[Literal["base", "tier"], Incentive, str, str, "Threshold | None", tuple[Tier, ...]]


def _by_base(library: Library, document: Document, facts: list[Incentive]) -> Iterator[Found]:
    for fact in facts:
        sense = benefits.sense_of(fact)
        whole = fact.rate is not None and fact.amount_yuan_max is None and fact.amount_yuan_min is None
        each = fact.rate is None and fact.amount_yuan_max is not None and (fact.base or "").startswith("每")
        words = f"{fact.base or ''}\n{fact.quote}"
        if not fact.base or not (whole or each) or never().search(words) or (sense and sense.sense == "words"):
            continue
        if whole:
            name = re.sub(r"^(?:符合|满足)[^的]{0,8}条件的", "", fact.base)
            own = next((t for t in thresholds(library, document, fact) if set(name) <= set(t.subject)), None)
            yield "base", fact, name, "万元", own, ()
        else:
            sentence = benefits.sentence_around(library, document, fact)
            measure = benefits.words_of("measures").search(sentence)
            named = measure[measure.lastindex or 0] if measure else ""
            yield "base", fact, named or "数量", "·".join(EACH.findall(fact.base)), None, ()


def _by_tier(library: Library, document: Document, facts: list[Incentive]) -> Iterator[Found]:
    groups: dict[tuple[str | None, ...], list[Tier]] = {}
    for fact in facts:
        found = thresholds(library, document, fact)
        plain = fact.rate is None and not fact.base and fact.amount_yuan_max is not None
        if not plain or len(found) != 1 or found[0].least is None or never().search(fact.quote):
            continue
        tier = Tier(fact, found[0], benefits.worded(library, document, fact))
        groups.setdefault((fact.beneficiary, fact.benefit_type, fact.recurrence), []).append(tier)
    for tiers in groups.values():
        tiers.sort(key=lambda tier: tier.at.least or 0)
        rising = all((a.at.least or 0) < (b.at.least or 0) for a, b in pairwise(tiers))
        if len(tiers) < 2 or not rising:
            continue
        subjects = {subject for tier in tiers if (subject := SUBJECT.split(tier.fact.condition or "", maxsplit=1)[0])}
        unit = "亿元" if (tiers[0].at.least or 0) >= 100_000_000 else "万元"
        first = min((tier.fact for tier in tiers), key=lambda fact: fact.start)
        yield "tier", first, max(subjects, key=len) if subjects else "金额", unit, None, tuple(tiers)


def thresholds(library: Library, document: Document, incentive: Incentive) -> list[Threshold]:
    """Sums on which the incentive depends, with the side that counts; each once."""
    found: dict[tuple[float | None, float | None], Threshold] = {}
    for amount in benefits.figures(library, document, incentive, "amounts", Amount):
        if amount.role != "threshold":
            continue
        left = benefits.before(incentive, amount.surface, amount.start)
        right = incentive.quote.split(f"{left}{amount.surface}", 1)[-1]
        side = side_of(left, right)
        if amount.yuan_min != amount.yuan_max:
            least, most, strict = amount.yuan_min, amount.yuan_max, False
        elif side and side.side == "below":
            least, most, strict = None, amount.yuan_max, side.strict
        else:
            least, most, strict = amount.yuan_min, None, bool(side and side.strict)
        tail = re.match(r"及?以[上下内]", right)
        shown = f"{left}{amount.surface}{tail[0] if tail else ''}"
        found.setdefault((least, most), Threshold(left, shown, least, most, strict))
    return list(found.values())


def side_of(left: str, right: str) -> Side | None:
    """The row of `sides` that the words around a figure fit."""
    return next(
        (
            row
            for row in sides()
            if (row.left and re.search(row.left, left)) or (row.right and re.search(row.right, right))
        ),
        None,
    )
