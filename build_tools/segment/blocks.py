"""Repaired text as blocks: one block a paragraph, with its place in the source."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from build_tools.language.labels import Label, read_label
from build_tools.language.lines import LineKind, line_kind
from build_tools.model.document import Paragraph, ParagraphRole
from build_tools.model.text import LINE_END, Mapped, Run, SourceText

_MARGIN = " \u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Block(NamedTuple):
    """A paragraph or a table row: text after repair, span and lines in the source, what its form says."""

    text: str
    start: int
    end: int
    line: int
    end_line: int
    runs: tuple[Run, ...]
    label: Label | None
    kind: LineKind | None
    cells: int  # 0 for running text, else how many tabs part it, plus one

    def is_kind(self, *kinds: str) -> bool:
        """Whether its form is one of `kinds`."""
        return self.kind is not None and self.kind.kind in kinds

    def paragraph(self, role: ParagraphRole = "text", truncated: bool = False) -> Paragraph:
        """The block as a paragraph."""
        return Paragraph(
            role=role, text=self.text, line=self.line, end_line=self.end_line, start=self.start, end=self.end,
            runs=self.runs, truncated=truncated,
        )  # fmt: skip


def read_blocks(source: SourceText, mapped: Mapped) -> list[Block]:
    """Blocks of the repaired text `mapped`, in order; every visible character of it stands in one."""
    blocks: list[Block] = []
    at = 0
    text = mapped.text
    for match in LINE_END.finditer(text):
        _add(blocks, source, mapped, at, match.start())
        at = match.end()
    _add(blocks, source, mapped, at, len(text))
    return _settle_tabs(blocks)


@cache
def _visible() -> re.Pattern[str]:
    return re.compile(r"\S")


def _add(blocks: list[Block], source: SourceText, mapped: Mapped, start: int, stop: int) -> None:
    raw = mapped.text[start:stop]
    if not raw or raw.isspace():
        return
    filled = raw.strip()
    tabs = raw.strip(_MARGIN).count("\t") if "\t" in raw else 0
    body = raw.strip(_MARGIN) if tabs else filled
    if tabs and "\t" not in filled and tabs < 2:  # a paragraph that a tab indents
        tabs, body = 0, filled
    start += raw.find(body[0]) if body[0] != "\t" else len(raw) - len(raw.lstrip(_MARGIN))
    piece = mapped.slice(start, start + len(body))
    first, last = mapped.source_start(start), mapped.source_end(start + len(body))
    plain = len(piece.runs) == 1 and piece.runs[0] == Run(0, first)
    blocks.append(
        Block(
            piece.text, first, last, source.line_at(first), source.line_at(max(first, last - 1)),
            () if plain else piece.runs, None if tabs else read_label(body[:80]),
            None if tabs else line_kind(body), tabs + 1 if tabs else 0,
        )
    )  # fmt: skip


def _settle_tabs(blocks: list[Block]) -> list[Block]:
    """A lone line that one tab parts is text with a tab in it, not a table."""
    for index, block in enumerate(blocks):
        if block.cells != 2:
            continue
        near = blocks[max(0, index - 2) : index] + blocks[index + 1 : index + 3]
        if not any(other.cells for other in near):
            blocks[index] = block._replace(cells=0, label=read_label(block.text[:80]), kind=line_kind(block.text))
    return blocks
