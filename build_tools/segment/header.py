"""The header of a document: issuers, title, number, date, addressees, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.document_numbers import whole_number
from build_tools.language.titles import enclosed_title, is_office, is_title, kind_of, split_title
from build_tools.model.document import Paragraph, ParagraphRole
from build_tools.segment.blocks import Block
from build_tools.segment.noted import NOTES, field_text, is_field, read_fields

_LONGEST = 24  # lines of a header
_TITLE = 120
_TITLE_PARTS = 5
_VALUE = 40
_EDITION = 24
_DATED_NOTE = re.compile(r"[（(]|[0-9]{4}年")  # how a note under a title begins: （2011年…公布）, 2019年…会议通过
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
    notes: list[str] = []
    late: list[str] = []  # issuers below the title
    number = date = None
    addressees: list[str] = []
    at = start
    while at < end and at - start - len(notes) < _LONGEST:
        block = blocks[at]
        if notes and _is_value(block, paragraphs[-1]):
            notes[-1] += squeeze(block.text)
            paragraphs.append(block.paragraph("note"))
        elif block.is_kind("number") and number is None:
            number = whole_number(block.text)
            date = date or read_date(block.text)
            paragraphs.append(block.paragraph("number"))
        elif number is None and is_issue_number(block, "".join(parts)):
            number = squeeze(block.text)
            paragraphs.append(block.paragraph("number"))
        elif block.is_kind("date") and date is None and (parts or number):
            date = read_date(block.text)
            paragraphs.append(block.paragraph("date"))
        elif is_field(block) or (block.is_kind("rubric", "issue") and not parts):
            notes.append(field_text(block.text))
            paragraphs.append(block.paragraph("note"))
        elif (parts or number or notes or at == 0) and (
            block.is_kind("addressees") or _is_half_addressees(blocks, at, end)
        ):
            addressees += _addressees(block.text)
            paragraphs.append(block.paragraph("addressees"))
            at += 1
            if block.is_kind("addressees"):
                break
            continue
        elif again := _title_again(blocks[at:end], "".join(parts)):
            paragraphs += [b.paragraph("issuer" if _is_issuer(b.text) else "title") for b in blocks[at : at + again]]
            at += again
            continue
        elif parts and squeeze(block.text) == "文件":  # of the letterhead
            paragraphs.append(block.paragraph("issuer"))
        elif may_be_title(block) and _goes_on(blocks, at, parts):
            role: ParagraphRole = "issuer" if _is_issuer(block.text) else "title"
            if _has_subject(parts) and role == "issuer":  # below the title, before it stands once more
                late += block.text.split()
            elif squeeze(block.text) != squeeze("".join(parts)):
                parts.append(" ".join(block.text.split()))
            paragraphs.append(block.paragraph(role))
        else:
            break
        at += 1
    noted = read_fields(notes)
    title, issuers = _title(parts or ([noted.title] if noted.title else []))
    issuers = issuers or tuple(dict.fromkeys(late or noted.issuers))
    if number is None and (match := _number_in_title().search(title)) and (number := whole_number(match[1])):
        title = title[: match.start()].rstrip()
    number = number or noted.number
    if not issuers and (office := order_office(number or "")):
        issuers = (office,)
    if date is None:  # 题注: （2011年12月15日某市人民政府令第61号公布）
        note = next((squeeze(p.text) for p in paragraphs if p.role == "note" and _DATED_NOTE.match(p.text)), "")
        date = read_date(note)
        order = _order().search(note)
        if order and is_office(order["office"]):
            issuers = issuers or (order["office"],)
            number = number or order["number"]
    if (
        number
        and re.match("(?:[0-9]{4}年)?第|[〔（(]", number)
        and title.endswith(("令", "公告", "通告"))
        and "关于" not in title
    ):
        number = f"{title}{number}"
    return Header(
        title, number, date, tuple(notes), issuers, tuple(addressees), tuple(paragraphs), enclosed_title(title), at,
    )  # fmt: skip


def is_issue_number(block: Block, title: str) -> bool:
    """Whether the block numbers the announcement of this title: 2023年第4号, which on a gazette's cover numbers the issue."""
    return block.is_kind("issue") and "总" not in block.text and kind_of(title) not in (None, "公报")


def _is_value(block: Block, before: Paragraph) -> bool:
    """Whether a line is the value of the field of a web page that the line before it names: 发文日期：."""
    if before.role != "note" or before.text.rstrip()[-1:] not in "：:" or block.is_kind(*NOTES, "addressees", "number"):
        return False
    return len(block.text) <= _VALUE and block.label is None and not block.cells and not is_title(block.text)


def order_office(number: str) -> str | None:
    """Who gave the order that `number` names; None where it names none."""
    match = _ordered().match(number)
    return match[1] if match and is_office(match[1]) else None


@cache
def _ordered() -> re.Pattern[str]:
    """The number of an order that names who gave it: 某市人民政府令第61号."""
    return re.compile(r"(.{2,24}?)(?:令|第[^第号]{1,7}号令)")


@cache
def _order() -> re.Pattern[str]:
    """The order that a note under a title names as the one by which the text was first published."""
    return re.compile(
        r"日(?P<number>(?P<office>[\u4e00-\u9fff]{2,24}?)令第?(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,7})号)(?:公布|发布)"
    )


@cache
def _number_in_title() -> re.Pattern[str]:
    return re.compile(r"[（(]([^（）()]{2,24}[〔\[［【(（][^（）()]{4}[〕\]］】)）][^（）()]{1,8})[）)]$")


def plain(text: str) -> str:
    """A title without what varies between its mentions: white space, brackets and quotation marks."""
    return re.sub(r"[\s《》〈〉<>“”\"‘’'「」]", "", text)


def wanted_titles(blocks: Sequence[Block], header: Header, end: int) -> set[str]:
    """Titles that the text which a document encloses may have: of its header, and those in 《》 in its first words."""
    titles = {plain(header.enclosed)} if header.enclosed else set()
    for block in blocks[header.stop : min(end, header.stop + _FIRST_WORDS)]:
        if block.label is None and not block.cells:
            words = block.text[:2000]
            titles |= {plain(title) for title in re.findall(r"《([^《》]{4,120})》", words)}
            titles |= {plain(title) for title in re.findall(r"《(.{4,160})》[^《》]{0,20}印发", words)}
    return titles


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
    if _is_issuer(blocks[at].text):  # an issuer below the title, where the title or its note comes once more
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        return below is not None and (squeeze(below.text) == squeeze(title) or is_title_note(below))
    if re.fullmatch(r"[（(][^（）()]*[）)]", text):  # （试行）
        return len(text) <= _EDITION and not re.search("[0-9]号", text)
    return text.startswith("的") and len(text) <= 12


def _title_again(blocks: Sequence[Block], title: str) -> int:
    """How many lines, from the first on, print the complete `title` once more; 0 where they do not."""
    if not _complete(title):
        return 0
    text = ""
    for count, block in enumerate(blocks[:_TITLE_PARTS], start=1):
        if not may_be_title(block):
            return 0
        text += squeeze(block.text)
        if text == squeeze(title):
            return count
    return 0


def is_title_note(block: Block) -> bool:
    """Whether the line is a note under a title that begins with the date, in brackets or without: （2011年12月15日某市人民政府令第61号公布）."""
    return block.is_kind("publish_note") and bool(_DATED_NOTE.match(block.text))


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
