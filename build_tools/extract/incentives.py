"""Benefits with a number that someone can get, one record a tier.

Rule tables in money/: benefits.yml (what is a benefit, of what kind, how often), parties.yml (who, on what condition),
phrases.yml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.money.figures import RULES, Figure, Tier, patterns, spoken
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.parties import (
    Parties,
    insured,
    is_label,
    label_of,
    opening_of,
    read_loan,
    read_object,
    read_parties,
    read_subject,
)
from build_tools.extract.money.passages import Passage, passages
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
from build_tools.extract.money.sums import whole_unit
from build_tools.extract.money.tables import benefit_column, named_in_row, row_label
from build_tools.extract.money.tiers import find_tiers
from build_tools.extract.passages import as_printed
from build_tools.model.document import Document, Path
from build_tools.model.facts import Amount, Incentive, Rate
from build_tools.model.text import SourceText
from build_tools.rules import load_rules

Recurrence = Literal["once", "yearly"]
WINDOW = 600  # no further back does a sentence name whom it is about


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


class Known(NamedTuple):
    """Where a beneficiary is to be sought that a tier leaves out."""

    here: str | None  # of the tier before, in the same sentence
    topic: str | None  # of the paragraph
    last: str | None  # of the tier before, in another sentence
    between: str  # text since the tier before


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.type, re.compile(row.pattern)) for row in load_rules(RULES, "types", BenefitType))


@cache
def _frequencies() -> tuple[tuple[Recurrence, re.Pattern[str]], ...]:
    return tuple((row.recurrence, re.compile(row.pattern)) for row in load_rules(RULES, "recurrences", Frequency))


def find_incentives(
    document: Document, source: SourceText, amounts: tuple[Amount, ...], rates: tuple[Rate, ...]
) -> tuple[Incentive, ...]:
    """All benefits of `document` in the order of the text; `amounts` and `rates` are those found in it."""
    facts: list[Amount | Rate] = sorted([*amounts, *rates], key=lambda fact: (fact.start, fact.end))
    starts = [fact.start for fact in facts]
    found: list[Incentive] = []
    titles: list[Incentive] = []
    said: dict[Path, str] = {}  # whom a clause was last about
    for passage in passages(document, source):
        low, high = passage.mapped.span(0, len(passage.text))
        inside = facts[bisect_left(starts, low) : bisect_left(starts, high)]
        if figures := sorted([*_figures(passage, inside), *_spoken(passage, source)], key=lambda one: one.start):
            made = list(_incentives(passage, source, figures, said))
            found.extend(made)
            if _is_title(passage):
                titles.extend(made)
    # what a heading says in short is told in full below it
    told = [(fact.path, _figures_of(fact)) for fact in found if fact not in titles]
    again = [t for t in titles if any(p[: len(t.path)] == t.path and f == _figures_of(t) for p, f in told)]
    return tuple(fact for fact in found if fact not in again)


def _is_title(passage: Passage) -> bool:
    """Whether a passage is a heading, or what stands in it before a label."""
    number = numbered().match(passage.text)
    bare = passage.text[number.end() if number else 0 :].rstrip("。 \n")
    return bool(bare and passage.headings and passage.headings[-1].startswith(bare))


def _figures_of(fact: Incentive) -> tuple[float | None, ...]:
    return fact.rate, fact.amount_yuan_max, fact.cap_yuan


def _figures(passage: Passage, facts: list[Amount | Rate]) -> Iterator[Figure]:
    """`facts` at their places in the text of the passage."""
    runs = sorted(passage.mapped.runs, key=lambda run: run.source)
    sources = [run.source for run in runs]

    def place(offset: int) -> int:
        run = runs[max(0, bisect_left(sources, offset + 1) - 1)]
        return run.text if run.width else run.text + offset - run.source

    for fact in facts:
        yield Figure(place(fact.start), place(fact.end - 1) + 1, fact)


def _spoken(passage: Passage, source: SourceText) -> Iterator[Figure]:
    """Ratios that the text tells in words; they are in no table of figures."""
    for start, end, value in spoken(passage.text) if passage.table is None else ():
        span = passage.mapped.span(start, end)
        line, surface = source.line_at(span[0]), passage.text[start:end]
        yield Figure(start, end, Rate(path=passage.path, line=line, start=span[0], end=span[1], surface=surface,
                                      value_min=value, value_max=value, role="incentive_rate"))  # fmt: skip


def _incentives(
    passage: Passage, source: SourceText, figures: list[Figure], said_of: dict[Path, str]
) -> Iterator[Incentive]:
    text = passage.text
    if passage.kind in {"who", "aside"}:
        return
    topic = _topic(passage)
    heads: dict[int, Parties] = {}  # of the first tier of each part, by its start
    group: list[Parties] = []
    number = numbered().match(text)
    last, done, opened = (
        said_of.get(passage.path),
        number.end() if number else 0,
        False,
    )  # beneficiary of the tier before, and where its statement ends
    column = benefit_column(passage)
    if passage.table is not None and passage.table.rows[passage.row].header:
        return
    heading = passage.headings[-1] if passage.headings else ""
    stated = heading if phrase("figures_follow").search(heading) else ""
    for tier in find_tiers(text, figures, passage.lead or column or stated):
        if tier.index == 0:
            between = text[done : tier.start]
            here = last if opened and re.search("[。\n]", between) is None else None
            head = heads.get(tier.head.start) if tier.head else None
            said = _parties(text, tier, Known(here, topic, last, between[-WINDOW:]), head)
            if column:  # in a table the row says who and what for
                own = said.beneficiary if said.beneficiary and said.beneficiary in text else None
                said = Parties(own or named_in_row(passage) or topic, row_label(passage), said.terms)
            if (_type(text, tier) or _kind_in(column)) == "医保报销":
                said = insured(
                    said, "".join(passage.headings) + text[max(0, tier.first.start - WINDOW) : tier.first.start]
                )
            said = _labelled(_held(said, "pays_rest", text, tier), passage, text[tier.start : tier.end])
            heads[tier.start] = said
            holder = _held(said, "capped", text, tier)
            last = last if holder != said else said.beneficiary or last
            said, done, opened = holder, tier.end, True
            if last:
                said_of[passage.path] = last
            group = _each(said, tier.size)
        yield _record(passage, source, tier, group[tier.index])


def _topic(passage: Passage) -> str | None:
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


def _held(said: Parties, by: str, text: str, tier: Tier) -> Parties:
    """`said` with the holder named in place of the thing: 新认定省级新产品给予5万元，每个企业最高不超过20万元.

    `by`: the turn of phrase that names the holder.
    """
    match = phrase(by).search(re.split("[。；;\n]", text[tier.start : tier.end + 20])[0])
    if is_body(said.beneficiary) or match is None or not is_body(match["who"]):
        return said
    condition, thing = said.condition or "", said.beneficiary or ""
    thing = thing if thing in text[tier.start : tier.end] else ""
    return Parties(match["who"], (condition if thing in condition else condition + thing) or None, said.label)


def _labelled(said: Parties, passage: Passage, words: str) -> Parties:
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


def _parties(text: str, tier: Tier, known: Known, head: Parties | None) -> Parties:
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
    if known.here is None and (name := name_at(_base(text, tier) or "")) and is_body(name):
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


def _each(said: Parties, size: int) -> list[Parties]:
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


def _record(passage: Passage, source: SourceText, tier: Tier, parties: Parties) -> Incentive:
    text = passage.text
    begin, end = tier.start + opening_of(text[tier.start : tier.first.start]), tier.end
    while begin < end and (text[begin].isspace() or text[begin] in "，,；;。、"):
        begin += 1
    span = passage.mapped.span(begin, end)
    rate, amount, cap = tier.rate, tier.amount, tier.cap
    below = rate is not None and (rate.value_max or 0) < 0  # LPR-150BP: what lies under another rate is no share
    return Incentive(
        path=passage.path,
        line=source.line_at(passage.mapped.source_start(tier.first.start)),
        start=span[0],
        end=span[1],
        beneficiary=parties.beneficiary,
        condition=_with_bracket(text, tier, parties.condition if tier.summed else parties.terms),
        benefit_type=_type(text, tier)
        or next(filter(None, map(_kind_in, (benefit_column(passage), *reversed(passage.headings)))), None),
        rate=rate.value_max if rate and not below else None,
        rate_min=rate.value_min if rate and not below and rate.value_min != rate.value_max else None,
        base=rate.surface if rate and below else _base(text, tier),
        amount_yuan_min=amount.yuan_min if amount else None,
        amount_yuan_max=amount.yuan_max if amount else None,
        cap_yuan=cap.yuan_max if cap else None,
        recurrence=recurrence_of(_apart(text[tier.start : end], parties)),
        quote=as_printed(passage.mapped, begin, end, source),
    )


def _apart(statement: str, parties: Parties) -> str:
    """The words of a statement that are not about who and on what condition."""
    for words in (parties.condition, parties.beneficiary):
        statement = statement.replace(words or "\n", "")
    return statement


def _with_bracket(text: str, tier: Tier, terms: str | None) -> str | None:
    """A name in brackets after the figure of a list: 最高500万元（国家级）、100万元（省级）."""
    match = phrase("bracketed").match(text[tier.first.end : tier.first.end + 20])
    if not match or (terms and match["name"] in terms):
        return terms
    return f"{terms}（{match['name']}）" if terms else match["name"]


def _type(text: str, tier: Tier) -> str | None:
    """The kind of benefit, from the words nearest to the figure: after it in its segment, then before it."""
    stop, start = tier.last_end, tier.first.start
    if tier.cap is not None and tier.cap.role == "limit" and phrase("waived").search(text, tier.start, tier.end):
        return "免担保"  # 对10万元以下的个人贷款免除反担保: the loan is not what is given
    after = re.split(r"[，。；,;\n]", text[stop : stop + 40])[0]
    near = re.split(r"[，。；,;\n]", text[max(0, start - 40) : start])[-1]
    statement = text[max(tier.start, start - 12) : tier.end]
    for words in (after, statement, near, text[tier.start : tier.end], text[max(0, tier.start - 120) : tier.end]):
        if kind := _kind_in(words):
            return kind
    return None


def _kind_in(words: str) -> str | None:
    """The kind of benefit that `words` tell of."""
    return next((name for name, pattern in _types() if pattern.search(words)), None)


def _base(text: str, tier: Tier) -> str | None:
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
