"""The header of a document: issuers, title, number, date, addressees, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.document_numbers import whole_number
from build_tools.language.titles import enclosed_title, is_office, kind_of, split_title
from build_tools.model.document import Paragraph, ParagraphRole
from build_tools.segment.blocks import Block

_LONGEST = 24  # lines of a header
_TITLE = 120
_TITLE_PARTS = 5


class Header(NamedTuple):
    """What the header states. `stop`: index of the first block after it; `enclosed`: title of the text inside."""

    title: str
    number: str | None
    date: str | None
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    enclosed: str | None
    stop: int


def may_be_title(block: Block) -> bool:
    """Whether the block may be a line of a title or the name of an issuer."""
    if block.cells or block.kind or (block.label and block.label.style != "box"):
        return False
    text = squeeze(block.text)
    return 2 <= len(text) <= _TITLE and not any(c in text for c in "。；：:？！")


def read_header(blocks: Sequence[Block], start: int, end: int) -> Header:
    """Header of the document that begins at block `start` and ends before block `end`.

    Parts that are not there are None or empty. A number and a date that only notes of a web page state are
    taken from there.
    """
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    noted: dict[str, str] = {}
    number = date = None
    addressees: list[str] = []
    at = start
    while at < end and at - start < _LONGEST:
        block = blocks[at]
        if block.is_kind("number") and number is None:
            number = whole_number(block.text)
            paragraphs.append(block.paragraph("number"))
        elif block.is_kind("date") and date is None and (parts or number):
            date = read_date(block.text)
            paragraphs.append(block.paragraph("date"))
        elif block.is_kind("web_note", "publish_note"):
            name, _, value = squeeze(block.text).replace(":", "：").partition("：")
            noted.setdefault(name, value)
            paragraphs.append(block.paragraph("note"))
        elif (parts or number) and (block.is_kind("addressees") or _is_half_addressees(blocks, at, end)):
            addressees += _addressees(block.text)
            paragraphs.append(block.paragraph("addressees"))
            at += 1
            if block.is_kind("addressees"):
                break
            continue
        elif may_be_title(block) and _goes_on(blocks, at, parts):
            role: ParagraphRole = "issuer" if not _has_subject(parts) and _is_issuer(block.text) else "title"
            if squeeze(block.text) != squeeze("".join(parts)):
                parts.append(" ".join(block.text.split()))
            paragraphs.append(block.paragraph(role))
        else:
            break
        at += 1
    title, issuers = _title(parts)
    number = number or whole_number(noted.get("发文字号", "") or noted.get("文号", ""))
    date = date or read_date(noted.get("成文日期", ""))
    if date is None:  # 题注: （2011年12月15日某市人民政府令第61号公布）
        note = next((squeeze(p.text) for p in paragraphs if p.role == "note" and p.text[:1] in "（("), "")
        date = read_date(note)
        order = re.search(r"日([\u4e00-\u9fff]{2,20}?)令第", note)
        issuers = issuers or ((order[1],) if order and is_office(order[1]) else ())
    if number and number.startswith("第") and title.endswith("令"):
        number = f"{title}{number}"
    return Header(
        title, number, date, issuers, tuple(addressees), tuple(paragraphs), enclosed_title(title), at
    )  # fmt: skip


def plain(text: str) -> str:
    """A title without what varies between its mentions: white space, brackets and quotation marks."""
    return re.sub(r"[\s《》〈〉<>“”\"‘’'「」]", "", text)


def _has_subject(parts: list[str]) -> bool:
    return any("关于" in part or kind_of(part) for part in parts)


def _is_issuer(text: str) -> bool:
    return all(is_office(part.removesuffix("文件")) for part in text.split())


def _goes_on(blocks: Sequence[Block], at: int, parts: list[str]) -> bool:
    """Whether block `at` is one more line of the title, not the first of the text."""
    title = "".join(parts)
    text = squeeze(blocks[at].text)
    if not parts or text == squeeze(title):
        return True
    if not _complete(title):
        return len(parts) < _TITLE_PARTS
    return text.startswith("的") and len(text) <= 12


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(r"(?:印发|转发|批转|发布|公布)(?!.*的(?:通知|公告|决定|通告|函|命令)(?:[（(].{1,20}[）)])?$)")


def _complete(title: str) -> bool:
    return kind_of(title) is not None and not ("关于" in title and _unfinished().search(title))


def _title(parts: list[str]) -> tuple[str, tuple[str, ...]]:
    """Title in one line, and its issuers."""
    offices: list[str] = []
    rest: list[str] = []
    for part in parts:
        if not rest and _is_issuer(part):
            offices += [office.removesuffix("文件") for office in part.split()]
        else:
            rest.append(part)
    subject = "".join(rest)
    named, _ = split_title(subject)
    issuers = tuple(dict.fromkeys([*offices, *named]))
    return (subject if named else " ".join(dict.fromkeys(offices)) + subject), issuers


def _is_half_addressees(blocks: Sequence[Block], at: int, end: int) -> bool:
    """Whether the block is the first of two lines of addressees."""
    text = blocks[at].text
    return (
        text[-1:] in "，、" and len(text) <= 120 and blocks[at].label is None and at + 1 < end
        and blocks[at + 1].is_kind("addressees")
    )  # fmt: skip


def _addressees(text: str) -> list[str]:
    return [part for part in re.split(r"[，,；;：:]", squeeze(text)) if part]
