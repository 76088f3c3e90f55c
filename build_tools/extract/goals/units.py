"""What goals are counted in. Rule table: units.yml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.rules import load_rules

UNITS = Path(__file__).with_suffix(".yml")

Kind = Literal["count", "amount", "money", "share", "time", "rank"]


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that a number is counted in."""

    word: str
    kind: Kind
    example: str


class NoUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What follows a number that looks like a unit and is none."""

    pattern: str
    example: str


@cache
def units() -> dict[str, Unit]:
    """Units by their word."""
    return {row.word: row for row in load_rules(UNITS, "units", Unit)}


def kind_of(word: str) -> Kind:
    """Kind of a unit's word; a number with a scale and no word (1千万以上) is an amount."""
    row = units().get(word) or units().get(word.split("/")[0])
    return row.kind if row else "amount"


def unit_words() -> str:
    """Regular expression for the word of a unit, the longest first."""
    return "|".join(map(re.escape, sorted(units(), key=len, reverse=True)))


@cache
def not_units() -> str:
    """Regular expression for what follows a number and is no unit."""
    return "|".join(row.pattern for row in load_rules(UNITS, "no_units", NoUnit))
