"""Goals: a goal that a document states several times (in its text, in a table) is one, with all its places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.model.facts import StructuredDocument, Target
from build_tools.rules import load_rules

RULES = File(__file__).with_name("goals.yml")
SHORTEST = 4  # characters of a name that another may end with


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `beside`; `example` is a name, `name` what is left of it."""

    words: str
    example: str
    name: str


@dataclass(frozen=True)
class Goal:
    """One goal and every statement of it, those of the text first."""

    facts: tuple[Target, ...]

    @property
    def fact(self) -> Target:
        """The statement that it is told by."""
        return self.facts[0]

    @property
    def started(self) -> Target | None:
        """The statement that tells from where it starts."""
        return next((fact for fact in self.facts if fact.baseline is not None), None)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, "beside", Words)))


def bare(indicator: str) -> str:
    """The name of what is measured, without the words that say whose it is or that it is counted."""
    return _beside().sub("", indicator)


def goals_of(entry: StructuredDocument) -> list[Goal]:
    """The goals of a document in the order of the text."""
    found: list[list[Target]] = []
    for fact in entry.facts.targets:
        same = next((facts for facts in found if all(_same(other, fact) for other in facts)), None)
        if same is None:
            found.append([fact])
        else:
            same.append(fact)
    return [Goal(tuple(sorted(facts, key=lambda fact: fact.from_table))) for facts in found]


def _same(one: Target, other: Target) -> bool:
    """Whether two statements, not of one line, set the same figure for the same thing by the same year."""
    if one.line == other.line or any(
        getattr(one, name) != getattr(other, name) for name in ("value", "value_max", "unit", "deadline")
    ):
        return False
    names = sorted((bare(one.indicator), bare(other.indicator)), key=len)
    return names[0] == names[1] or (len(names[0]) >= SHORTEST and names[1].endswith(names[0]))
