"""Whom a tier is for, where its own words leave that out: from the sentence, the paragraph, its headings and labels.

In: a tier, its passage and what was said before. Out: beneficiary and condition, copied from the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from build_tools.extract.money.cut import is_label, label_of
from build_tools.extract.money.figures import Tier, patterns
from build_tools.extract.money.kinds import base_of
from build_tools.extract.money.parties import Parties, read_loan, read_object, read_parties, read_subject
from build_tools.extract.money.passages import Passage
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.shares import share
from build_tools.extract.money.subjects import (
    body_in,
    head_of,
    is_body,
    is_thing,
    name_at,
    put_forward,
    same_head,
    thing_in,
)

WINDOW = 600  # no further back does a sentence name whom it is about


class Known(NamedTuple):
    """Where a beneficiary is to be sought that a tier leaves out."""

    here: str | None  # of the tier before, in the same sentence
    topic: str | None  # of the paragraph
    last: str | None  # of the tier before, in another sentence
    between: str  # text since the tier before


def topic_of(passage: Passage) -> str | None:
    """Whom the paragraph is about before it has said so: from the sentence that opens its list, or its headings."""
    if passage.who:
        return passage.who
    said = read_parties(passage.lead, "").beneficiary if passage.lead else None
    if said:
        return said
    for heading in reversed(passage.headings):
        match = phrase("for_whom").match(heading) or phrase("whose_benefit").match(heading)
        if name := match["who"] if match and head_of(match["who"]) else body_in(heading):
            return name
    return put_forward(passage.headings[-1]) if passage.headings else None


def held_by(said: Parties, by: str, text: str, tier: Tier) -> Parties:
    """`said` with the holder named in place of the thing: 新认定省级新产品给予5万元，每个企业最高不超过20万元.

    `by`: the turn of phrase that names the holder.
    """
    match = phrase(by).search(re.split("[。；;\n]", text[tier.start : tier.end + 20])[0])
    if is_body(said.beneficiary) or match is None or not is_body(match["who"]):
        return said
    condition, thing = said.condition or "", said.beneficiary or ""
    thing = thing if thing in text[tier.start : tier.end] else ""
    return Parties(match["who"], (condition if thing in condition else condition + thing) or None, said.label)


def labelled(said: Parties, passage: Passage, words: str) -> Parties:
    """`said` filled in with what the labels of a guide say: who in full, and on what condition where it says none.

    `words`: of the statement; one whom it names in passing (根据纳税人所在区县) is not whom it is for.
    """
    own = said.beneficiary
    if passage.who and (is_thing(own) or phrase("said_above").match(own or "")):
        own = None
    if (
        own
        and passage.who
        and not re.search(rf"(?:^|[，,；;。：:]|对于?|给予?)\s*[^，。；]{{0,8}}{re.escape(own)}", words)
    ):
        own = None
    who = passage.who if same_head(own, passage.who) else own or passage.who
    if (who == said.beneficiary and said.condition) or not (who or passage.terms):
        return said
    return Parties(who or None, said.condition or passage.terms or None, said.label)


def parties_of(text: str, tier: Tier, known: Known, head: Parties | None) -> Parties:
    """The parties of a tier; what it leaves out it has from `head`, the first tier of its part, or is `known`."""
    before = text[tier.start : tier.first.start]
    if head is not None and (role := phrase("receiver_role").search(before + text[tier.first.start : tier.end])):
        return Parties(role["who"], head.condition, head.label)
    if head is not None and tier.amount is None and tier.rate is None:  # 单人最高10万元，每家企业最高30万元
        one = phrase("for_one").search(before + text[tier.first.start : tier.end])
        if one and is_body(one["who"]) and one.start() < 3:
            return Parties(one["who"], head.condition)
    if head is not None and is_label(before):
        label = label_of(before)
        if is_body(label) or same_head(label, head.beneficiary):
            return Parties(label, head.condition)
        return Parties(head.beneficiary, head.condition, label)
    last = tier.last_end
    loan = read_loan(before) if tier.cap is not None and tier.cap.role == "limit" and tier.rate is None else None
    if loan is not None:
        return loan if loan.beneficiary else Parties(known.here or known.topic or known.last, loan.condition)
    if tier.cap is not None and tier.cap.role == "limit" and tier.end > last:
        # 对高校毕业生…，在20万元贷款额度内可取消反担保: the words about the benefit follow the figure
        end = next((match.start() for match in re.finditer("[，,；;]", text[last : tier.end])), tier.end - last) + last
        said = read_parties(text[tier.start : end], text[end : tier.end])
    else:
        said = read_parties(before, text[tier.first.start : max(last, tier.end)])
        if said.beneficiary is None and said.label is None and said.condition == before.strip() and is_label(before):
            said = Parties(None, None, said.condition)  # 一等奖10万元，二等奖5万元: the first one is a name, too
    start = max(text.rfind(mark, max(0, tier.start - WINDOW), tier.start) for mark in "。\n")
    start = max(start, tier.first.start - WINDOW, -1) + 1
    if said.beneficiary is not None and not (tier.rate is not None and tier.rate.role == "interest"):
        own = name_at(said.condition or "")  # 对投资机构投资于企业的投资项目
        last_named = before.find(said.beneficiary) > before.find(said.condition or said.beneficiary)
        body = own if is_body(own) and last_named else body_in(text[start : tier.first.start])
        if body is None or not is_thing(said.beneficiary):
            return said
        return Parties(body, _in_order(before, said), said.label)  # 支持企业参展，对展位费按80%给予补贴
    if known.here is None and (name := name_at(base_of(text, tier) or "")) and is_body(name):
        return Parties(name, said.condition, said.label)  # 按地方法人银行贷款余额增量的2%
    if name := known.here or body_in(text[start : tier.first.start]):
        return Parties(name, said.condition, said.label)
    if said.beneficiary is None and not phrase("towards").search(before):
        object_ = read_object(known.between)
        if object_.beneficiary is None and patterns("grants").search(known.between):
            object_ = read_subject(known.between)
        if object_.beneficiary:
            terms = [part for part in (object_.condition, said.condition) if part]
            return Parties(object_.beneficiary, "，".join(dict.fromkeys(terms)) or None, said.label)
    name = thing_in(text[start : tier.first.start]) or body_in(known.between) or known.topic or known.last
    return Parties(name or said.beneficiary, said.condition, said.label)


def _in_order(text: str, said: Parties) -> str | None:
    """Beneficiary and condition as one condition, in the order in which `text` has them."""
    parts = [part for part in (said.beneficiary, said.condition) if part]
    return "".join(sorted(parts, key=text.find)) or None


def each_of(said: Parties, size: int) -> list[Parties]:
    """The parties of each item of a list."""
    if size == 1:
        return [said]
    names = share(said.beneficiary or "", size)
    labels = share(said.label or "", size)
    if len(set(labels)) > 1:
        return [Parties(said.beneficiary, said.condition, label) for label in labels]
    conditions = share(said.condition or "", size)
    if len(set(conditions)) > 1:
        return [Parties(said.beneficiary, condition, said.label) for condition in conditions]
    if len(set(names)) > 1 and said.condition and not all(map(head_of, names)):
        return [Parties(said.beneficiary, said.condition, name) for name in names]
    return [Parties(name or None, said.condition, said.label) for name in names]
