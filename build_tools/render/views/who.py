"""The kinds of those who can get a benefit (企业, 金融机构, 个人 …), told by the last words of the name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.rules import load_rules

RULES = File(__file__).with_name("who.yml")
OTHER = "其他"
PROJECTS = "项目、活动（按项目给）"  # what gets a benefit is no person or body
LIST = re.compile(r"[、，,；;和及与]|或者|以及|[（(][^（()）]*[）)]")


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `kinds`; `example` proves the pattern."""

    kind: str
    words: str
    example: str
    also: str = ""  # fits beside another kind: 创投企业 is one of 金融机构 and of 企业


@cache
def kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Rows of `kinds` with their patterns."""
    return tuple((row, re.compile(row.words)) for row in load_rules(RULES, "kinds", Kind))


def kinds_of(beneficiary: str | None) -> tuple[str, ...]:
    """Kinds of a beneficiary as the text names it, in the order of the table; 其他 where no row fits."""
    names = [name for name in LIST.split(beneficiary or "") if name.strip()]
    found = {kind for name in names for kind in _kinds(name.strip())}
    last_first = dict.fromkeys(row.kind for row, _ in reversed(kinds()) if row.kind in found)
    return tuple(reversed(last_first)) or (OTHER,)


def _kinds(name: str) -> set[str]:
    first = next((row.kind for row, pattern in kinds() if pattern.search(name)), None)
    return {row.kind for row, _ in kinds() if row.kind == first or (row.also and re.search(row.also, name))}
