"""Sums of money in a stretch of text, wherever they stand and whatever they are for.

In: plain text. Out: spans of the bare sums with their value in yuan. Rule tables: sums.yml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from build_tools.extract.money.windows import windows
from build_tools.language.quantities import closing_group, closing_scale, number, parse_number, parse_span, range_mark
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")


class Currency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A currency's name; `yuan` None: a foreign one."""

    word: str
    example: str
    yuan: int | None = None


class NotMoney(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A character after 元 that makes another word of it."""

    next: str
    example: str


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word before a scale that makes the sum indefinite."""

    before: str
    example: str


class PerUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit after 元/."""

    word: str
    example: str


class Unitless(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sum that was written without 元."""

    pattern: str
    example: str


class Sum(msgspec.Struct, frozen=True):
    """text[start:end] is a sum; `low` and `high` in yuan, None for another currency."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    per: str | None = None  # unit after 元/: "平方米"
    inner: tuple[int, int] | None = None  # of "1000万元至5000万元": where the first sum ends and the second starts


@cache
def _currencies() -> dict[str, Currency]:
    return {row.word: row for row in load_rules(RULES, "currencies", Currency)}


@cache
def _vague() -> tuple[str, ...]:
    return tuple(row.before for row in load_rules(RULES, "vague", Vague))


def _longest_first(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _sum() -> re.Pattern[str]:
    currency = _longest_first(list(_currencies()))
    stop = "".join(row.next for row in load_rules(RULES, "not_money", NotMoney))
    unit = _longest_first([row.word for row in load_rules(RULES, "per_units", PerUnit)])
    blank = r"[ \t\u3000]?"
    return re.compile(
        rf"(?<![0-9０-９.．])(?:(?P<left>{number()}){blank}(?P<left_money>{currency})?(?P<mark>{range_mark()}))?"
        rf"(?<![0-9０-９])(?P<right>{number()}){blank}(?P<money>{currency})(?![{stop}])"
        rf"(?:{blank}[/／]{blank}(?P<per>(?:{unit})(?:[·・•/.]?(?:年|月|天|日|人|次|户|亩|家|台|吨))?)|(?P<each>每(?:{unit})))?"
    )


@cache
def _unitless(table: str = "unitless") -> tuple[re.Pattern[str], ...]:
    rows = load_rules(RULES, table, Unitless)
    return tuple(re.compile(row.pattern.replace("{n}", number())) for row in rows)


@cache
def _money() -> re.Pattern[str]:
    return re.compile(_longest_first(list(_currencies())))


@cache
def _elided() -> re.Pattern[str]:
    # 分别奖励100、50、30万元: items of a list that share the unit of the last one
    return re.compile(rf"(?<![0-9０-９.．第])(?P<item>{number()})[ \t\u3000]?[、和]$")


@cache
def _item() -> re.Pattern[str]:
    # 3.亿元以上商品市场: the number of an item, which would be read as part of the sum
    return re.compile(r"^\s*[0-9０-９]{1,2}[.．、](?=[百千万亿])")


@cache
def _digits_only() -> re.Pattern[str]:
    return re.compile(r"[0-9０-９]")


_FAR = 100  # times: two sums of one list or range are not further apart, where it must be guessed what unit one has


def find_sums(text: str) -> list[Sum]:
    """All sums in `text`, in order, not overlapping.

    "10—50万元" is one sum with two ends; "100、50万元" two sums, the first of which borrows the unit.
    """
    text = _item().sub(lambda match: " " * len(match[0]), text)
    found: list[Sum] = []
    for start, end in windows(text, _money()):
        for match in _sum().finditer(text, start, end):
            for one in _read(match, text):
                found.extend(_borrowers(text, one, found[-1].end if found else 0))
                found.append(one)
    return _with_unitless(text, found)


def whole_unit(text: str, start: int) -> str | None:
    """The unit that stands at text[start:], 每 included, if it is one of several characters: 每千瓦时补贴 → 每千瓦时."""
    match = _each().match(text, start)
    return match[0] if match else None


@cache
def _each() -> re.Pattern[str]:
    unit = _longest_first([row.word for row in load_rules(RULES, "per_units", PerUnit) if len(row.word) > 2])
    return re.compile(rf"每(?:{unit})")


def _with_unitless(text: str, found: list[Sum]) -> list[Sum]:
    """`found` and the sums between them whose 元 was left out."""
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    more = []
    (item,) = _unitless("unitless_items")
    for pattern in _unitless():
        for first in pattern.finditer(text):
            match: re.Match[str] | None = first
            while match:
                start, end = match.span("sum")
                if any(taken[start:end]) or not _digits_only().search(match["sum"]):
                    break
                value = parse_number(match["sum"])
                more.append(Sum(start, end, value, value))
                taken[start:end] = b"\1" * (end - start)
                match = item.match(text, end)
    return sorted([*found, *more], key=lambda one: one.start) if more else found


def _read(match: re.Match[str], text: str) -> list[Sum]:
    right, start = match["right"], match.start("right")
    if not _definite(right, start, match, text):
        return []
    per = match["per"] or (match["each"] or "")[1:] or None
    left = match["left"] if match["left"] is not None and _joins(match, text) else None
    printed, begins = parse_span(right), parse_span(left or right)
    if printed is None or begins is None:
        return []
    least, high = (_yuan(value, match["money"]) for value in printed)
    if left is None:
        return [Sum(start, match.end(), least, high, per)]
    low = _yuan(begins[0], match["left_money"] or match["money"])
    if low is not None and high is not None and not match["left_money"]:
        low = _with_scale(left, right, low, high)
    if low is not None and high is not None and low > high:
        return [Sum(start, match.end(), least, high, per)]
    inner = (match.end("left_money"), start) if match["left_money"] else None
    return [Sum(match.start("left"), match.end(), low, high, per, inner)]


def _joins(match: re.Match[str], text: str) -> bool:
    """Whether the left number belongs to the sum: not so in 2025年至…, 第1-50万元, or when it is cut from a longer word."""
    before = text[match.start("left") - 1 : match.start("left")]
    if before in {"第", ".", "．"} or before.isdigit():
        return False
    return bool(_digits_only().search(match["left"])) or bool(match["left_money"]) or bool(closing_scale(match["left"]))


@cache
def _cut() -> re.Pattern[str]:
    # 2点5万元, 1 500—2 000万元: what stands before belongs to it and could not be read
    return re.compile(rf"[0-9０-９](?:[.．点]|{range_mark()})$")


def _definite(right: str, start: int, match: re.Match[str], text: str) -> bool:
    """No sum: 一元, 多元, 数百万元, and a bare 万元 or 亿元 that only names a unit."""
    before = text[max(0, start - 2) : start]
    if _cut().search(text[max(0, match.start() - 6) : match.start()]):
        return False
    if _digits_only().search(right):
        return True
    scale = closing_scale(right)
    if before.endswith(_vague()):
        return False
    if scale != right:  # 三百万元; a single digit is no sum: 二元, 三元
        return bool(scale) or len(right) > 1
    if len(scale) > 1 and scale[-1] in "万亿":  # 千亿元, 百万元
        return not before.endswith("每")
    if scale != "亿" or before.endswith("每"):
        return False
    return text.startswith(("以上", "及以上", "级"), match.end("money")) or before.endswith(("超", "超过", "突破"))


def _with_scale(left: str, right: str, low: Decimal, high: Decimal) -> Decimal:
    """The left end of 10—50万元, 五十至一百万元: it borrows the scale of the right, unless it has 万 or 亿 of its own.

    Where that is too much, it stands in 万 (5000—1亿元) or is what is printed (9000至1万元). Above `high`: it fits in no way.
    """
    scale = closing_group(right) if closing_scale(left) else closing_scale(right)
    if closing_group(left) or not scale:
        return low
    borrowed = low * parse_number(scale)
    others = (low * 10**4, low) if closing_group(scale) else (low,)
    near = (value for value in others if value <= high <= value * _FAR)
    return borrowed if borrowed <= high else next(near, borrowed)


def _borrowers(text: str, last: Sum, floor: int) -> list[Sum]:
    """Items before `last` in a list that leave out the unit: 100、50、30万元."""
    if last.high is None or last.low != last.high:
        return []
    printed = re.match(number(), text[last.start : last.end])
    scale = closing_scale(printed[0]) if printed else ""
    if not printed or scale == "".join(printed[0].split()):
        return []  # 3、亿元以上商品市场: the number of an item
    found: list[Sum] = []
    start = last.start
    while match := _elided().search(text[max(floor, start - 24) : start]):
        item = match["item"]
        if not _digits_only().match(item) or (not scale and len(item) < 2):
            break
        if not text[: max(floor, start - 24) + match.start("item")].strip():
            break  # 1、5000万元…: the number of an item
        begin = max(floor, start - 24) + match.start("item")
        value = parse_number(item) * (1 if closing_scale(item) or not scale else parse_number(scale))
        if value > last.high * _FAR:
            break  # 8000、1万元: 8000元, or 8000万元
        found.append(Sum(begin, begin + len(item), value, value, last.per))
        start = begin
    return found[::-1]


def _yuan(value: Decimal, currency: str) -> Decimal | None:
    factor = _currencies()[currency].yuan
    return None if factor is None else value * factor
