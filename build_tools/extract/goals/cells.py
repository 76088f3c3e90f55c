"""A figure in a table's cell: 3.0, ≥95%, 70左右, [100], 3—5, 1.2万, 达到90."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from build_tools.extract.goals.measures import Op, find_measures
from build_tools.extract.goals.plain import make_plain
from build_tools.language.quantities import closing_scale, number, parse_number

_BARE_OP: dict[str, Op] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "达到": ">=", "达": ">=", "以上": ">=", "及以上": ">=",
    "≤": "<=", "≦": "<=", "<=": "<=", "不超过": "<=", "不高于": "<=", "控制在": "<=", "以下": "<=", "以内": "<=",
    ">": ">", "超过": ">", "突破": ">", "<": "<", "低于": "<", "小于": "<", "约": "≈", "左右": "≈",
    "降至": "<=", "降到": "<=", "下降到": "<=", "提高到": ">=",
}  # fmt: skip
_LONGEST = 24  # a longer cell is a sentence


class Figure(NamedTuple):
    """What a cell states; `unit` where it is printed in the cell, a scale alone as it stands (万)."""

    value: Decimal
    value_max: Decimal | None
    op: Op
    unit: str | None
    change: str  # 增长, 下降 …, where the figure is a change


@cache
def _cell() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_BARE_OP, key=len, reverse=True)))
    return re.compile(
        rf"(?P<change>(?:累计|年均)?(?:增长|增加|提高|提升|上升|下降|降低|减少|新增))?(?P<before>{words})?[\[［【〔]?"
        rf"(?:(?P<left>{number()})(?:—|-|－|–|～|~|至))?(?P<right>[-－]?{number()})[\]］】〕]?(?P<after>{words})?(?:（[^）]*）)?"
    )


def read_figure(text: str) -> Figure | None:
    """The figure that a cell consists of; None where it says anything else, or nothing."""
    plain = make_plain(text).text.strip()
    if not plain or len(plain) > _LONGEST or not any(char.isdigit() for char in plain):
        return None
    if match := _cell().fullmatch(plain):
        return _bare(match)
    measures = find_measures(plain)
    if len(measures) != 1:
        return None
    one = measures[0]
    rest = plain[: one.head] + plain[one.tail :]
    change = _change().fullmatch(plain[: one.head])
    if not _aside().fullmatch(rest) and not (change and _aside().fullmatch(plain[one.tail :])):
        return None
    return Figure(one.value, one.value_max, one.op, one.unit, change[0] if change else "")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(r"(?:比[^，]{2,10}|较[^，]{2,10})?(?:累计|年均)?(?:增长|增加|提高|提升|上升|下降|降低|减少|新增)")


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(r"[\[\]［］【】〔〕]*(?:（[^（）]*）)?")


def _bare(match: re.Match[str]) -> Figure:
    right = match["right"].replace("－", "-")
    sign = -1 if right.startswith("-") else 1
    right = right.removeprefix("-")
    scale = closing_scale(right)
    value = sign * parse_number(right) / (parse_number(scale) if scale else 1)
    op = _BARE_OP.get(match["before"] or match["after"] or "", "=")
    if match["left"]:
        return Figure(parse_number(match["left"]), value, "range", scale or None, "")
    return Figure(value, None, op, scale or None, match["change"] or "")
