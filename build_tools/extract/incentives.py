"""Benefits with a number that someone can get, one record a tier.

Rule tables: money/benefits.yml (what is a benefit, of what kind, how often), money/parties.yml (who, on what condition).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.money.parties import Parties, body_in, ends_in_name, is_body, is_label, label_of, opening_of, read_object, read_parties, same_head, share
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.tiers import RULES, Figure, Tier, find_tiers
from build_tools.model.document import Document
from build_tools.model.facts import Amount, Incentive, Rate
from build_tools.model.text import SourceText
from build_tools.rules import load_rules


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str
    pattern: str
    example: str


class _Recurrence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    recurrence: Literal["once", "yearly"]
    pattern: str
    example: str


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.type, re.compile(row.pattern)) for row in load_rules(RULES, "types", _Type))


@cache
def _recurrences() -> tuple[tuple[Literal["once", "yearly"], re.Pattern[str]], ...]:
    return tuple((row.recurrence, re.compile(row.pattern)) for row in load_rules(RULES, "recurrences", _Recurrence))


def find_incentives(
    document: Document, source: SourceText, amounts: tuple[Amount, ...], rates: tuple[Rate, ...]
) -> tuple[Incentive, ...]:
    """All benefits of `document` in the order of the text; `amounts` and `rates` are those found in it."""
    facts: list[Amount | Rate] = sorted([*amounts, *rates], key=lambda fact: (fact.start, fact.end))
    starts = [fact.start for fact in facts]
    found: list[Incentive] = []
    for passage in passages(document, source):
        low, high = passage.mapped.span(0, len(passage.text))
        inside = facts[bisect_left(starts, low) : bisect_left(starts, high)]
        figures = [figure for fact in inside if (figure := _figure(passage, fact)) is not None]
        if figures:
            found.extend(_incentives(passage, source, figures))
    return tuple(found)


def _figure(passage: Passage, fact: Amount | Rate) -> Figure | None:
    start, last = passage.mapped.offset_of(fact.start), passage.mapped.offset_of(fact.end - 1)
    return None if start is None or last is None else Figure(start, last + 1, fact)


def _incentives(passage: Passage, source: SourceText, figures: list[Figure]) -> Iterator[Incentive]:
    text = passage.text
    topic = _about(passage)
    heads: dict[int, Parties] = {}  # of the first tier of each chain, by its start
    group: list[Parties] = []
    last, done = None, 0  # beneficiary of the tier before, and where its statement ends
    for tier in find_tiers(text, figures, passage.lead):
        if tier.index == 0:
            known = last if re.search("[。\n]", text[done : tier.start]) is None else None
            head = heads.get(tier.chain[0].start) if tier.chain else None
            said = _parties(text, tier, Known(known, topic, last, text[done : tier.start]), head)
            heads[tier.start] = said
            last, done = said.beneficiary or last, tier.end
            group = _each(said, tier.size)
        yield _record(passage, source, tier, group[tier.index])


class Known(NamedTuple):
    """Where a beneficiary is to be sought that a tier leaves out."""

    here: str | None  # of the tier before, in the same sentence
    topic: str | None  # of the paragraph
    last: str | None  # of the tier before, in another sentence
    between: str  # text since the tier before


def _about(passage: Passage) -> str | None:
    """Whom the paragraph is about before it has said so: from the sentence that opens its list, or its headings."""
    if passage.lead:
        said = read_parties(passage.lead, "")
        if said.beneficiary:
            return said.beneficiary
    for heading in reversed(passage.headings):
        if name := body_in(heading):
            return name
    return None


def _parties(text: str, tier: Tier, known: Known, head: Parties | None) -> Parties:
    """The parties of a tier; what it leaves out it has from `head`, the first tier of its statement, or is `known`."""
    before = text[tier.start : tier.first.start]
    if head is not None and is_label(before):
        label = label_of(before)
        if is_body(label) or (label and same_head(label, head.beneficiary)):
            return Parties(label, head.condition)
        return Parties(head.beneficiary, head.condition, label)
    last = max(figure.end for figure in tier.figures)
    if tier.cap is not None and tier.cap.role == "limit" and "担保" in text[last : tier.end]:
        # 对高校毕业生…，在20万元贷款额度内可取消反担保: the words about the benefit follow the figure
        end = next((m.start() for m in re.finditer("[，,；;]", text[last : tier.end])), tier.end - last) + last
        said = read_parties(text[tier.start : end], text[end : tier.end])
    else:
        said = read_parties(before, text[tier.first.start : max(last, tier.end)])
    if said.beneficiary is not None and not (tier.rate is not None and tier.rate.role == "interest"):
        return said
    sentence = text[max(text.rfind("。", 0, tier.start), text.rfind("\n", 0, tier.start)) + 1 : tier.first.start]
    if name := known.here or body_in(sentence):
        return Parties(name, said.condition, said.label)
    object_ = read_object(known.between) if not opening_of(before) and "对" not in before[:3] else Parties(None, None)
    if object_.beneficiary and said.beneficiary is None:
        return Parties(object_.beneficiary, object_.condition or said.condition, said.label)
    name = body_in(known.between) or known.topic or known.last or body_in(text[: tier.start])
    return Parties(name or said.beneficiary, said.condition, said.label)


def _each(said: Parties, size: int) -> list[Parties]:
    """The parties of each item of a list."""
    if size == 1:
        return [said]
    names = share(said.beneficiary or "", size)
    conditions = share(said.condition or "", size)
    if len(set(conditions)) > 1:
        return [Parties(said.beneficiary, condition, said.label) for condition in conditions]
    if len(set(names)) > 1 and said.condition and not all(map(ends_in_name, names)):
        return [Parties(said.beneficiary, said.condition, name) for name in names]
    return [Parties(name or None, said.condition, said.label) for name in names]


def _record(passage: Passage, source: SourceText, tier: Tier, parties: Parties) -> Incentive:
    text = passage.text
    begin, end = tier.start + opening_of(text[tier.start : tier.first.start]), tier.end
    while begin < end and (text[begin].isspace() or text[begin] in "，,；;。、"):
        begin += 1
    span = passage.mapped.span(begin, end)
    rate, amount, cap = tier.rate, tier.amount, tier.cap
    return Incentive(
        path=passage.path,
        line=source.line_at(passage.mapped.source_start(tier.first.start)),
        start=span[0],
        end=span[1],
        beneficiary=parties.beneficiary,
        condition=_bracketed(text, tier, parties.terms),
        benefit_type=_type(text, tier),
        rate=rate.value_max if rate else None,
        rate_min=rate.value_min if rate and rate.value_min != rate.value_max else None,
        base=_base(text, tier),
        amount_yuan_min=amount.yuan_min if amount else None,
        amount_yuan_max=amount.yuan_max if amount else None,
        cap_yuan=cap.yuan_max if cap else None,
        recurrence=_recurrence(text[tier.start : tier.end].replace(parties.condition or "\n", "")),
        quote=_quote(source.text[slice(*span)]),
    )


def _bracketed(text: str, tier: Tier, condition: str | None) -> str | None:
    """A label in brackets after the figure of a list: 最高500万元（国家级）、100万元（省级）."""
    figure = tier.figures[tier.index] if tier.size == 1 else tier.first
    match = re.match(r"[（(]([^（）()0-9含]{1,12})[）)]", text[figure.end :])
    if not match:
        return condition
    if condition and match[1] in condition:
        return condition
    return f"{condition}（{match[1]}）" if condition else match[1]


def _quote(words: str) -> str:
    """The source's words, on one line where a page break left white space."""
    return re.sub(r"\s*\n\s*", "", words)


def _type(text: str, tier: Tier) -> str | None:
    """The kind of benefit, from the words nearest to the figure: after it in its segment, then before it."""
    last = max(figure.end for figure in tier.figures)
    after = re.split(r"[，。；,;\n]", text[last : last + 40])[0]
    near = re.split(r"[，。；,;\n]", text[max(0, tier.first.start - 40) : tier.first.start])[-1]
    for words in (
        after,
        text[max(tier.start, tier.first.start - 12) : tier.end],
        near,
        text[tier.start : tier.end],
        text[max(0, tier.start - 120) : tier.end],
    ):
        for name, pattern in _types():
            if pattern.search(words):
                return name
    return None


def _base(text: str, tier: Tier) -> str | None:
    """What a rate is a rate of, or the unit that a sum is for."""
    if tier.rate is not None and tier.rate.role in {"fee_cap", "interest"}:
        match = re.search(r"[^，。；,;的取放]{0,6}(?:费率|利率|利息|费)", text[tier.start : tier.first.start])
        return match[0] if match else None
    if tier.rate is not None:
        left = re.sub(r"[（(][^（）()]*[）)]", "", text[tier.start : tier.first.start])
        match = re.search(
            r"(?:按照?|依照|根据|以|给予|不超过|不低于|给)(?:其|不超过|不高于|实际)?([^，。；,;按]{2,30}?)(?:的|不低于|不超过|给予|给企业|奖励|补助)*$",
            left,
        )
        if match:
            return match[1]
        match = re.search(r"(?:按照?|依照|根据)其?([^，。；,;按]{2,30}?)(?:的|给予[^，。；,;]{0,8}|的比例)[，,]", left)
        return match[1] if match else None
    if tier.amount is not None and tier.amount.role == "per_unit":
        unit = re.search(r"[/／每](.+)$", tier.amount.surface)
        if unit:
            return f"每{unit[1]}"
        match = re.search(r"(每[^，。；,;0-9]{1,8}?)(?:给予|奖励|补助|补贴|按)?$", text[tier.start : tier.first.start])
        return match[1] if match else None
    return None


def _recurrence(statement: str) -> Literal["once", "yearly"] | None:
    for recurrence, pattern in _recurrences():
        if pattern.search(statement):
            return recurrence
    return None
