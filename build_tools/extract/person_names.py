"""Names of persons that run on into the name of a unit: 免去李某某综合业务司副司长职务."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.words import words_of
from build_tools.rules import load_rules

_RULES = Path(__file__).with_suffix(".yml")


class _Families(msgspec.Struct, frozen=True):
    names: str
    example: str


class _Double(msgspec.Struct, frozen=True):
    name: str
    example: str


@cache
def _family() -> re.Pattern[str]:
    doubles = "|".join(row.name for row in load_rules(_RULES, "doubles", _Double))
    singles = "".join(row.names for row in load_rules(_RULES, "families", _Families))
    return re.compile(f"(?P<double>{doubles})|[{singles}]")


def _sizes(text: str) -> range:
    """How many characters of `text` a name at its start may have."""
    match = _family().match(text)
    if match is None:
        return range(0)
    return range(3, 5) if match["double"] else range(2, 4)


def split_run_on(words: str) -> tuple[list[str], str] | None:
    """Persons and title of 张某某、李某地质调查局副局长; None where the end of the last name cannot be told.

    A name ends where a word of the unit begins: of two ends the one that leaves fewer single characters is right; where
    both leave as many, nothing is guessed.
    """
    people = []
    head, mark, tail = words.partition("、")
    while mark and len(head) in _sizes(head):
        people.append(head)
        words = tail
        head, mark, tail = words.partition("、")
    ends = [(count, size) for size in _sizes(words) if (count := _loose(words[size:])) is not None]
    if not ends or [count for count, _ in ends].count(min(ends)[0]) > 1:
        return None
    size = min(ends)[1]
    return [*people, words[:size]], words[size:]


def _loose(title: str) -> int | None:
    """Single characters among the words of a title; None where it does not begin with a word."""
    found = words_of(title)
    return sum(len(word) == 1 for word in found) if found and len(found[0]) > 1 else None
