"""Figures in cells, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from build_tools.language.numerals import number_value
from build_tools.segment.tables.types import plain


class Figure(NamedTuple):
    """A single number; `unit` is what is printed after it (%, 万元), or empty."""

    value: Decimal
    unit: str


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(r"([+\-−－]?)(\d{1,3}(?:[,，]\d{3})+|\d{1,20})((?:\.\d{1,12})?)([%％‰]|[一-鿿㎡²/]{0,8})")


def figure(cell: str) -> Figure | None:
    """The number that a cell states; None for a blank cell, a range or a text."""
    match = _figure().fullmatch(plain(cell))
    if not match:
        return None
    sign, whole, fraction, unit = match.groups()
    value = Decimal(whole.replace(",", "").replace("，", "") + fraction)
    return Figure(-value if sign and sign != "+" else value, unit.replace("％", "%"))


def shown(value: Decimal) -> str:
    """A sum as one prints it: no exponent, no idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(value: Decimal) -> int:
    """Digits after the point."""
    return max(0, -int(value.as_tuple().exponent))


def ordinal(text: str) -> int | None:
    """Number of a label: 12, （12）, 十二、, ⑫; None where it is none."""
    return number_value("".join(text.split()).strip("（）()、.．"))
