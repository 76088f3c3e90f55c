"""What a cell holds, told by its form: a number, a time, the number of an item, offices, text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.rules import load_rules

FILE = Path(__file__).with_name("types.yml")

CellType = Literal[
    "none", "time", "number", "ordinal_cn", "item_cn", "item_paren_cn", "item_arabic", "item_paren_arabic",
    "item_circled", "offices", "text",
]  # fmt: skip
ITEMS: frozenset[CellType] = frozenset(
    {"ordinal_cn", "item_cn", "item_paren_cn", "item_arabic", "item_paren_arabic", "item_circled"}
)
_LONGEST = 400  # a longer cell is text unless it opens with the number of an item


class TypeRule(msgspec.Struct, frozen=True):
    """Cells that `pattern` fits whole have `type`; `needs` must be found in them too."""

    type: CellType
    pattern: str
    example: tuple[str, ...]
    needs: str | None = None


class ColumnRule(msgspec.Struct, frozen=True):
    """A column whose heading `pattern` is found in is expected to hold `type`."""

    type: CellType
    pattern: str
    example: tuple[str, ...]


@cache
def _rules() -> tuple[tuple[CellType, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule.type, re.compile(rule.pattern, re.DOTALL), re.compile(rule.needs) if rule.needs else None)
        for rule in load_rules(FILE, "cell_types", TypeRule)
    )


class WordRule(msgspec.Struct, frozen=True):
    """A pattern that needs no further word."""

    pattern: str
    example: tuple[str, ...]


@cache
def patterns(table: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of a table of types.yml that holds nothing else."""
    return tuple(re.compile(rule.pattern) for rule in load_rules(FILE, table, WordRule))


@cache
def _columns() -> tuple[tuple[CellType, re.Pattern[str]], ...]:
    return tuple((rule.type, re.compile(rule.pattern)) for rule in load_rules(FILE, "column_types", ColumnRule))


@lru_cache(maxsize=1 << 14)
def cell_type(cell: str) -> CellType | None:
    """Type of a cell; None for a blank one."""
    text = plain(cell)
    if not text:
        return None
    head = text[:_LONGEST]
    for kind, pattern, needs in _rules():
        if len(text) > _LONGEST and kind not in ITEMS:
            continue
        if pattern.fullmatch(head) and (needs is None or needs.search(head)):
            return kind
    return "text"


def column_type(heading: str) -> CellType | None:
    """Type that a column's heading leads one to expect; None where it does not say."""
    last = plain(heading.rsplit("|", 1)[-1])
    return next((kind for kind, pattern in _columns() if pattern.search(last)), None)


@lru_cache(maxsize=1 << 14)
def plain(cell: str) -> str:
    """Text without white space, digits and letters in their common width; brackets as printed."""
    text = "".join(cell.split())
    return text if text.isascii() else text.translate(_COMMON_WIDTH)


# full-width digits and letters
_COMMON_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
