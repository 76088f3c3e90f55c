"""How the figures of a benefit are shown: what is given, of what, up to which sum.

Where a figure alone would mislead, the text's own words stand in its place (rules: benefits.yml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as File
from typing import Literal, TypeVar

import msgspec

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Amount, Incentive, Rate, StructuredDocument, Support
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.text import marks_of, text_span
from build_tools.rules import load_rules

RULES = File(__file__).with_name("benefits.yml")
SEGMENT = re.compile(r"[，。；,;]")
OBJECT = re.compile(r"(?:^|[，,；;])对(?!于)")
F = TypeVar("F", Amount, Rate)
LONGEST = 80  # characters of a quote that stands for a figure


class Sense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `senses`; `example` proves the pattern."""

    sense: Literal["words", "share"]
    words: str
    example: str
    show: str = ""
    label: str = ""
    kind: str = ""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `scopes`, `exceptions`, `measures`."""

    words: str
    example: str


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `bounds`."""

    shown: str
    words: str
    example: str


@dataclass(frozen=True)
class Benefit:
    """The figures of an incentive, ready to word. Empty strings where the text says nothing."""

    kind: str  # 奖励, 补贴, 贷款 …
    said: str = ""  # words of the text that stand for the figures
    label: str = ""  # what a share is, where it is no money in hand: 抵扣应纳税所得额
    rate: str = ""
    base: str = ""
    sum: str = ""
    bound: str = ""  # 最高, 不低于: before the rate or the sum
    cap: str = ""
    scope: str = ""  # what the ceiling holds for: 合计, 单个项目
    unit: str = ""  # a sum for a unit, as printed: 10元/m²
    except_: str = ""  # what the sentence takes out
    condition: str = ""
    others: bool = False  # the sentence names more than the one beneficiary of the record
    open: bool = False  # the text leaves the sum open


@cache
def senses() -> tuple[tuple[Sense, re.Pattern[str]], ...]:
    """Rows of `senses` with their patterns."""
    return tuple((row, re.compile(row.words)) for row in load_rules(RULES, "senses", Sense))


@cache
def words_of(table: str) -> re.Pattern[str]:
    """All rows of a table of words as one pattern."""
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, table, Words)))


@cache
def bounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rows of `bounds`: the word shown, the pattern."""
    return tuple((row.shown, re.compile(row.words)) for row in load_rules(RULES, "bounds", Bound))


def anchors(library: Library, entry: StructuredDocument, clause: Clause) -> dict[int, str]:
    """For each benefit of a clause, by identity: the id that its words have on the clause's page."""
    kinds: tuple[tuple[str, str, type[Incentive | Support]], ...] = (
        ("incentives", "incentive", Incentive),
        ("supports", "support", Support),
    )
    found: dict[int, str] = {}
    for field, name, type_ in kinds:
        found |= marks_of((name, fact, "") for fact in library.facts_at(entry.document.id, clause, field, type_))[1]
    return found


def sense_of(incentive: Incentive) -> Sense | None:
    """The row of `senses` that the incentive's words fit."""
    return next((row for row, pattern in senses() if pattern.search(incentive.quote)), None)


def promised(support: Support) -> Benefit:
    """A benefit whose sum the text leaves open, in the text's own words."""
    return Benefit(support.benefit_type, said=support.benefit, condition=support.condition or "", open=True)


def worded(library: Library, document: Document, incentive: Incentive) -> Benefit:
    """The figures of `incentive`, in words that say no more than the text."""
    sense = sense_of(incentive)
    told = Benefit(
        (sense.kind if sense else "") or incentive.benefit_type or "",
        except_=exception_of(library, document, incentive),
        condition=incentive.condition or "",
        others=len(OBJECT.findall(incentive.quote)) > 1,
    )
    if sense and sense.sense == "words":
        told = replace(told, condition=near_condition(incentive))
        if (said := said_in_words(incentive, sense)) is not None:
            return replace(told, said=said)
    sums = (incentive.amount_yuan_min, incentive.amount_yuan_max, incentive.cap_yuan)
    if not rate_of(incentive) and sums == (None, None, None):
        return replace(told, said=incentive.quote if len(incentive.quote) <= LONGEST else "")
    return said_in_figures(library, document, incentive, told, sense)


def near_condition(incentive: Incentive) -> str:
    """The condition, if all of it stands in the quote; "" where it is gathered from farther away: the words shown say what holds."""
    condition = incentive.condition or ""
    return condition if all(part in incentive.quote for part in SEGMENT.split(condition)) else ""


def said_in_words(incentive: Incentive, sense: Sense) -> str | None:
    """The words of the text that stand in place of its figures; None where it has none."""
    shown = re.search(sense.show, incentive.quote)
    return shown[0].strip() if shown else None


def said_in_figures(
    library: Library, document: Document, incentive: Incentive, told: Benefit, sense: Sense | None
) -> Benefit:
    """`told` with rate, sum and ceiling, and the words that belong to each."""
    low, high, cap = incentive.amount_yuan_min, incentive.amount_yuan_max, incentive.cap_yuan
    amounts = figures(library, document, incentive, "amounts", Amount)
    floor = high is None and low is not None
    return replace(
        told,
        label=sense.label if sense else "",
        rate=rate_of(incentive),
        base=incentive.base or "",
        sum=sum_of(low, high),
        bound="不低于" if floor else bound_of(incentive, leading_figure(library, document, incentive, amounts)),
        cap=base.money(cap),
        scope=scope_of(incentive, next((a for a in amounts if cap is not None and a.yuan_max == cap), None)),
        unit=next((a.surface for a in amounts if a.role == "per_unit" and a.yuan_max == high), ""),
    )


def rate_of(incentive: Incentive) -> str:
    """The rate, or both ends of its range: 30%—50%."""
    rate = base.percent(incentive.rate)
    return rate if incentive.rate_min is None else f"{base.percent(incentive.rate_min)}—{rate}"


def sum_of(low: float | None, high: float | None) -> str:
    """A sum in yuan, or both ends of its range."""
    if low in (high, None):
        return base.money(high)
    return f"{base.money(low)}—{base.money(high)}" if high else base.money(low)


def leading_figure(
    library: Library, document: Document, incentive: Incentive, amounts: list[Amount]
) -> Amount | Rate | None:
    """The figure that stands first in what is shown: the rate, else the sum."""
    rates = figures(library, document, incentive, "rates", Rate) if rate_of(incentive) else []
    if rate := next((rate for rate in rates if rate.value_max == incentive.rate), None):
        return rate
    high = incentive.amount_yuan_max
    return next((amount for amount in amounts if high is not None and amount.yuan_max == high), None)


def figures(library: Library, document: Document, incentive: Incentive, kind: str, type_: type[F]) -> list[F]:
    """Amounts or rates that stand within the words of an incentive."""
    clause = library.clause_of(document.id, incentive)
    found = library.facts_at(document.id, clause, kind, type_) if clause else []
    return [fact for fact in found if incentive.start <= fact.start and fact.end <= incentive.end]


def before(incentive: Incentive, surface: str, start: int) -> str:
    """The words of the quote before a figure, back to the comma before it."""
    shift = max(0, start - incentive.start)
    printed = r"\s*".join(map(re.escape, surface))  # a figure may be printed with blanks: 1000 万元
    places = [match.start() for match in re.finditer(printed, incentive.quote)]
    at = min(places, key=lambda place: abs(place - shift), default=0)  # line ends are not in the quote
    return SEGMENT.split(incentive.quote[:at])[-1]


def scope_of(incentive: Incentive, figure: Amount | None) -> str:
    """What a ceiling is a ceiling of, in the words before it."""
    if figure is None:
        return ""
    found: list[str] = []
    for match in words_of("scopes").finditer(before(incentive, figure.surface, figure.start)):
        if match[0] not in found:
            found.append(match[0])
    return "".join(found)


def bound_of(incentive: Incentive, figure: Amount | Rate | None) -> str:
    """Whether the words before a figure make it a ceiling (最高) or a floor (不低于)."""
    if figure is None:
        return ""
    words = before(incentive, figure.surface, figure.start)
    return next((shown for shown, pattern in bounds() if pattern.search(words)), "")


def sentence_around(library: Library, document: Document, incentive: Incentive) -> str:
    """The sentence of the text that holds the beginning of an incentive's words; the quote where it is not found."""
    clause = library.clause_of(document.id, incentive)
    for paragraph in clause.paragraphs if clause else ():
        if paragraph.start <= incentive.start < paragraph.end:
            span = text_span(paragraph.mapped, incentive.start, min(incentive.end, paragraph.end))
            if span:
                first = paragraph.text.rfind("。", 0, span[0]) + 1
                last = paragraph.text.find("。", span[1])
                return paragraph.text[first : last + 1 if last >= 0 else None]
    return incentive.quote


def exception_of(library: Library, document: Document, incentive: Incentive) -> str:
    """What the sentence takes out of the benefit, in its own words, where the condition does not hold it already."""
    found = words_of("exceptions").search(sentence_around(library, document, incentive))
    if not found or found[0].strip("（()）") in (incentive.condition or ""):
        return ""
    return found[0]
