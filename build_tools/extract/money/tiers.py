"""Figures of a paragraph put together into tiers: a rate with its ceiling, a sum with its ceiling, each of a list.

In: text and its figures with their roles. Out: tiers in the order of the text, each with the words that state it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from build_tools.extract.money.ceilings import add_up, closes, closes_before, completes, is_named_ceiling, is_overall
from build_tools.extract.money.context import joined
from build_tools.extract.money.figures import Figure, Tier, gives, is_given, open_tier, patterns
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.roles import look_around
from build_tools.model.facts import Rate

LONGEST_LIST = 50  # a longer one is cut, so that quotes do not grow with the square of a list
LONGEST_TAIL = 600  # characters after the last figure that can belong to its statement
GIVEN_WITHOUT_VERB = {"fee_cap", "limit"}


@cache
def _ends() -> dict[str, re.Pattern[str]]:
    return {
        "sentence": re.compile(r"[。！？\n]|(?<=[^0-9])[!?]"),
        "part": re.compile(r"[；;]"),
        "segment": re.compile(r"[，。；：！？\n]|(?<![0-9]),|,(?![0-9])|[;:!?](?![0-9])"),
        "close": re.compile(r"[）)]"),
        "object": re.compile(r"\s*对"),
    }


def find_tiers(text: str, figures: list[Figure], lead: str = "") -> list[Tier]:
    """Tiers of `text`, in order. `figures` in order; `lead`: the sentence that opens the list in which `text` stands."""
    tiers: list[Tier] = []
    at = 0
    number = numbered().match(text)
    for start, end in _cut(text, number.end() if number else 0, len(text), "sentence"):
        inside: list[Figure] = []
        while at < len(figures) and figures[at].start < end:
            inside.append(figures[at])
            at += 1
        if not inside:
            continue
        if any(figure.fact.role in GIVEN_WITHOUT_VERB for figure in inside) or gives(text[start:end], lead):
            _sentence(text, start, end, inside, tiers)
        else:  # 单个企业最高不超过200万元。
            closes_before(text, start, inside[0], tiers)
    return tiers


def _cut(text: str, start: int, end: int, stop: str) -> list[tuple[int, int]]:
    edges = [start, *(match.end() for match in _ends()[stop].finditer(text, start, end))]
    if edges[-1] < end:
        edges.append(end)
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _sentence(text: str, start: int, end: int, figures: list[Figure], made: list[Tier]) -> None:
    """Add the tiers of one sentence to `made`."""
    at = first = 0
    before = len(made)
    for part_start, part_end in _cut(text, start, end, "part"):
        first = at
        while at < len(figures) and figures[at].start < part_end:
            at += 1
        inside = [figure for figure in figures[first:at] if is_given(text, figure)]
        if not inside:
            continue
        opening = part_start
        if part_start > start and len(made) == before and _ends()["object"].match(text, start):
            # 对A；B；C，给予…: one statement, as long as nothing else is 对 in it
            stated = "对" in text[part_start:part_end] or patterns("grants").search(text, start, part_start)
            opening = part_start if stated else start
        made.extend(_part(text, opening, part_end, inside, made, follows=len(made) > before))


def _part(text: str, start: int, end: int, figures: list[Figure], made: list[Tier], follows: bool) -> list[Tier]:
    """The tiers of one part of a sentence; a ceiling may go to those `made` before it.

    `follows`: another part of the same sentence has stated a benefit before.
    """
    chain: list[Tier] = []
    group: list[Tier] = []
    last: Figure | None = None
    for figure in figures:
        between = text[last.end : figure.start] if last else ""
        last = figure
        head = chain[0] if chain else None
        if group and len(group) < LONGEST_LIST and joined(between) and _alike(group[-1], figure):
            group.append(open_tier(figure, group[0].start, group[0].head))
            group[-1].fresh, group[-1].opened = False, group[0].opened
            chain.append(group[-1])
            for index, tier in enumerate(group):
                tier.index, tier.size = index, len(group)
        elif chain and _is_loan_subsidized(text, figure, chain[-1]):
            chain[-1].figures.append(figure)
        elif closes(text, figure, chain, between) or (not chain and closes_before(text, start, figure, made)):
            continue
        elif chain and is_named_ceiling(figure, chain[-1], between):
            group = [open_tier(figure, _next_segment(text, chain[-1].last_end, figure.start), head)]
            group[0].rate = chain[-1].rate
            chain.append(group[0])
        elif not chain and not made and is_overall(text, start, figure):
            continue
        elif group and completes(group[-1], figure, between):
            group[0].rate = figure.fact if isinstance(figure.fact, Rate) else None
            group[0].figures.append(figure)
        else:
            opening = _next_segment(text, chain[-1].last_end, figure.start) if chain else start
            each = phrase("lent_each").search(text, opening, figure.start) is not None
            group = [open_tier(figure, opening, head, per_unit=each)]
            group[0].fresh = (not chain and not follows) or bool(
                phrase("new_statement").search("，" + text[opening : figure.start])
            )
            chain.append(group[0])
    chain = add_up(text, chain)
    for tier in chain:
        tier.end = _statement_end(text, tier, end)
    return chain


def _is_loan_subsidized(text: str, figure: Figure, tier: Tier) -> bool:
    """Whether `figure` only says up to which sum a loan gets what `tier` gives: 给予贴息，单户贴息贷款额度不超过300万元."""
    if figure.fact.role != "limit" or tier.rate is None or tier.rate.role == "cap":
        return False
    left = look_around(text, figure.start, figure.end).left
    return bool(phrase("subsidized_loan").search(left)) and "贴息" in text[tier.start : figure.start]


def _alike(tier: Tier, figure: Figure) -> bool:
    return len(tier.figures) == 1 and tier.first.kind == figure.kind and tier.first.fact.role == figure.fact.role


def _statement_end(text: str, tier: Tier, limit: int) -> int:
    """Where the words that state `tier` end: with its segment, or with the segment that says what is given."""
    stop = tier.last_end
    limit = min(limit, stop + LONGEST_TAIL)
    is_limit = tier.cap is not None and tier.cap.role == "limit"
    verbs = phrase("granted_loan") if is_limit else patterns("grants")
    given = verbs.search(text, tier.start, stop)
    verb = given or verbs.search(text, stop, limit)  # 按投资额的70%，在当年抵扣…
    match = _ends()["segment"].search(text, verb.end() if verb and not given else stop, limit)
    end = match.start() if match else limit
    opened = _unclosed(text, max(tier.start, tier.first.start - LONGEST_TAIL), end)
    if opened is not None and opened >= stop:
        end = opened  # what follows in brackets is another statement
    elif opened is not None:
        close = _ends()["close"].search(text, end, limit)
        end = close.end() if close else end
    while end > stop and (
        text[end - 1] in "。；;，, \n" or (text[end - 1] in "）)" and _unopened(text[tier.start : end]))
    ):
        end -= 1
    return end


def _next_segment(text: str, end: int, limit: int) -> int:
    """Where the segment after text[:end] starts, at most `limit`; a bracket that stays open starts one."""
    if text[end : end + 1] == "、":
        return end + 1
    at = end
    while at < limit:
        if text[at] in "（(":
            close = text.find("）" if text[at] == "（" else ")", at, limit)
            if close < 0:
                return at + 1  # 100万元（其中小微企业50万元）
            at = close
        elif text[at] in "，；。：;" or (text[at] == "," and not text[at + 1 : at + 2].isdigit()):
            return at + 1
        at += 1
    return end


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
