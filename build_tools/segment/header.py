"""The header of a document: issuers, title, number, date, addressees, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.document_numbers import whole_number
from build_tools.language.titles import enclosed_title, is_title, kind_of
from build_tools.model.document import Paragraph, ParagraphRole
from build_tools.segment.blocks import Block
from build_tools.segment.noted import NOTES, field_text, is_field, read_fields
from build_tools.segment.settling import read_order, settle_date, settle_issuers, settle_number, whole_name
from build_tools.segment.titling import goes_on, has_subject, is_issuer, may_be_title, plain, read_title, title_again

_LONGEST = 24  # lines of a header
_VALUE = 40
_FIRST_WORDS = 6  # paragraphs of a notice that may name what it encloses


class Header(NamedTuple):
    """What the header states. `stop`: index of the first block after it; `enclosed`: title of the text inside."""

    title: str
    number: str | None
    date: str | None
    notes: tuple[str, ...]  # fields of the web page, see `noted`
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    enclosed: str | None
    stop: int


def read_header(blocks: Sequence[Block], start: int, end: int) -> Header:
    """Header of the document that begins at block `start` and ends before block `end`.

    Parts that are not there are None or empty. A number and a date that only notes of a web page state are
    taken from there.
    """
    lines = _Lines(blocks, start, end).run()
    noted = read_fields(lines.notes)
    title, named = read_title(lines.parts or ([noted.title] if noted.title else []))
    order = read_order(lines.paragraphs) if lines.date is None else None
    title, number = settle_number(title, lines.number, noted)
    issuers = settle_issuers(named or lines.late or noted.issuers, number, order)
    return Header(
        title, whole_name(title, number or (order.number if order else None)), settle_date(lines.date, order),
        tuple(lines.notes), issuers, tuple(lines.addressees), tuple(lines.paragraphs), enclosed_title(title), lines.at,
    )  # fmt: skip


class _Lines:
    """Takes the lines of a header one after the other; what it found stands in its attributes."""

    def __init__(self, blocks: Sequence[Block], start: int, end: int) -> None:
        self.blocks, self.start, self.end, self.at = blocks, start, end, start
        self.parts: list[str] = []  # of the title, its issuers among them
        self.late: list[str] = []  # issuers below the title
        self.notes: list[str] = []
        self.number: str | None = None
        self.date: str | None = None
        self.addressees: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.closed = False  # by its addressees

    def run(self) -> _Lines:
        """Reads to the first line that is none of a header; the first step that takes a line has it."""
        steps = (
            self._value, self._number, self._issue_number, self._date, self._field, self._addressees, self._title_again,
            self._letterhead, self._title,
        )  # fmt: skip
        while not self.closed and self.at < self.end and self.at - self.start - len(self.notes) < _LONGEST:
            taken = next((taken for step in steps if (taken := step(self.blocks[self.at]))), 0)
            if not taken:
                break
            self.at += taken
        return self

    def _take(self, block: Block, role: ParagraphRole) -> int:
        self.paragraphs.append(block.paragraph(role))
        return 1

    def _value(self, block: Block) -> int:
        """The value of a field whose name stands on the line before."""
        if not self.notes or not _is_value(block, self.paragraphs[-1]):
            return 0
        self.notes[-1] += squeeze(block.text)
        return self._take(block, "note")

    def _number(self, block: Block) -> int:
        if not block.is_kind("number") or self.number is not None:
            return 0
        self.number = whole_number(block.text)
        self.date = self.date or read_date(block.text)
        return self._take(block, "number")

    def _issue_number(self, block: Block) -> int:
        if self.number is not None or not is_issue_number(block, "".join(self.parts)):
            return 0
        self.number = squeeze(block.text)
        return self._take(block, "number")

    def _date(self, block: Block) -> int:
        if not block.is_kind("date") or self.date is not None or not (self.parts or self.number):
            return 0
        self.date = read_date(block.text)
        return self._take(block, "date")

    def _field(self, block: Block) -> int:
        """A field of the web page, or what a gazette prints above a document."""
        if not is_field(block) and (self.parts or not block.is_kind("rubric", "issue")):
            return 0
        self.notes.append(field_text(block.text))
        return self._take(block, "note")

    def _addressees(self, block: Block) -> int:
        begun = self.parts or self.number or self.notes or self.at == 0
        if not begun or not (block.is_kind("addressees") or _is_half_addressees(self.blocks, self.at, self.end)):
            return 0
        self.addressees += _addressees(block.text)
        self.closed = block.is_kind("addressees")
        return self._take(block, "addressees")

    def _title_again(self, _: Block) -> int:
        """The whole title once more."""
        count = title_again(self.blocks[self.at : self.end], "".join(self.parts))
        for block in self.blocks[self.at : self.at + count]:
            self._take(block, "issuer" if is_issuer(block.text) else "title")
        return count

    def _letterhead(self, block: Block) -> int:
        """The word 文件 of a letterhead, on a line of its own."""
        return self._take(block, "issuer") if self.parts and squeeze(block.text) == "文件" else 0

    def _title(self, block: Block) -> int:
        """One more line of the title, or the name of an issuer."""
        if not may_be_title(block) or not goes_on(self.blocks, self.at, self.parts):
            return 0
        role: ParagraphRole = "issuer" if is_issuer(block.text) else "title"
        if has_subject(self.parts) and role == "issuer":  # below the title, before it stands once more
            self.late += block.text.split()
        elif squeeze(block.text) != squeeze("".join(self.parts)):
            self.parts.append(" ".join(block.text.split()))
        return self._take(block, role)


def is_issue_number(block: Block, title: str) -> bool:
    """Whether the block numbers the announcement of this title: 2023年第4号, which on a gazette's cover numbers the issue."""
    return block.is_kind("issue") and "总" not in block.text and kind_of(title) not in (None, "公报")


def _is_value(block: Block, before: Paragraph) -> bool:
    """Whether a line is the value of the field of a web page that the line before it names: 发文日期：."""
    if before.role != "note" or before.text.rstrip()[-1:] not in "：:" or block.is_kind(*NOTES, "addressees", "number"):
        return False
    return len(block.text) <= _VALUE and block.label is None and not block.cells and not is_title(block.text)


def wanted_titles(blocks: Sequence[Block], header: Header, end: int) -> set[str]:
    """Titles that the text which a document encloses may have: of its header, and those in 《》 in its first words."""
    titles = {plain(header.enclosed)} if header.enclosed else set()
    for block in blocks[header.stop : min(end, header.stop + _FIRST_WORDS)]:
        if block.label is None and not block.cells:
            words = block.text[:2000]
            titles |= {plain(title) for title in re.findall(r"《([^《》]{4,120})》", words)}
            titles |= {plain(title) for title in re.findall(r"《(.{4,160})》[^《》]{0,20}印发", words)}
    return titles


def _is_half_addressees(blocks: Sequence[Block], at: int, end: int) -> bool:
    """Whether the block is the first of two lines of addressees."""
    text = blocks[at].text
    return (
        text[-1:] in "，、" and len(text) <= 120 and blocks[at].label is None and at + 1 < end
        and blocks[at + 1].is_kind("addressees")
    )  # fmt: skip


def _addressees(text: str) -> list[str]:
    return [part for part in re.split(r"[，,；;：:]", squeeze(text)) if part]
