"""Names that a table gives to its goals: the unit in brackets, what a title is about, what a column says by itself."""

from __future__ import annotations

import re
from functools import cache

from build_tools.extract.goals.phrases import phrase
from build_tools.extract.goals.plain import make_plain
from build_tools.extract.goals.units import unit_words


def split_unit(name: str) -> tuple[str, str | None]:
    """An indicator and the unit in brackets at its end: 技术合同成交额（亿元）."""
    match = re.search(r"[（(【\[]([^（()）【】\[\]]{1,16})[)）】\]]$", name)
    if match and is_unit(match[1]):
        return name[: match.start()], match[1].removeprefix("单位：").removeprefix("单位:")
    return name, None


@cache
def _unit() -> re.Pattern[str]:
    words = unit_words()
    return re.compile(
        rf"(?:单位[：:])?(?:[十百千万亿]{{0,3}}(?:{words})(?:/[十百千万亿]{{0,3}}.{{1,6}})?|[万亿]{{1,2}})"
    )


def is_unit(text: str) -> bool:
    """Whether `text` is a unit, with or without a scale: 万亩, 件/万人, 亿."""
    return bool(_unit().fullmatch(make_plain(text).text))


def growth_of(name: str, cell: str) -> str:
    """What a figure in a column of yearly rates says of its indicator: 〔13.5〕 is the sum of all years."""
    if cell.startswith(("[", "［", "〔", "【")):
        return "累计"
    return "" if phrase("rate").search(name) else "年均增长"


def says_what(heading: str) -> bool:
    """Whether a column's heading alone says what is measured."""
    return bool(phrase("telling").search(heading))


def subject_of(title: str) -> str:
    """What a table is about, by its title: 表3各市高标准农田建设任务分解表 → 高标准农田建设任务."""
    return phrase("title_edges").sub("", make_plain(title).text)
