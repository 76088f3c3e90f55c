"""Rule table of benefits without a number: how they are given, and the words around them (supports.yml)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as File
from typing import Literal, NamedTuple

import msgspec

from build_tools.rules import load_rules

FILE = File(__file__).with_name("supports.yml")


class Benefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `benefits`."""

    type: str
    who: Literal["given", "had", "named"]
    pattern: str
    example: str
    money: bool = False


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the other tables."""

    pattern: str
    example: str


class Found(NamedTuple):
    """Words of a sentence that give something: row, span, and the stretch between commas that holds them."""

    row: Benefit
    match: re.Match[str]
    segment: tuple[int, int]


@cache
def benefits() -> tuple[tuple[Benefit, re.Pattern[str]], ...]:
    """Rows of `benefits` with their patterns."""
    return tuple((row, re.compile(row.pattern)) for row in load_rules(FILE, "benefits", Benefit))


@cache
def words(table: str) -> re.Pattern[str]:
    """All rows of a table of words as one pattern."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in load_rules(FILE, table, Words)))
