"""A file into documents, by their headers: issuer, title over one or more lines, number, date, addressees."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.language.characters import squeeze
from build_tools.language.titles import is_office, is_title, kind_of, split_title
from build_tools.segment.blocks import Block

_TITLE_LINES = 6
_TITLE = 120


def document_ranges(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Half-open ranges of `blocks`, one a document, in order; together they hold all blocks."""
    starts: list[int] = []
    floor = 0  # a header cannot reach above the line that told of the one before
    for index, block in enumerate(blocks):
        start = None
        if block.is_kind("number"):
            start = _above(blocks, index, floor)
        elif block.is_kind("addressees", "date"):
            start = _above(blocks, index, floor, issuer_needed=True)
        if start is not None:
            starts.append(start)
            floor = index + 1
    if not starts or (starts[0] and not _is_front(blocks, starts[0])):
        starts.insert(0, 0)
    else:
        starts[0] = 0
    return [(a, b) for a, b in zip(starts, [*starts[1:], len(blocks)], strict=True) if a < b]


def _above(blocks: Sequence[Block], index: int, floor: int, issuer_needed: bool = False) -> int | None:
    """Where the header begins that block `index` belongs to; None where no title stands above (or below) it."""
    at, title = index, ""
    while at > floor and index - at < _TITLE_LINES:
        block = blocks[at - 1]
        if block.is_kind("web_note", "publish_note") or (block.is_kind("number", "date") and at == index):
            if block.is_kind("publish_note"):
                break
            at -= 1
            continue
        if not may_be_title(block) or (title and is_whole_title(title) and not _belongs(block, title)):
            break
        title = block.text + title
        at -= 1
    if not title:
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        return index if not issuer_needed and below and may_be_title(below) and is_title(below.text) else None
    if issuer_needed:
        return at if split_title(title)[0] and kind_of(title) and "：" not in title else None
    return at if kind_of(title) or "关于" in title or title.endswith("文件") else None


def may_be_title(block: Block) -> bool:
    """Whether the block may be a line of a title or the name of an issuer."""
    if block.cells or block.kind or (block.label and block.label.style != "box"):
        return False
    text = squeeze(block.text)
    return 2 <= len(text) <= _TITLE and not any(c in text for c in "。；：:？！")


def is_whole_title(title: str) -> bool:
    """Whether nothing is missing from a title: it names its issuer or opens with 关于, and ends with a 文种."""
    issuers, _ = split_title(title)
    return bool(issuers) and kind_of(title) is not None


def _belongs(block: Block, title: str) -> bool:
    """Whether a line above a whole title is part of the header: a further issuer, or the title once more."""
    text = squeeze(block.text)
    return is_office(text) or text.endswith("文件") or text == squeeze(title)


def _is_front(blocks: Sequence[Block], stop: int) -> bool:
    """Whether the blocks before `stop` are no document of their own."""
    return all(block.kind is not None or may_be_title(block) for block in blocks[:stop])
