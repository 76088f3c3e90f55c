"""Numbers as official Chinese text writes them: 500, １０, 1,500, 2.2万亿, 三百五十, 千亿, 1亿5000万.

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


@cache
def _digits() -> dict[str, int]:
    return {row.char: row.value for row in load_rules(RULES, "digits", _Digit)}


@cache
def _scales() -> dict[str, _Scale]:
    return {row.char: row for row in load_rules(RULES, "scales", _Scale)}


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
    arabic = rf"{digit}{{1,3}}(?:[,，]{digit}{{3}}){{1,5}}(?!{digit})|{digit}{{1,16}}"
    chinese = "".join([*_digits(), *_scales()])
    scale = "".join(_scales())
    part = rf"(?:{arabic})(?:[.．]{digit}{{1,8}})?(?:[ \t\u3000]?[{scale}]){{0,3}}"
    return rf"(?:{part}(?:零?{part}){{0,2}}|[{chinese}]{{1,16}})"


@cache
def _tokens() -> re.Pattern[str]:
    scale = "".join(_scales())
    return re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{''.join(_digits())}]|[{scale}]")


def parse_number(text: str) -> Decimal:
    """The value of a number that `number()` matched: "2.2万亿" → 2200000000000, "千亿" → 100000000000.

    White space and separators of thousands do not count. Raises ValueError when `text` is no number.
    """
    plain = unicodedata.normalize("NFKC", "".join(text.split())).replace(",", "")
    tokens = _tokens().findall(plain)
    if not tokens or "".join(tokens) != plain:
        raise ValueError(f"not a number: {text!r}")
    if all(token in _digits() for token in tokens):  # 二〇二五: digit by digit
        return Decimal("".join(str(_digits()[token]) for token in tokens))
    total = Decimal(0)  # of closed groups
    group = Decimal(0)  # of the group of four that is open
    digit: Decimal | None = None
    for token in tokens:
        scale = _scales().get(token)
        if scale is None:
            if digit is not None and token[0].isascii():  # 1亿5000: a new part begins
                group += digit
            digit = Decimal(_digits()[token]) if token in _digits() else Decimal(token)
        elif scale.group:
            group += digit or 0
            if not group and not total:
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


def closing_scale(text: str) -> str:
    """The scale characters that close a number: "2.2万亿" → "万亿", "300" → ""."""
    plain = "".join(text.split())
    start = len(plain)
    while start and plain[start - 1] in _scales():
        start -= 1
    return plain[start:]
