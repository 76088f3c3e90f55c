"""Turns of phrase by name, from one table. Rule table: phrases.yml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A turn of phrase; its example holds it."""

    name: str
    pattern: str
    example: str


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern called `name`. Raises KeyError for a name that the table does not hold."""
    return re.compile({row.name: row.pattern for row in load_rules(RULES, "phrases", Phrase)}[name])
