"""A file into documents, by their headers: issuer, title over one or more lines, number, date, addressees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from build_tools.language.characters import ends_sentence, squeeze
from build_tools.language.titles import is_office, is_title, kind_of, split_title
from build_tools.segment.blocks import Block
from build_tools.segment.header import Header, is_issue_number, read_header
from build_tools.segment.noted import is_field
from build_tools.segment.settling import order_office
from build_tools.segment.titling import may_be_title, plain
from build_tools.segment.unnumbered import opens_unnumbered

_TITLE_LINES = 6
_BARE_KIND = 6  # 公告, 任免通知: what a title without 关于 says after its issuer


class Range(NamedTuple):
    """Blocks of a document: first, where its header begins (front matter of the file may stand before), end."""

    start: int
    header: int
    end: int


def document_ranges(blocks: Sequence[Block]) -> list[Range]:
    """One range a document, in order; together they hold all blocks."""
    starts: list[int] = []
    header: Header | None = None  # of the document that block `index` belongs to
    opening = read_header(blocks, 0, len(blocks)) if blocks else None  # of a first document that nothing marks
    floor = 0  # a header cannot reach above the end of the one before
    behind = _fields_behind(blocks)
    for index, block in enumerate(blocks):
        if index < floor:
            continue
        if block.is_kind("number") or (index and is_issue_number(block, blocks[index - 1].text)):
            start = _above(blocks, index, floor, behind)
        elif block.is_kind("addressees", "date"):
            start = _above(blocks, index, floor, behind, issuer_needed=True)
        elif _stands_alone(blocks, index) or (
            (current := header or opening) and opens_unnumbered(blocks, index, current, starts[-1] if starts else 0)
        ):
            start = index if behind else _with_fields(blocks, index, floor)
        else:
            start = None
        if start is None or (header and _is_enclosed(blocks, start, header)):
            continue
        while start > floor and blocks[start - 1].is_kind("rubric"):
            start -= 1
        starts.append(start)
        header = read_header(blocks, start, len(blocks))
        floor = max(index + 1, header.stop)
    first = 0
    if not starts or (starts[0] and not _is_front(blocks, starts[0])):
        starts.insert(0, 0)
    else:
        front = blocks[: starts[0]]
        first, starts[0] = (0 if all(map(is_field, front)) else starts[0]), 0
    ends = [*starts[1:], len(blocks)]
    return [Range(a, first if number == 0 else a, b) for number, (a, b) in enumerate(zip(starts, ends, strict=True))]


def _above(blocks: Sequence[Block], index: int, floor: int, behind: bool, issuer_needed: bool = False) -> int | None:
    """Where the header begins that block `index` belongs to; None where no title stands above (or below) it."""
    at, title, lines = index, "", 0
    while at > floor and lines < _TITLE_LINES:
        block = blocks[at - 1]
        if is_field(block) and not block.is_kind("publish_note") and not (title and _closes_page(block, behind)):
            at -= 1
            continue
        lines += 1
        if at == index and block.is_kind("number", "date", "issue"):
            at -= 1
            continue
        if not may_be_title(block) or (title and is_whole_title(title) and not _belongs(block, title)):
            break
        title = block.text + title
        at -= 1
    if not title:
        opens = _title_below(blocks, index + 1) or order_office(squeeze(blocks[index].text)) is not None
        return index if not issuer_needed and opens else None
    if issuer_needed:
        return at if split_title(title)[0] and kind_of(title) else None
    return at if kind_of(title) or "关于" in title or title.endswith("文件") or is_office(title) else None


def _title_below(blocks: Sequence[Block], start: int) -> bool:
    """Whether a title begins at block `start`, over one or more lines."""
    title = ""
    for block in blocks[start : start + _TITLE_LINES]:
        if not may_be_title(block):
            return False
        title += block.text
        if is_title(title):
            return True
    return False


def _with_fields(blocks: Sequence[Block], start: int, floor: int) -> int:
    """`start`, or where the fields of a web page begin that stand right above it."""
    while start > floor and is_field(blocks[start - 1]) and not _closes_page(blocks[start - 1], behind=False):
        start -= 1
    return start


def _closes_page(block: Block, behind: bool) -> bool:
    """Whether a line around a text belongs to the page of the text above it, not to the text below.

    `behind`: whether fields stand behind the texts of this file.
    """
    return behind or block.is_kind("web_foot", "publish_note")


def _fields_behind(blocks: Sequence[Block]) -> bool:
    """Whether web pages were saved with their fields behind the text: the last one ends with some, the first has none."""
    last = next((b for b in reversed(blocks) if not b.is_kind("web_foot", "publish_note", "page_number")), None)
    first = next((b for b in blocks if not b.is_kind("web_foot")), None)
    return last is not None and is_field(last) and first is not None and not is_field(first)


def _stands_alone(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the title of a document that has neither number nor addressees: 某县人民政府公告."""
    block = blocks[index]
    if not may_be_title(block) or "关于" in block.text or not kind_of(block.text):
        return False
    issuers, subject = split_title(block.text)
    if not issuers or len(subject) > _BARE_KIND:
        return False
    if kind_of(block.text) == "公报" and any(
        other.is_kind("issue") for other in blocks[index + 1 : index + 3]
    ):  # the cover of a gazette
        return False
    return index == 0 or blocks[index - 1].kind is not None or ends_sentence(blocks[index - 1].text)


def _is_enclosed(blocks: Sequence[Block], start: int, header: Header) -> bool:
    """Whether the title at `start` is that of the text which the document at hand encloses."""
    if not header.enclosed:
        return False
    wanted = plain(header.enclosed)
    return any(plain("".join(block.text for block in blocks[start : start + count])) == wanted for count in (1, 2, 3))


def is_whole_title(title: str) -> bool:
    """Whether nothing is missing from a title: it names its issuer and ends with a 文种."""
    issuers, _ = split_title(title)
    return bool(issuers) and kind_of(title) is not None


def _belongs(block: Block, title: str) -> bool:
    """Whether a line above a whole title is part of the header: a further issuer, or the title once more."""
    text = squeeze(block.text)
    return is_office(text) or text.endswith("文件") or text == squeeze(title)


def _is_front(blocks: Sequence[Block], stop: int) -> bool:
    """Whether the blocks before `stop` are no document of their own."""
    return all(block.kind is not None or may_be_title(block) or is_field(block) for block in blocks[:stop])
