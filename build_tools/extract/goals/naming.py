"""Names that a table gives to its goals: the unit in brackets, what a title is about, what a column says by itself."""

from __future__ import annotations

import re
from functools import cache

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


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(r"(?:增长|增加|提高|提升|上升|下降|降低|减少|增速|率|比重|占比|比例|寿命|浓度)$")


def growth_of(name: str, cell: str) -> str:
    """What a figure in a column of yearly rates says of its indicator: 〔13.5〕 is the sum of all years."""
    if cell.startswith(("[", "［", "〔", "【")):
        return "累计"
    return "" if _rate().search(name) else "年均增长"


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(r"目标|指标|任务|数量|面积|总量|规模|产量|率$|量$|数$|额$|值$")


def says_what(heading: str) -> bool:
    """Whether a column's heading alone says what is measured."""
    return bool(_telling().search(heading))


@cache
def _edges() -> re.Pattern[str]:
    return re.compile(
        r"^(?:附?[表件]?[0-9一二三四五六七八九十]{0,3}(?![0-9年])[：:、.]?)?(?:到?(?:(?:19|20)[0-9]{2}年?[—－–～~至到-]{1,2})?(?:19|20)[0-9]{2}年度?(?:全?[省市区县])?)?(?:各(?:区县(?:（市）)?|县（?市、?区）?|市县?|区|县|地|镇街?|单位))?|(?:分解|任务分解|一览|汇总|计划)?表?$"
    )


def subject_of(title: str) -> str:
    """What a table is about, by its title: 表3各市高标准农田建设任务分解表 → 高标准农田建设任务."""
    return _edges().sub("", make_plain(title).text)
