"""Who gets a benefit, as a reader of its row must be told who does not see the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.model.document import Clause
from build_tools.model.facts import Incentive, Support
from build_tools.rules import load_rules

RULES = File(__file__).with_name("receivers.yml")
FEWEST = 2  # characters of a word that narrows


class Pointing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `pointing`; `example` is a name that points back."""

    words: str
    example: str
    nearest: bool = False


@dataclass(frozen=True)
class Receiver:
    """The name to show. `printed`: what the sentence itself says, where the heading narrows it; `meant`: whom it points to."""

    name: str
    printed: str = ""
    meant: tuple[str, ...] = ()


@cache
def pointing() -> tuple[tuple[Pointing, re.Pattern[str]], ...]:
    """Rows of `pointing` with their patterns."""
    return tuple((row, re.compile(row.words)) for row in load_rules(RULES, "pointing", Pointing))


def receiver(clause: Clause | None, beside: Sequence[Incentive | Support], fact: Incentive | Support) -> Receiver:
    """Who gets a benefit. `beside`: all benefits of the clause.

    A name that points back (上述企业) is told with those named before. Where another receiver of the clause is named in
    full with a word of the heading (养老服务 小微企业), the heading narrows the bare name as well.
    """
    name = fact.beneficiary or ""
    row = _row(name)
    if row:
        before = sorted((other for other in beside if other.start < fact.start), key=lambda other: other.start)
        named = [other.beneficiary for other in before if other.beneficiary and not _row(other.beneficiary)]
        found = tuple(dict.fromkeys(named))
        return Receiver(name, meant=found[-1:] if row.nearest else found)
    heading = clause.heading if clause else ""
    fuller = {
        other.beneficiary
        for other in beside
        if name
        and other.beneficiary
        and other.beneficiary.endswith(name)
        and _narrows(other.beneficiary, name, heading)
    }
    return Receiver(fuller.pop(), printed=name) if len(fuller) == 1 else Receiver(name)


def _row(name: str) -> Pointing | None:
    return next((row for row, pattern in pointing() if pattern.search(name)), None)


def _narrows(full: str, name: str, heading: str) -> bool:
    word = full.removesuffix(name)
    return len(word) >= FEWEST and word in heading
