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
from build_tools.model.document import Paragraph
from build_tools.segment.blocks import Block
from build_tools.segment.split import may_be_title

_LONGEST = 14  # lines of a header


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


def read_header(blocks: Sequence[Block], start: int, end: int) -> Header:
    """Header of the document blocks[start:end]; parts that are not there are None or empty."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    number = date = None
    addressees: tuple[str, ...] = ()
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
            paragraphs.append(block.paragraph("note"))
        elif block.is_kind("addressees") and (parts or number):
            addressees = _addressees(block.text)
            paragraphs.append(block.paragraph("addressees"))
            at += 1
            break
        elif may_be_title(block) and _goes_on(blocks, at, end, parts):
            role = "issuer" if not _has_subject(parts) and _is_issuer(block.text) else "title"
            if squeeze(block.text) != squeeze("".join(parts)):
                parts.append(squeeze_title(block.text))
            paragraphs.append(block.paragraph(role))  # type: ignore[arg-type]
        else:
            break
        at += 1
    title, issuers = _title(parts)
    if number and number.startswith("第") and issuers:
        number = f"{issuers[0]}令{number}" if title.endswith("令") else number
    return Header(title, number, date, issuers, addressees, tuple(paragraphs), enclosed_title(title), at)


def squeeze_title(text: str) -> str:
    """A line of a title; only the space between joint issuers stays."""
    return " ".join(text.split())


def _has_subject(parts: list[str]) -> bool:
    return any("关于" in part or kind_of(part) for part in parts)


def _is_issuer(text: str) -> bool:
    return all(is_office(part.removesuffix("文件")) for part in text.split())


def _goes_on(blocks: Sequence[Block], at: int, end: int, parts: list[str]) -> bool:
    """Whether block `at` is one more line of the title, not the first of the text."""
    title = "".join(parts)
    text = squeeze(blocks[at].text)
    if not parts:
        return True
    if text == squeeze(title):
        return True
    if not _complete(title):
        return len(parts) < 5
    return text.startswith("的") and len(text) <= 12


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(r"(?:印发|转发|批转|发布|公布)(?!.*的(?:通知|公告|决定|通告|函|命令)(?:[（(].{1,20}[）)])?$)")


def _complete(title: str) -> bool:
    return kind_of(title) is not None and not ("关于" in title and _unfinished().search(title))


def _title(parts: list[str]) -> tuple[str, tuple[str, ...]]:
    """Title in one line, and its issuers."""
    offices: list[str] = []
    for part in parts:
        if not _is_issuer(part):
            break
        offices += [office.removesuffix("文件") for office in part.split()]
    rest = "".join(part for part in parts if not _is_issuer(part) or part not in parts[: len(offices)])
    named, subject = split_title(rest)
    issuers = tuple(dict.fromkeys([*offices, *named]))
    return (" ".join(offices) + rest if not named else rest), issuers


def _addressees(text: str) -> tuple[str, ...]:
    text = text.rstrip("：: 　")
    return tuple(part for part in re.split(r"[，,；;]", "".join(text.split())) if part)
