"""The signature of a document: offices, over one line or more, and a date below or beside them."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.language.characters import squeeze
from build_tools.language.dates import is_date, read_date
from build_tools.language.titles import is_office
from build_tools.segment.blocks import Block
from build_tools.segment.closing import is_closing

_SIGNED = 12  # offices that sign jointly
_UNDATED = 2  # the same without a date below
_LINE = 80


def signing_lines(blocks: Sequence[Block], at: int, end: int) -> Sequence[Block]:
    """The offices that sign from block `at` on, one a line, or one whose name is set in two or three above the date."""
    stop = at
    while stop < min(end, at + _SIGNED) and _is_signatory(blocks[stop]):
        stop += 1
    return blocks[at : stop if stop > at else at + _long_name(blocks, at, end)]


def _is_signatory(block: Block) -> bool:
    return block.label is None and block.kind is None and not block.cells and is_office(block.text[:_LINE])


def _long_name(blocks: Sequence[Block], at: int, end: int) -> int:
    for count in (2, 3):
        lines = blocks[at : at + count]
        dated = blocks[at + count] if at + count < end else None
        if dated is None or not dated.is_kind("date") or not all(may_head(line) for line in lines):
            continue
        if any(is_closing(line.text) for line in lines):  # 此复 above the office
            continue
        if is_office("".join(line.text for line in lines)):
            return count
    return 0


def office_and_date(block: Block) -> tuple[list[str], str] | None:
    """Offices and the date of a signature in one line: 某市财政局　2022年7月1日."""
    if block.label or block.kind or block.cells or len(block.text) > _LINE:
        return None
    words = block.text.split()
    names, date = words[:-1], words[-1] if words else ""
    return (names, read_date(date) or "") if names and is_date(date) and all(map(is_office, names)) else None


def are_among(names: Sequence[str], issuers: Sequence[str]) -> bool:
    """Whether one of `names` is an issuer, in full or in short; True where either is unknown."""
    if not names or not issuers:
        return True
    return any(a in b or b in a for a in map(squeeze, names) for b in map(squeeze, issuers))


def sign_undated(names: Sequence[str], issuers: Sequence[str]) -> bool:
    """Whether offices that end a document without a date sign it, rather than end a list of names."""
    return len(names) <= _UNDATED or set(map(squeeze, names)) <= set(map(squeeze, issuers))


def may_head(block: Block) -> bool:
    """Whether a line may be a heading or a name: short, no sentence, no form of its own."""
    if block.cells or block.label or block.kind or len(block.text) > 80:
        return False
    return not any(c in block.text for c in "。；：")
