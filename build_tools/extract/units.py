"""Names of organizations: the authority file, and the grammar that reads names that it does not hold.

The authority file (structured/units.yml) gives each unit one canonical name, the other names it goes by,
its kind and the place whose unit it is. A name that it does not know is never dropped or invented: it is
kept as read, and `unknown_units` lists it for a person to enter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import msgspec

from build_tools.extract.issuer import Home, place_prefix, provinces
from build_tools.model.facts import Responsibility
from build_tools.model.knowledge import Unit
from build_tools.rules import load_rules, phrases

RULES = Path(__file__).with_name("units.yml")


class UnitAuthority(msgspec.Struct, frozen=True, dict=True):
    """All units that a person has entered; no name or alias is given to two of them."""

    rows: tuple[Unit, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        names = {alias: row for row in self.rows for alias in row.aliases}
        return names | {row.name: row for row in self.rows}

    def find(self, name: str, home: Home | None = None) -> Unit | None:
        """The unit called `name`. An alias without its place (经开区管委会) holds only in texts of that place."""
        row = self._by_name.get(name)
        if row is None or name == row.name or not row.parent or name.startswith(row.parent[:-1]):
            return row
        return row if home and home.place == row.parent else None


def unknown_units(facts: Iterable[Responsibility], units: UnitAuthority) -> tuple[str, ...]:
    """Names in `facts` that the authority does not hold and that name one body; each once, in order.

    Names that stand for many (各开发区管委会, 相关部门) are no entries of an authority file.
    """
    names = dict.fromkeys(fact.unit for fact in facts)
    return tuple(name for name in names if units.find(name) is None and not is_collective(name))


class _Ending(msgspec.Struct, frozen=True):
    ending: str
    kind: str
    example: str


class _Word(msgspec.Struct, frozen=True):
    example: str
    word: str = ""
    beginning: str = ""
    name: str = ""


@cache
def _endings() -> dict[str, str]:
    return {row.ending: row.kind for row in load_rules(RULES, "endings", _Ending)}


@cache
def mere_endings() -> frozenset[str]:
    """Endings that are no names by themselves (医院, 街道办事处), unlike 证监会."""
    return frozenset(row.ending for row in load_rules(RULES, "endings", _Ending) if row.ending != row.example)


@cache
def words(table: str) -> tuple[str, ...]:
    """A word list of units.yml."""
    return tuple(row.word or row.beginning or row.name for row in load_rules(RULES, table, _Word))


def is_collective(name: str) -> bool:
    """Whether a name stands for many units: 各区县（市）人民政府, 相关行业主管部门, 各成员单位."""
    return bool(phrases(RULES)["many"].search(name))


def kind_of(name: str) -> str:
    """Kind of a unit by the end of its name; 统称 for names of many units, 其他 where no rule fits."""
    if is_collective(name):
        return "统称"
    return kind_by_ending(name) or kind_by_ending(_without_brackets(name)) or "其他"


def kind_by_ending(name: str) -> str:
    """Kind that the longest known ending of `name` gives it, or nothing."""
    for size in range(min(6, len(name)), 0, -1):
        kind = _endings().get(name[-size:])
        if kind:
            return kind
    return ""


def _without_brackets(name: str) -> str:
    return re.sub(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]", "", name)


_NO_NAME = re.compile(
    r"[的了是将把被，。；：:《》？！]|应当|(?<!自)由|[0-9０-９]+[年月日%％]|^(?:由|对|按|为|以|在|并|经|及时|做好|推进|加强|完成|持续|每)"
)


@cache
def _located() -> re.Pattern[str]:
    # 在郑高校, 在济企业: 在, one character of a place's name, and what is there
    places = {char for p in provinces() for name in (p.short, *p.cities) for char in name} - set(words("standing"))
    bodies = "|".join(sorted((word for word in _endings() if len(word) > 1), key=len, reverse=True))
    return re.compile(rf"在[{''.join(sorted(places))}](?:{bodies})")


def is_sentence(name: str) -> bool:
    """Whether `name` holds a word that a unit's name never has."""
    if name in words("not_units") or name in mere_endings():
        return True
    return bool(_NO_NAME.search(_without_brackets(name))) and not _located().fullmatch(name)


def looks_like_unit(name: str) -> bool:
    """Whether `name`, met without a label, is a unit's name: a known ending, no word of a sentence in it."""
    name = re.sub(r"\s+", "", name)
    if not 2 <= len(name) <= 40 or is_sentence(name):
        return False
    return bool(kind_by_ending(name) or kind_by_ending(_without_brackets(name)))


@cache
def is_standing(name: str) -> bool:
    """Whether a name carries its own place or system: 河南证监局, 国网郑州供电公司, 国家统计局."""
    return name.startswith(words("standing")) or bool(place_prefix().match(name))
