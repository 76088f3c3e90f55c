"""Figures of a paragraph put together into tiers: a rate with its ceiling, a sum with its ceiling, each of a list.

In: text and its figures with their roles. Out: tiers in the order of the text. Rule tables: benefits.yml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.money.context import joined
from build_tools.extract.money.roles import look_around
from build_tools.model.facts import Amount, Rate
from build_tools.rules import load_rules

RULES = Path(__file__).with_name("benefits.yml")

GIVEN = {
    "amounts": {"fixed", "range", "per_unit", "cap", "limit"},
    "rates": {"incentive_rate", "cap", "fee_cap", "interest"},
}


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern with its example."""

    pattern: str
    example: str


class NotBenefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a figure that nobody gets."""

    example: str
    left: str | None = None
    right: str | None = None


class Figure(msgspec.Struct, frozen=True):
    """A sum or a ratio at text[start:end]."""

    start: int
    end: int
    fact: Amount | Rate

    @property
    def kind(self) -> Literal["amounts", "rates"]:
        """Which table it belongs to."""
        return "amounts" if isinstance(self.fact, Amount) else "rates"


@dataclass
class Tier:
    """One benefit while it is put together. `index` of `size`: its place in a list (分别给予…、…)."""

    figures: list[Figure]
    start: int  # of the words that state it
    end: int
    index: int = 0
    size: int = 1
    rate: Rate | None = None
    amount: Amount | None = None
    cap: Amount | None = None
    chain: list[Tier] = field(default_factory=list)  # tiers before it in the same part of the sentence

    @property
    def first(self) -> Figure:
        """The figure that stands first."""
        return self.figures[0]


@cache
def _patterns(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in load_rules(RULES, table, Pattern)))


@cache
def _not_benefits() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (row.left and re.compile(row.left) or None, row.right and re.compile(row.right) or None)
        for row in load_rules(RULES, "not_benefits", NotBenefit)
    )


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[。！？\n]|(?<=[^0-9])[!?]")


@cache
def _part_end() -> re.Pattern[str]:
    return re.compile(r"[；;]")


@cache
def _segment_end() -> re.Pattern[str]:
    return re.compile(r"[，。；：！？\n]|(?<![0-9]),|,(?![0-9])|[;:!?](?![0-9])")


@cache
def _new_statement() -> re.Pattern[str]:
    # after a benefit has been stated: words that open another one
    return re.compile(
        r"(?:^|[，,；;。、])(?:其中)?[，,]?(?:对(?!接|标|口|外)|凡|鼓励|支持|若|如)[^，,；;。]*[的，,]|的[，,]|的(?:给予|予以|奖励)"
    )


def spans(text: str, start: int, end: int, stop: re.Pattern[str]) -> list[tuple[int, int]]:
    """text[start:end] cut after each match of `stop`."""
    cuts = [match.end() for match in stop.finditer(text, start, end)]
    edges = [start, *cuts]
    if not cuts or cuts[-1] < end:
        edges.append(end)
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def find_tiers(text: str, figures: list[Figure], lead: str = "") -> list[Tier]:
    """Tiers of `text`, in order. `figures` in order; `lead`: the sentence that opens the list in which `text` stands."""
    tiers: list[Tier] = []
    at = 0
    for start, end in spans(text, 0, len(text), _sentence_end()):
        inside: list[Figure] = []
        while at < len(figures) and figures[at].start < end:
            inside.append(figures[at])
            at += 1
        if inside and _gives(text[start:end], lead):
            tiers.extend(_sentence(text, start, end, inside, tiers))
    return tiers


def _gives(sentence: str, lead: str) -> bool:
    if _patterns("silent").search(sentence):
        return False
    return bool(_patterns("grants").search(sentence) or (lead and _patterns("grants").search(lead)))


def is_given(text: str, figure: Figure) -> bool:
    """Whether the figure is something that someone gets."""
    around = look_around(text, figure.start, figure.end)
    role = figure.fact.role
    if role not in GIVEN[figure.kind]:
        near = _patterns("grants").search(around.left) or re.match(r"的?(?:资金|奖|补)", around.right)
        if role != "floor" or not near:
            return False
    if role == "fee_cap" and around.time == "future":
        return False
    if role == "cap" and figure.kind == "rates" and not _patterns("grants").search(around.sentence):
        return False
    for left, right in _not_benefits():
        if (left is None or left.search(around.left)) and (right is None or right.search(around.right)):
            return False
    return True


def _sentence(text: str, start: int, end: int, figures: list[Figure], before: list[Tier]) -> list[Tier]:
    made: list[Tier] = []
    for part_start, part_end in spans(text, start, end, _part_end()):
        inside = [f for f in figures if part_start <= f.start < part_end and is_given(text, f)]
        opening = part_start
        if (
            part_start > start
            and not made
            and re.match(r"\s*对", text[start:end])
            and "对" not in text[part_start:part_end]
        ):
            opening = start  # 对A；B；C，给予…: one statement
        _part(text, opening, part_end, inside, made, before)
    return made


def _part(text: str, start: int, end: int, figures: list[Figure], made: list[Tier], before: list[Tier]) -> None:
    """Add the tiers of one part of a sentence to `made`."""
    chain: list[Tier] = []
    group: list[Tier] = []
    last: Figure | None = None
    for figure in figures:
        between = text[last.end : figure.start] if last else ""
        if last is not None and group and joined(between) and _same_kind(group[-1], figure):
            group.append(_open(figure, group[0].start))
            group[-1].chain = group[0].chain
        elif _closes(text, start, figure, chain, group, between) or (
            not chain and _closes_before(text, start, figure, made, before)
        ):
            pass
        elif group and _completes(group, figure, between):
            group[0].rate = figure.fact if isinstance(figure.fact, Rate) else None
            group[0].figures.append(figure)
        else:
            opening = _segment_after(text, chain[-1].figures[-1].end, figure.start) if chain else start
            group = [_open(figure, opening)]
            group[0].chain = list(chain)
        for number, tier in enumerate(group):
            tier.index, tier.size = number, len(group)
        chain.extend(tier for tier in group if tier not in chain)
        last = figure
    for tier in chain:
        stop = max(figure.end for figure in tier.figures)
        given = _patterns("grants").search(text, tier.start, stop)
        verb = given or _patterns("grants").search(text, stop, end)  # 按投资额的70%，在当年抵扣…
        match = _segment_end().search(text, verb.end() if verb and not given else stop, end)
        tier.end = match.start() if match else end
        while tier.end > tier.start and text[tier.end - 1] in "。；;，, \n":
            tier.end -= 1
    made.extend(chain)


def _open(figure: Figure, start: int) -> Tier:
    tier = Tier([figure], start, figure.end)
    if isinstance(figure.fact, Rate):
        tier.rate = figure.fact
    elif figure.fact.role in {"cap", "limit"}:
        tier.cap = figure.fact
    else:
        tier.amount = figure.fact
    return tier


def _same_kind(tier: Tier, figure: Figure) -> bool:
    return len(tier.figures) == 1 and tier.first.kind == figure.kind and tier.first.fact.role == figure.fact.role


def _closes(text: str, start: int, figure: Figure, chain: list[Tier], group: list[Tier], between: str) -> bool:
    """Take `figure` as the ceiling of the tiers before it in the same part, if it is one."""
    if not isinstance(figure.fact, Amount) or figure.fact.role != "cap" or not group:
        return False
    open_ = _trailing(chain, group)
    if not open_:
        return _is_closing(text, figure) and not _new_statement().search(between)
    given_already = _patterns("grants").search(between)
    if given_already and _new_statement().search(between[given_already.end() :]):
        return False
    if open_[-1].rate is None and not _is_closing(text, figure):
        return False
    for tier in open_:
        tier.cap = figure.fact
        tier.figures.append(figure)
    return True


def _closes_before(text: str, start: int, figure: Figure, made: list[Tier], before: list[Tier]) -> bool:
    """Take `figure` as the ceiling of the tiers of the part or sentence before, where it opens no statement of its own."""
    if not isinstance(figure.fact, Amount) or figure.fact.role != "cap":
        return False
    left = text[start : figure.start]
    if _new_statement().search(left) or not _is_closing(text, figure) or "对" in left or "给予" in left:
        return False
    tiers = made or before
    if not tiers:
        return False
    open_ = _trailing(tiers, [tiers[-1]])
    for tier in open_:
        if tier.rate is None and tier.amount is not None and tier.amount.role != "per_unit":
            continue
        tier.cap = figure.fact
        tier.figures.append(figure)
    return bool(open_)


def _trailing(chain: list[Tier], group: list[Tier]) -> list[Tier]:
    """The tiers at the end of `chain` that have no ceiling yet and are of the same kind as the last."""
    found: list[Tier] = []
    for tier in reversed(chain):
        if tier.cap is not None or (tier.rate is None) != (group[-1].rate is None):
            break
        found.append(tier)
    return found[::-1]


def _is_closing(text: str, figure: Figure) -> bool:
    around = look_around(text, figure.start, figure.end)
    return bool(_patterns("closings").search(around.left))


def _completes(group: list[Tier], figure: Figure, between: str) -> bool:
    """Whether a ratio belongs to the ceiling before it: 最高100万元、不超过投资额的30%."""
    tier = group[-1]
    return (
        len(group) == 1
        and isinstance(figure.fact, Rate)
        and tier.rate is None
        and tier.amount is None
        and tier.cap is not None
        and tier.cap.role == "cap"
        and not _new_statement().search(between)
        and len(between) < 40
    )


def _segment_after(text: str, end: int, limit: int) -> int:
    match = _segment_end().search(text, end, limit)
    return match.end() if match else end
