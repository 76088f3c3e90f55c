"""Figures of a paragraph put together into tiers: a rate with its ceiling, a sum with its ceiling, each of a list.

In: text and its figures with their roles. Out: tiers in the order of the text. Rule tables: benefits.yml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import structs

from build_tools.extract.money.context import joined
from build_tools.extract.money.parties import numbered
from build_tools.extract.money.roles import look_around
from build_tools.model.facts import Amount, Rate
from build_tools.rules import load_rules

RULES = Path(__file__).with_name("benefits.yml")

GIVEN = {
    "amounts": {"fixed", "range", "per_unit", "cap", "limit"},
    "rates": {"incentive_rate", "cap", "fee_cap", "interest"},
}

CEILINGS = {"fee_cap", "limit"}  # given even where no verb gives


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
        (re.compile(row.left) if row.left else None, re.compile(row.right) if row.right else None)
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
    return [(a, b) for a, b in pairwise(edges) if b > a]


def find_tiers(text: str, figures: list[Figure], lead: str = "") -> list[Tier]:
    """Tiers of `text`, in order. `figures` in order; `lead`: the sentence that opens the list in which `text` stands."""
    tiers: list[Tier] = []
    at = 0
    opening = numbered().match(text)
    for start, end in spans(text, opening.end() if opening else 0, len(text), _sentence_end()):
        inside: list[Figure] = []
        while at < len(figures) and figures[at].start < end:
            inside.append(figures[at])
            at += 1
        if any(figure.fact.role in CEILINGS for figure in inside) or (inside and _gives(text[start:end], lead)):
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
    if role == "interest" and not re.search(
        "不超过|不高于|低于|上限|最高|优惠|贴息|下浮|下调", around.left + around.after[:60]
    ):
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
        elif group and _another_ceiling(text, group[-1], figure, between):
            group = [_open(figure, _segment_after(text, chain[-1].figures[-1].end, figure.start))]
            group[0].rate, group[0].chain = chain[-1].rate, list(chain)
        elif not chain and not made and _is_overall(text, start, figure):
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
    chain = _total(text, chain)
    for tier in chain:
        stop = max(figure.end for figure in tier.figures)
        given = _patterns("grants").search(text, tier.start, stop)
        verb = given or _patterns("grants").search(text, stop, end)  # 按投资额的70%，在当年抵扣…
        match = _segment_end().search(text, verb.end() if verb and not given else stop, end)
        tier.end = match.start() if match else end
        opened = _unclosed(text, tier.start, tier.end)
        if opened is not None and opened >= stop:
            tier.end = opened  # what follows in brackets is another statement
        elif opened is not None:
            close = re.compile("[）)]").search(text, tier.end, end)
            tier.end = close.end() if close else tier.end
        while tier.end > tier.start and text[tier.end - 1] in "。；;，, \n）)" and (
            text[tier.end - 1] not in "）)" or _unopened(text[tier.start : tier.end])
        ):
            tier.end -= 1
    made.extend(chain)


def _unclosed(text: str, start: int, end: int) -> int | None:
    """Offset of the last bracket in text[start:end] that is not closed there."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            if not depth:
                return at
            depth -= 1
    return None


def _unopened(text: str) -> bool:
    return text.count("）") + text.count(")") > text.count("（") + text.count("(")


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
        return _sums_up(text, figure) and not _new_statement().search(between)
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


def _sums_up(text: str, figure: Figure) -> bool:
    """Whether a second ceiling is one over several benefits: 同一企业全年不超过30万元."""
    left = look_around(text, figure.start, figure.end).left
    return bool(re.search(r"单[个家户项位]|每|同[一个]|累计|合计|总|年度|全年", left))


def _another_ceiling(text: str, tier: Tier, figure: Figure, between: str) -> bool:
    """Whether `figure` is the ceiling of one more kind of what `tier` rewards: 省内首台套最高200万元，国内首台套最高500万元."""
    if figure.fact.role != "cap" or not isinstance(figure.fact, Amount) or tier.rate is None or tier.cap is None:
        return False
    named = re.search(r"(?:^|[，,、；])([^，,、；：]{2,14}?)(?:最高|不超过)+$", between)
    return named is not None and not re.search(r"单|每|同一|累计|合计|总|年度|全年|其中|补|奖|给予", named[1])


def _is_overall(text: str, start: int, figure: Figure) -> bool:
    return figure.fact.role == "cap" and bool(_patterns("overall").search(text[start : figure.start].strip()))


def _total(text: str, chain: list[Tier]) -> list[Tier]:
    """Tiers with instalments put together: their sum is the benefit, unless the total is printed itself."""
    parts = [
        tier for tier in chain
        if tier.amount is not None and tier.cap is None and _patterns("instalments").search(text[tier.start : tier.first.start])
    ]  # fmt: skip
    if not parts or any(part.amount is None or part.amount.yuan_max is None for part in parts):
        return chain
    whole = chain[chain.index(parts[0]) - 1] if chain.index(parts[0]) else None
    total = sum(part.amount.yuan_max for part in parts if part.amount is not None and part.amount.yuan_max is not None)
    printed = whole.amount.yuan_max if whole and whole.amount else None
    if whole is not None and printed and (printed == total or (len(parts) == 1 and printed % total == 0 and printed > total)):
        for part in parts:
            whole.figures.extend(part.figures)
    elif len(parts) > 1:
        whole, first = parts[0], parts[0].amount
        if first is not None:
            whole.amount = structs.replace(first, yuan_min=total, yuan_max=total)
        for part in parts[1:]:
            whole.figures.extend(part.figures)
        parts = parts[1:]
    else:
        return chain
    return [tier for tier in chain if tier not in parts]


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
    at = end
    if text[end : end + 1] == "、":
        return end + 1
    while at < limit:
        if text[at] in "（(":
            close = text.find("）" if text[at] == "（" else ")", at)
            if not at < close < limit:
                return at + 1  # 100万元（其中小微企业50万元）
            at = close
        elif text[at] in "，；。：;" or (text[at] == "," and not text[at + 1 : at + 2].isdigit()):
            return at + 1
        at += 1
    return end
