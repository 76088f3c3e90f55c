"""What the fields of a web page tell about the document on it: number, title, issuers, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.document_numbers import whole_number
from build_tools.language.lines import line_kind
from build_tools.language.titles import is_office, is_title
from build_tools.segment.blocks import Block

NOTES = (
    "web_note",
    "web_field",
    "web_foot",
    "publish_note",
)  # kinds of lines around a document that are none of its words
_FIELD = 8  # characters of a field's name
_DATE = 18
_WRITTEN = ("成文日期", "成文时间", "发文日期", "生成日期")
_PUBLISHED = ("发布日期", "发布时间", "公开日期", "公布日期")


class Noted(NamedTuple):
    """None or empty where no field says so. `date`: of the document; `published`: when the page was put up."""

    title: str
    number: str | None
    issuers: tuple[str, ...]
    date: str | None
    published: str | None


def is_field(block: Block) -> bool:
    """Whether the block tells about a document on its web page: 发文字号：…, or a row of a table that does."""
    return _field_kind(block) is not None


def are_fields(blocks: Sequence[Block]) -> bool:
    """Whether all of `blocks`, the last of a document, tell about it on its web page; a table does so as a whole."""
    kinds = [_field_kind(block) for block in blocks if not block.is_kind("page_number")]
    rows = any(block.cells for block in blocks)
    return bool(kinds) and None not in kinds and (not rows or "web_note" in kinds)


def _field_kind(block: Block) -> str | None:
    if block.kind and block.kind.kind in NOTES:
        return block.kind.kind
    if not block.cells:
        return None
    cells = [cell for cell in map(squeeze, block.text.split("\t")) if cell]
    kinds = [kind.kind for cell in cells if (kind := line_kind(cell)) and kind.kind in NOTES]
    if 1 < len(cells) == len(kinds):
        return kinds[0]
    name = squeeze(block.text.split("\t", 1)[0])
    kind = line_kind(f"{name.rstrip('：:')}：") if 1 < len(name) <= _FIELD else None
    return kind.kind if kind and kind.kind in NOTES else None


def field_text(text: str) -> str:
    """A line of fields as `read_fields` takes it: without white space, cells parted by |."""
    return "|".join(squeeze(cell) for cell in text.split("\t"))


def read_fields(notes: Sequence[str]) -> Noted:
    """What `notes` (see `field_text`) state."""
    return Noted(
        next(iter(_values(notes, "标题|名称", is_title)), ""),
        next(filter(None, map(_number, notes)), None),
        _values(notes, "发文机关|发布机构|制定机关|制发机关|发文机构|发文单位", is_office),
        _date(notes, _WRITTEN),
        _date(notes, _PUBLISHED),
    )


def _values(notes: Sequence[str], names: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    found = (re.match(rf"(?:.*[|｜])?(?:{names})[:：|｜]+([^|｜:：]+)", note) for note in notes)
    return tuple(match[1] for match in found if match and fits(match[1]))[:1]


def _number(note: str) -> str | None:
    """发文字号：某政发〔2020〕1号."""
    match = re.search(r"(?:发文字号|文号|文件编号)[:：|｜]*([^:：|｜]{3,36}?号)", note)
    return whole_number(match[1]) if match else None


@cache
def _clock() -> re.Pattern[str]:
    """The time of day behind a date, and all after it: 2022-03-0109:15."""
    return re.compile(r"[0-2][0-9][:：][0-5][0-9].*")


def _date(notes: Sequence[str], names: Sequence[str]) -> str | None:
    for name in names:
        for note in notes:
            _, found, value = note.partition(name)
            if found and (date := read_date(_clock().sub("", value[:_DATE]))):
                return date
    return None
