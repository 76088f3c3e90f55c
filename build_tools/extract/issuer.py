"""Whose text it is: the place and level of the issuer, so that `市财政局` can be given its full name.

Read from the issuers and the title; a text that has neither is asked which place it speaks of most.
Nothing is guessed: without a clear answer names stay as printed. Rule tables: issuer.yml, places.yml.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.model.document import Document
from build_tools.rules import load_rules, phrases

RULES = Path(__file__).with_suffix(".yml")

Level = Literal["国", "省", "市", "县"]


class Province(msgspec.Struct, frozen=True):
    """A province with the short names of its prefecture-level divisions."""

    name: str
    short: str
    cities: tuple[str, ...]


class Home(NamedTuple):
    """Where the issuer is at home: `郑州市` at level 市. `place` is empty where the text does not say."""

    place: str
    level: Level

    def expands(self, word: str) -> bool:
        """Whether the bare level word of a unit's name (省, 市, 区, 县 …) means this place."""
        return bool(self.place) and word in _WORDS[self.level] and self.place.endswith(word)


_WORDS: dict[str, tuple[str, ...]] = {
    "国": (),
    "省": ("省", "自治区"),
    "市": ("市", "州", "盟", "地区"),
    "县": ("区", "县", "旗", "市"),
}


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces, in the order of the official list."""
    return load_rules(Path(__file__).with_name("places.yml"), "provinces", Province)


@cache
def city_province() -> dict[str, str]:
    """Short name of each prefecture-level division and municipality → name of its province."""
    cities = {city: province.name for province in provinces() for city in province.cities}
    return cities | {p.short: p.name for p in provinces() if p.name.endswith("市")}


@cache
def _mention() -> re.Pattern[str]:
    names = {*city_province(), *(p.short for p in provinces())}
    return re.compile("|".join(sorted(names, key=lambda name: (-len(name), name))))


@cache
def place_prefix() -> re.Pattern[str]:
    """A name that begins with a province or city: 河南证监局, 郑州市人社局."""
    return re.compile(f"(?:中共|中国)?(?:{_mention().pattern})")


def _phrase(name: str) -> re.Pattern[str]:
    return phrases(RULES)[name]


def _named(name: str) -> Home | None:
    """The place that the name of an issuer, or a title, begins with."""
    rest = _phrase("before_place").sub("", name)
    place, level = "", ""
    for province in provinces():
        if rest.startswith(province.name):
            place, level, rest = (
                province.name,
                "市" if province.name.endswith("市") else "省",
                rest[len(province.name) :],
            )
            break
    short = next((city for city in sorted(city_province(), key=len, reverse=True) if rest.startswith(city)), None)
    if short and level != "市":
        tail = _phrase("city_tail").match(rest, len(short))
        if tail or short[-1] in "盟州":
            end = tail.end() if tail else len(short)
            place, level, rest = rest[:end], "市", rest[end:]
    elif not place and (match := _phrase("other_city").match(rest)):
        place, level, rest = match.group(), "市", rest[match.end() :]
    elif not place and (match := _phrase("other_province").match(rest)):
        return Home(match.group(), "省")
    if (match := _phrase("county").match(rest)) and not _phrase("no_county").match(rest):
        return Home(match.group(), "县")
    return Home(place, level) if place else None  # type: ignore[arg-type]


def home_of(document: Document) -> Home:
    """Place and level of the document's issuer; `Home("", …)` where no place can be known."""
    for name in (*document.issuers, document.title):
        if home := _named(name):
            return home
        if _phrase("national").match(name.strip()) and name is not document.title:
            return Home("", "国")
    return _most_spoken_of(document)


def _most_spoken_of(document: Document) -> Home:
    """For a text without header: the place of the level that its own unit names show (市…局, 省…厅)."""
    text = "\n".join((document.title, *(clause.text for clause in document.clauses)))
    levels = Counter(match.group(1) for match in _phrase("bare_unit").finditer(text))
    if not levels:
        return Home("", "国")
    word = levels.most_common(1)[0][0]
    mentions = Counter(match.group() for match in _mention().finditer(text))
    if word == "省":
        shorts = {p.short: p.name for p in provinces()}
        votes: Counter[str] = Counter()
        for name, count in mentions.items():
            votes[shorts.get(name) or city_province()[name]] += count
        return Home(_winner(votes), "省")
    if word == "市":
        cities = Counter({name: count for name, count in mentions.items() if name in city_province()})
        winner = _winner(cities)
        return Home(f"{winner}市" if winner else "", "市")
    counties = Counter(re.findall(rf"(?:^|[《（“，。、])([一-龥]{{2,4}}?{word})(?![一-龥]?[、，])", text, re.M))
    return Home(_winner(Counter({name: n for name, n in counties.items() if name[0] not in "各全我本该市"})), "县")


def _winner(votes: Counter[str]) -> str:
    """The name with more than half of all mentions, or nothing."""
    if not votes:
        return ""
    name, count = votes.most_common(1)[0]
    return name if 2 * count > votes.total() else ""
