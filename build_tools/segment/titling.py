"""The lines of a document's title: which may be one, where the title ends, which of them name its issuers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from build_tools.language.characters import squeeze
from build_tools.language.titles import is_office, kind_of, split_title
from build_tools.segment.blocks import Block

TITLE_PARTS = 5  # lines of a title
_TITLE = 120
_EDITION = 24
DATED_NOTE = re.compile(r"[（(]|[0-9]{4}年")  # how a note under a title begins: （2011年…公布）, 2019年…会议通过


def may_be_title(block: Block) -> bool:
    """Whether the block may be a line of a title or the name of an issuer."""
    if block.cells or block.kind or (block.label and block.label.style != "box"):
        return False
    text = squeeze(block.text)
    return 2 <= len(text) <= _TITLE and not any(c in text for c in "。；：:？！")


def is_title_note(block: Block) -> bool:
    """Whether the line is a note under a title that begins with the date, in brackets or without: （2011年12月15日某市人民政府令第61号公布）."""
    return block.is_kind("publish_note") and bool(DATED_NOTE.match(block.text))


def plain(text: str) -> str:
    """A title without what varies between its mentions: white space, brackets and quotation marks."""
    return re.sub(r"[\s《》〈〉<>“”\"‘’'「」]", "", text)


def has_subject(parts: list[str]) -> bool:
    """Whether the lines of a title so far say what it is about."""
    return any("关于" in part or kind_of(part) for part in parts)


def is_issuer(text: str) -> bool:
    """Whether the line names nothing but offices."""
    return all(is_office(part.removesuffix("文件")) for part in text.split())


def _complete(title: str) -> bool:
    return kind_of(title) is not None and not ("关于" in title and _unfinished().search(title))


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(r"(?:印发|转发|批转|发布|公布)(?!.*的(?:通知|公告|决定|通告|函|命令)(?:[（(].{1,20}[）)])?$)")


def goes_on(blocks: Sequence[Block], at: int, parts: list[str]) -> bool:
    """Whether block `at` is one more line of the title, not the first of the text."""
    title = "".join(parts)
    text = squeeze(blocks[at].text)
    if not parts or text == squeeze(title):
        return True
    if not _complete(title):
        return len(parts) < TITLE_PARTS
    if is_issuer(blocks[at].text):  # an issuer below the title, where the title or its note comes once more
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        return below is not None and (squeeze(below.text) == squeeze(title) or is_title_note(below))
    if re.fullmatch(r"[（(][^（）()]*[）)]", text):  # （试行）
        return len(text) <= _EDITION and not re.search("[0-9]号", text)
    return text.startswith("的") and len(text) <= 12


def title_again(blocks: Sequence[Block], title: str) -> int:
    """How many lines, from the first on, print the complete `title` once more; 0 where they do not."""
    if not _complete(title):
        return 0
    text = ""
    for count, block in enumerate(blocks[:TITLE_PARTS], start=1):
        if not may_be_title(block):
            return 0
        text += squeeze(block.text)
        if text == squeeze(title):
            return count
    return 0


def read_title(parts: list[str]) -> tuple[str, tuple[str, ...]]:
    """Title in one line, and its issuers."""
    offices: list[str] = []
    rest: list[str] = []
    for part in parts:
        if not rest and is_issuer(part):
            offices += [office.removesuffix("文件") for office in part.split()]
        else:
            rest.append(part)
    subject = "".join(rest)
    named, _ = split_title(subject)
    issuers = tuple(dict.fromkeys([*offices, *named]))
    return (subject if named else " ".join(dict.fromkeys(offices)) + subject), issuers
