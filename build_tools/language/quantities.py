"""Numbers as official Chinese text writes them: 500, １０, 1,500, 1 000, 2.2万亿, 三百五十, 一点五亿, 千亿, 1亿5000万.

Values are exact (Decimal), so that 276.7亿 is 27670000000 and nothing else. Rule tables: quantities.yml.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")


class _Digit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    char: str
    value: int
    example: str


class _Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    char: str
    power: int
    example: str
    group: bool = False


class _Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mark: str
    example: str


class _Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pair: str
    example: str


@cache
def _digits() -> dict[str, int]:
    return {row.char: row.value for row in load_rules(RULES, "digits", _Digit)}


@cache
def _scales() -> dict[str, _Scale]:
    return {row.char: row for row in load_rules(RULES, "scales", _Scale)}


# between groups of three digits
_GAP = "[ \u00a0\u2009\u202f]"


@cache
def range_mark() -> str:
    """Regular expression for what stands between the ends of a range, longest first."""
    marks = sorted((row.mark for row in load_rules(RULES, "range_marks", _Mark)), key=len, reverse=True)
    return rf"[ \t\u3000]?(?:{'|'.join(map(re.escape, marks))})[ \t\u3000]?"


@cache
def number() -> str:
    """Regular expression for one number with its scale and no unit.

    Every part is bounded, so that a line of a million digits costs no more than its length.
    """
    digit = "[0-9０-９]"
    groups = (
        rf"{digit}{{1,3}}(?:{_GAP}{digit}{{3}}){{0,4}}{_GAP}[0０]{digit}{{2}}(?:{_GAP}{digit}{{3}}){{0,4}}(?!{digit})"
    )
    arabic = rf"{digit}{{1,3}}(?:[,，]{digit}{{3}}){{1,5}}(?!{digit})|{groups}|{digit}{{1,16}}"
    chinese = "".join([*_digits(), *_scales()])
    scale = "".join(_scales())
    large = "".join(row.char for row in _scales().values() if row.power > 1)
    part = rf"(?:{arabic})(?:[.．]{digit}{{1,8}})?(?:[ \t\u3000]?[{scale}]){{0,3}}"
    point = rf"(?:点[{''.join(_digits())}]{{1,8}}[{large}]{{0,3}})?"
    # 1 500 may be one number or two: 500 is not read then
    behind = "|".join(rf"(?<=(?<!{digit}){digit * times}{_GAP})" for times in (1, 2, 3))
    unsure = rf"(?!(?={digit}{{3}}(?!{digit}))(?:{behind}))"
    return rf"(?:{unsure}{part}(?:零?{part}){{0,2}}|[{chinese}]{{1,16}}{point})"


@cache
def _tokens() -> re.Pattern[str]:
    scale = "".join(_scales())
    return re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{''.join(_digits())}]+|[{scale}]")


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>[{''.join(_digits())}]+)(?P<scale>[{''.join(_scales())}]*)")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split())).replace(",", "")


def parse_number(text: str) -> Decimal:
    """The value of a number that `number()` matched: "2.2万亿" → 2200000000000, "千亿" → 100000000000.

    White space and separators of thousands do not count. Digits that follow each other stand for their places
    (二〇二五); whether they may mean something else (七八万) `parse_span` tells. Raises ValueError when `text` is no number.
    """
    plain = _plain(text)
    whole, point, rest = plain.partition("点")
    fraction = _fraction().fullmatch(rest)
    if point and fraction:
        value = parse_number(whole) + Decimal(f"0.{_by_place(fraction['digits'])}")
        return value * (parse_number(fraction["scale"]) if fraction["scale"] else 1)
    tokens = _tokens().findall(plain)
    if not tokens or "".join(tokens) != plain:
        raise ValueError(f"not a number: {text!r}")
    total = Decimal(0)  # of closed groups
    group = Decimal(0)  # of the group of four that is open
    digit: Decimal | None = None
    for index, token in enumerate(tokens):
        scale = _scales().get(token)
        if scale is None:
            if digit is not None:  # 1亿5000: a new part begins
                group += digit
            digit = Decimal(token if token[0].isascii() else _by_place(token))
        elif scale.group:
            group += digit or 0
            if not index:
                group = Decimal(1)  # 万元, 亿元: one
            # 万亿: the scale applies to all that was said before; 1亿5000万: only to the open group
            if group:
                total += group * 10**scale.power
            else:
                total *= 10**scale.power
            group, digit = Decimal(0), None
        else:
            group += (Decimal(1) if digit is None else digit) * 10**scale.power
            digit = None
    return total + group + (digit or 0)


def _by_place(digits: str) -> str:
    return "".join(str(_digits()[char]) for char in digits)


@cache
def _approximate() -> re.Pattern[str]:
    pairs = "|".join(row.pair for row in load_rules(RULES, "approximate", _Pair))
    scale = "".join(_scales())
    return re.compile(rf"(?P<head>(?:.*[{scale}])?)(?P<pair>{pairs})(?P<tail>[{scale}]*)")


@cache
def _run() -> re.Pattern[str]:
    zeros, scale = "".join(char for char, value in _digits().items() if not value), "".join(_scales())
    digits = "".join(_digits())
    return re.compile(rf"(?P<scale>[{scale}]?)[{zeros}]*(?P<run>[{digits}]+)(?=(?P<next>[{scale}]?))")


def _is_clear(plain: str) -> bool:
    """Whether a number can be read in one way only."""
    if plain.startswith("00"):
        return False  # 000: the rest of a longer number
    for match in _run().finditer(plain.partition("点")[0]):
        values = [_digits()[char] for char in match["run"]]
        if len(values) > 1 and len(values) < 4 and all(values):
            return False  # 二五万, 四五六万: neither an approximate number nor one that is written by place
        before, after = _scales().get(match["scale"]), _scales().get(match["next"])
        elided = before is not None and before.power > 1 and match.start("run") == match.end("scale")
        if elided and values[0] and (after is None or after.group):
            return False  # 三百五万: 305 or 350
    return True


def parse_span(text: str) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest value that `text` states: 500 → 500, 500; 七八万 → 70000, 80000.

    None where it may be read in more than one way (二五万, 三百五万). Raises ValueError when `text` is no number.
    """
    plain = _plain(text)
    if match := _approximate().fullmatch(plain):
        low, high = (parse_number(match["head"] + end + match["tail"]) for end in match["pair"])
        return low, high
    value = parse_number(plain)
    return (value, value) if _is_clear(plain) else None


def closing_scale(text: str) -> str:
    """The scale characters that close a number: "2.2万亿" → "万亿", "300" → ""."""
    plain = "".join(text.split())
    start = len(plain)
    while start and plain[start - 1] in _scales():
        start -= 1
    return plain[start:]


def closing_group(text: str) -> str:
    """The 万 and 亿 that close a number: "2.2万亿" → "万亿", "三百万" → "万", "五十" → ""."""
    scale = closing_scale(text)
    return scale[len(scale.rstrip("".join(row.char for row in _scales().values() if row.group))) :]
