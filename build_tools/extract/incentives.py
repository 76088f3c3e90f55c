"""Benefits with a number that someone can get, one record a tier.

Rule tables in money/: benefits.yml (what is a benefit, of what kind, how often), parties.yml (who, on what condition),
phrases.yml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from build_tools.extract.money.figures import Figure, Tier, spoken
from build_tools.extract.money.kinds import base_of, kind_in, kind_of, recurrence_of
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.parties import Parties, insured, opening_of
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.tables import benefit_column, named_in_row, row_label
from build_tools.extract.money.tiers import find_tiers
from build_tools.extract.money.whom import WINDOW, Known, each_of, held_by, labelled, parties_of, topic_of
from build_tools.extract.passages import as_printed
from build_tools.model.document import Document, Path
from build_tools.model.facts import Amount, Incentive, Rate
from build_tools.model.text import SourceText


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
    topic = topic_of(passage)
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
    if stated in passage.headings[:-1] and not phrase("bare_item").match(text[number.end() if number else 0 :]):
        stated = ""  # an article of a chapter called 支持标准 says itself what it gives
    for tier in find_tiers(text, figures, passage.lead or column or stated):
        if tier.index == 0:
            between = text[done : tier.start]
            here = last if opened and re.search("[。\n]", between) is None else None
            head = heads.get(tier.head.start) if tier.head else None
            said = parties_of(text, tier, Known(here, topic, last, between[-WINDOW:]), head)
            if column:  # in a table the row says who and what for
                own = said.beneficiary if said.beneficiary and said.beneficiary in text else None
                said = Parties(own or named_in_row(passage) or topic, row_label(passage), said.terms)
            if (kind_of(text, tier) or kind_in(column)) == "医保报销":
                said = insured(
                    said, "".join(passage.headings) + text[max(0, tier.first.start - WINDOW) : tier.first.start]
                )
            said = labelled(held_by(said, "pays_rest", text, tier), passage, text[tier.start : tier.end])
            heads[tier.start] = said
            holder = held_by(said, "capped", text, tier)
            last = last if holder != said else said.beneficiary or last
            said, done, opened = holder, tier.end, True
            if last:
                said_of[passage.path] = last
            group = each_of(said, tier.size)
        yield _record(passage, source, tier, group[tier.index])


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
        benefit_type=kind_of(text, tier)
        or next(filter(None, map(kind_in, (benefit_column(passage), *reversed(passage.headings)))), None),
        rate=rate.value_max if rate and not below else None,
        rate_min=rate.value_min if rate and not below and rate.value_min != rate.value_max else None,
        base=rate.surface if rate and below else base_of(text, tier),
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
