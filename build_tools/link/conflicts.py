"""The same benefit with different figures in two documents: shown side by side, without a verdict.

Two incentives are taken for the same benefit when they are of one type, most of what describes them (who, on what
condition, for what) is the same, and a term that few incentives use is among it. A figure that stands in one tier
of the other clause is no difference.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from build_tools.link.citations import fold
from build_tools.link.terms import telling, terms_of
from build_tools.model.facts import Incentive, StructuredDocument
from build_tools.model.knowledge import Benefit, Conflict, Place

LIKE = 0.55  # likeness (cosine of weighted terms) from which two benefits are the same
MOST_SHARED = 40  # incentives that may share a term; a commoner one says nothing about the benefit
FIGURES = ("rate", "amount_yuan_max", "cap_yuan")


def find_conflicts(records: Iterable[StructuredDocument]) -> tuple[Conflict, ...]:
    """Pairs of incentives of two documents, in the order of the corpus. Deterministic, linear but for alike ones."""
    benefits = [
        Benefit(Place(record.document.doc, incentive.path), incentive)
        for record in records
        for incentive in record.facts.incentives
    ]
    terms = [terms_of(_description(benefit.incentive)) for benefit in benefits]
    postings: dict[str, list[int]] = defaultdict(list)
    for index, held in enumerate(terms):
        for term in held:
            postings[term].append(index)
    weight = {term: math.log(1 + len(benefits) / len(where)) for term, where in postings.items()}
    tiers: dict[Place, set[tuple[str, float]]] = defaultdict(set)
    for benefit in benefits:
        tiers[benefit.place].update(_figures(benefit.incentive))
    found = []
    for index, benefit in enumerate(benefits):
        near = {
            other
            for term in terms[index]
            if len(postings[term]) <= MOST_SHARED
            for other in postings[term]
            if other > index and benefits[other].place.doc != benefit.place.doc
        }
        for other in sorted(near):
            if (
                _one_kind(benefit, benefits[other])
                and _differ(benefit, benefits[other], tiers)
                and _likeness(terms[index], terms[other], weight) >= LIKE
            ):
                what = "、".join(telling(terms[index] & terms[other], weight))
                found.append(Conflict(what=what, left=benefit, right=benefits[other]))
    return tuple(found)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[0-9０-９.,，%％]+|[一二三四五六七八九十百千万亿]+元")


@cache
def _bound() -> re.Pattern[str]:
    return re.compile(r"[0-9.]+[百千万亿]*|以上|以下|以内|超过|不足")


def _description(incentive: Incentive) -> str:
    parts = (incentive.beneficiary, incentive.condition, incentive.base, incentive.quote)
    return fold(_number().sub("。", "。".join(part for part in parts if part)))


def _figures(incentive: Incentive) -> set[tuple[str, float]]:
    values = ((name, getattr(incentive, name)) for name in FIGURES)
    return {(name, value) for name, value in values if value is not None}


def _one_kind(left: Benefit, right: Benefit) -> bool:
    """Whether type, base and the bounds of the condition (500万元以上) allow the two to be one benefit."""
    for name in ("benefit_type", "base"):
        held = {fold(value) for b in (left, right) if (value := getattr(b.incentive, name))}
        if len(held) > 1:
            return False
    bounds = [frozenset(_bound().findall(fold(b.incentive.condition or ""))) for b in (left, right)]
    return bounds[0] == bounds[1] or not all(bounds)


def _likeness(left: frozenset[str], right: frozenset[str], weight: Mapping[str, float]) -> float:
    def norm(terms: frozenset[str]) -> float:
        return math.sqrt(sum(weight[term] ** 2 for term in sorted(terms))) or 1.0

    return norm(left & right) ** 2 / (norm(left) * norm(right))


def _differ(left: Benefit, right: Benefit, tiers: Mapping[Place, set[tuple[str, float]]]) -> bool:
    """Whether a figure of the same sort stands in both and neither clause knows the other's."""
    mine, theirs = _figures(left.incentive), _figures(right.incentive)
    sorts = {name for name, _ in mine} & {name for name, _ in theirs}
    return any(
        (name, value) not in tiers[right.place] and (name, other) not in tiers[left.place]
        for name, value in mine
        for also, other in theirs
        if name == also and name in sorts
    )
