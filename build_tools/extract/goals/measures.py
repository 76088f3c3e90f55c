"""Measures: a number with its unit, and the words that say from which side it is to be reached.

In: even text (`plain`). Out: measures in order. Rule tables: measures.yml, units.yml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.goals.units import Kind, kind_of, not_units, unit_words
from build_tools.language.quantities import closing_scale, number, parse_number, parse_span, range_mark
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")

Op = Literal[">=", ">", "<=", "<", "=", "≈", "range"]


class Comparator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before or after a number that say on which side of it the goal lies. `strong` beats all others."""

    pattern: str
    op: Op
    example: str
    strong: bool = False


class Measure(NamedTuple):
    """text[start:end] is the number with its unit; text[head:start] and text[end:tail] are the words of comparison."""

    head: int
    start: int
    end: int
    tail: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: Kind
    op: Op
    compared: bool  # whether words of comparison stand before or after it
    baseline: Decimal | None = None


@cache
def _measure() -> re.Pattern[str]:
    unit = unit_words()
    bounded = rf"(?:{unit})(?:/(?:[百千万亿]*(?:{unit})|每?[百千万亿]*[人户]口?))?"
    # a number begins where no digit stands before it and ends before none: a long run of digits costs its length once
    return re.compile(
        rf"(?<![0-9.,])(?:(?P<left>{number()})(?![0-9])(?P<left_unit>{bounded})?{range_mark()})?"
        rf"(?:百分之(?P<of>{number()})|(?P<right>{number()})(?![0-9])(?:(?:[多余](?P<late>[百千万亿]{{1,2}})?)?(?!{not_units()})(?P<unit>{bounded})|(?=以上|以下|以内|左右|[，。；、]|$)))"
    )


@cache
def _comparators(table: str) -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    rows = load_rules(RULES, table, Comparator)
    anchor = "(?:{})$" if table == "before" else "(?:{})"
    return tuple((row, re.compile(anchor.format(row.pattern))) for row in rows)


_LONGEST = 1900  # days, years or hours that a goal may name
_REACH = 12  # characters before a number in which its words of comparison stand


def find_measures(text: str) -> list[Measure]:
    """All measures in `text`, in order. Numbers of years, articles and the like are none."""
    found = [_ranked(match) for match in _rank().finditer(text)] + [_doubled(m) for m in _doubling().finditer(text)]
    if found:
        return sorted([*found, *(m for m in _numbers(text) if not any(r.head <= m.start < r.tail for r in found))])
    return _numbers(text)


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(
        r"(?:进入|跻身|位居|位列|迈入|稳居|保持在?|排名|居)[^，；。]{0,16}?(?P<place>前(?P<number>[0-9]{1,3}|[二三四五六七八九十]{1,2})(?P<unit>位|名|强)?)"
        r"(?![0-9%个家项款类种])"
    )


def _ranked(match: re.Match[str]) -> Measure:
    """A place among the first: 进入全国前10位."""
    value, end = parse_number(match["number"]), match.end("place")
    return Measure(
        match.start(), match.start("place"), end, end, value, None, match["unit"] or "位", "rank", "<=", True
    )


@cache
def _doubling() -> re.Pattern[str]:
    return re.compile(r"(?:实现)?翻(?P<times>(?P<number>[一二两三四1-4])?番)(?P<more>以上|左右)?")


def _doubled(match: re.Match[str]) -> Measure:
    """So many doublings: 比2020年翻一番."""
    start, end = match.span("times")
    op: Op = ">=" if match["more"] == "以上" else "≈" if match["more"] else "="
    return Measure(
        match.start(), start, end, match.end(), parse_number(match["number"] or "1"), None, "番", "share", op, True
    )


def _numbers(text: str) -> list[Measure]:
    found: list[Measure] = []
    at = 0
    while match := _measure().search(text, at):
        at = match.end()
        measure = _read(match, text)
        if measure is not None:
            found.append(measure)
        elif match["left"] is not None:  # the range may have eaten a number that belongs elsewhere
            at = match.end("left")
    return found


class _Figure(NamedTuple):
    """A number as it stands in the text: text[start:end] with its unit's word, "" where it has none."""

    printed: str
    word: str
    start: int
    end: int
    of_hundred: bool  # 百分之五

    @property
    def in_words(self) -> bool:
        """Whether it is printed in Chinese words."""
        return not self.printed[0].isdigit()


class _Sides(NamedTuple):
    """What the words before and after a number say; they begin at `head` and end at `tail`."""

    op: Op
    head: int
    tail: int
    compared: bool


def _read(match: re.Match[str], text: str) -> Measure | None:
    """The measure of a match of `_measure`; None where the number counts nothing."""
    figure = _figure(match)
    span = parse_span(figure.printed)
    if span is None or span[0] < span[1] or (not figure.word and figure.in_words):
        return None  # 七八家: no definite number
    left = _left(match, text, figure)
    first = match.start("left") if left is not None else figure.start
    sides = _sides(text, first, figure.end)
    if _cut(text, first) or not _counts(text, figure, first, sides):
        return None
    value, unit = _value(figure.printed, figure.word)
    kind = kind_of(figure.word)
    if kind == "time" and value > _LONGEST:
        return None  # a year
    rises = left is not None and _from(text, first)  # 由35%到50%
    if left is not None and left < value and not rises:
        return Measure(sides.head, first, figure.end, sides.tail, left, value, unit, kind, "range", sides.compared)
    if left is not None and not rises:  # no range: the right number alone
        first, sides = figure.start, _sides(text, figure.start, figure.end)
    return Measure(
        sides.head, first, figure.end, sides.tail, value, None, unit, kind, sides.op, sides.compared,
        left if rises else None,
    )  # fmt: skip


def _figure(match: re.Match[str]) -> _Figure:
    """The number of a match, the right one of a range."""
    if match["of"]:
        return _Figure(match["of"], "%", match.start("of") - len("百分之"), match.end(), True)
    printed = match["right"] + (match["late"] or "")
    return _Figure(printed, match["unit"] or "", match.start("right"), match.end(), False)


def _left(match: re.Match[str], text: str, figure: _Figure) -> Decimal | None:
    """The left end of a range, in the printed unit of the right one; None where there is none."""
    if match["left"] is None or not _joined(match, text, figure.printed):
        return None
    return _left_end(match["left"], match["left_unit"], figure.printed)


def _counts(text: str, figure: _Figure, start: int, sides: _Sides) -> bool:
    """Whether a number from `start` on is meant as a figure: one in words, and one without a unit, need more to say so."""
    if figure.word == "成":
        return not figure.in_words or _is_tenth(text, start, figure.end)
    if figure.in_words and not figure.of_hundred:
        words = text[sides.head : start]
        return _definite(figure.printed, sides.compared, words, sides.tail > figure.end)
    if figure.word:
        return True
    large = closing_scale(figure.printed)[-1:] in {"万", "亿"}
    return sides.compared and (large or bool(_bare_index().search(text, 0, sides.head)))


@cache
def _bare_index() -> re.Pattern[str]:
    return re.compile(r"(?:系数|指数|比|比值|倍差|PUE|PUE值|容积率|能效|效率|级数)(?:（[^（）]*）)?$")


def _cut(text: str, start: int) -> bool:
    """Whether the number is the rest of a longer word: 第3个, 3.5.1, A4."""
    before = text[start - 1 : start] if start else ""
    return before in {"第", ".", "-", "+", "*"} or (before.isascii() and before.isalnum())


def _joined(match: re.Match[str], text: str, printed: str) -> bool:
    left = match["left"]
    before = text[match.start("left") - 1 : match.start("left")] if match.start("left") else ""
    if before in {"第", "."} or (before.isascii() and before.isalnum()):
        return False
    return left[0].isdigit() and printed[0].isdigit() and (match["left_unit"] in {None, match["unit"]})


def _left_end(left: str, left_unit: str | None, right: str) -> Decimal:
    """The left end in the printed unit of the right: 3—5家, 1000万元至1亿元."""
    if not closing_scale(left) and not left_unit:
        return parse_number(left)
    return parse_number(left) / _scale(right)


def _scale(printed: str) -> Decimal:
    scale = closing_scale(printed)
    return parse_number(scale) if scale and scale != printed else Decimal(1)


def _value(printed: str, word: str) -> tuple[Decimal, str]:
    """Value and unit as printed: 8万亿元 → 8, 万亿元; 千亿元 → 1, 千亿元; 三百家 → 300, 家."""
    scale = closing_scale(printed)
    if scale == printed and len(scale) > 1:
        return Decimal(1), scale + word
    if not printed[0].isdigit():
        scale = scale.lstrip("十拾百佰千仟")
    if not scale or scale == printed:
        return parse_number(printed), word
    return parse_number(printed) / parse_number(scale), scale + word


def _definite(printed: str, compared: bool, words: str, followed: bool) -> bool:
    """Whether a number in Chinese words is meant as a figure: 至少一轮, 达到三百家; not 一个, 一批, 达到一次投入."""
    if len(printed) > 1:
        return compared
    strong = any(row.strong and pattern.search(words) for row, pattern in _comparators("before"))
    return strong or (followed and closing_scale(printed) != printed)


def _is_tenth(text: str, start: int, end: int) -> bool:
    """Whether 成 counts tenths (下降两成, 九成以上), and is no part of a word (统一成立)."""
    return bool(_tenth().match(text, end)) and bool(_before_tenth().search(text[max(0, start - 4) : start]))


@cache
def _tenth() -> re.Pattern[str]:
    return re.compile(r"(?:以上|以下|以内|左右|多|的|[，。；、）！]|$)")


@cache
def _before_tenth() -> re.Pattern[str]:
    return re.compile(
        r"(?:[增升降减占达到近超约过]|增长|增加|提高|提升|下降|降低|减少|压减|节约|突破|不足|不低于|不少于|超过|有)$"
    )


def _from(text: str, start: int) -> bool:
    """Whether the left end is where the change begins: 由35%到50%."""
    return bool(_origin().search(text[max(0, start - 16) : start]))


@cache
def _origin() -> re.Pattern[str]:
    return re.compile(r"[由从][^，。；、]{0,14}$")


def _sides(text: str, start: int, end: int) -> _Sides:
    """What the words of comparison around text[start:end] say."""
    reach = text[max(0, start - _REACH) : start]
    first = _first(_comparators("before"), reach, search=True)
    last = _first(_comparators("after"), text[end : end + 6], search=False)
    head = start - len(reach) + first[1].start() if first else start
    tail = end + last[1].end() if last else end
    if first and (first[0].strong or not last):
        return _Sides(first[0].op, head, tail, True)
    if last:
        return _Sides(last[0].op, head, tail, True)
    return _Sides("=", head, tail, False)


def _first(
    rows: tuple[tuple[Comparator, re.Pattern[str]], ...], text: str, *, search: bool
) -> tuple[Comparator, re.Match[str]] | None:
    for row, pattern in rows:
        match = pattern.search(text) if search else pattern.match(text)
        if match:
            return row, match
    return None
