"""Rows that are not data: a group's heading, a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.rules import load_rules
from build_tools.segment.tables.types import plain

AUDIT_RULES = Path(__file__).with_name("audit.yml")

_LONGEST = 40  # a label is no sentence
Level = Literal["total", "subtotal"]


class TotalRule(msgspec.Struct, frozen=True):
    """A label that states a sum of other rows or columns."""

    pattern: str
    level: Level
    example: tuple[str, ...]


@cache
def _totals() -> tuple[tuple[re.Pattern[str], Level], ...]:
    return tuple((re.compile(rule.pattern), rule.level) for rule in load_rules(AUDIT_RULES, "totals", TotalRule))


@lru_cache(maxsize=1 << 14)
def total_level(label: str) -> Level | None:
    """Is the label of a row or column that of a sum: of the whole table, or of a part?"""
    text = plain(label)
    if len(text) > _LONGEST:
        return None
    return next((level for pattern, level in _totals() if pattern.search(text)), None)


def is_total(cells: Sequence[str]) -> bool:
    """Does the row state a sum of other rows? Its label stands in its first cells with text."""
    return row_level(cells) is not None


def row_level(cells: Sequence[str]) -> Level | None:
    """Level of the sum that the row states; None for any other row."""
    filled = [cell for cell in cells if cell][:2]
    return next((level for cell in filled if (level := total_level(cell))), None)


def is_group(cells: Sequence[str]) -> bool:
    """Is it the heading of a group: one cell with text, and that the first?"""
    return bool(cells) and bool(cells[0]) and not any(cells[1:])
