"""A printed table of contents: where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.language.characters import squeeze
from build_tools.segment.blocks import Block

_ENTRIES = 3  # headings that one without a heading of its own has at least
_ENTRY = 60  # characters of an entry at most


def contents_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Index after a printed table of contents that begins at `start`.

    It ends at the first line that is no entry: where lines end in page numbers, the first that does not;
    else the first entry's second coming, or text.
    """
    at = start + 1 if blocks[start].is_kind("contents_title") else start
    if at < end and blocks[at].is_kind("contents_entry"):
        while at < end and blocks[at].is_kind("contents_entry"):
            at += 1
        return at
    first = squeeze(blocks[at].text) if at < end else ""
    for index in range(at, end):
        text = squeeze(blocks[index].text)
        if index > at and text == first:
            return index
        if len(text) > _ENTRY or any(c in text for c in "。；"):
            break
    return start + 1


def bare_contents_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Index after a table of contents without a heading or page numbers; `start` where none begins there.

    It is a run of headings that nothing parts, which ends where the first of them stands once more.
    """
    if blocks[start].label is None:
        return start
    first = squeeze(blocks[start].text)
    for index in range(start, end):
        text = squeeze(blocks[index].text)
        if index > start and text == first:
            return index if index - start >= _ENTRIES else start
        if blocks[index].cells or len(text) > _ENTRY or any(c in text for c in "。；"):
            break
    return start
