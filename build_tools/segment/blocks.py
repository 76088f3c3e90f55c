"""Repaired text as blocks: one block a paragraph, with its place in the source."""

from __future__ import annotations

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
    text = mapped.text
    ends = [*((match.start(), match.end()) for match in LINE_END.finditer(text)), (len(text), len(text))]
    lines: list[tuple[int, str]] = []
    at = 0
    for stop, following in ends:
        raw = text[at:stop]
        if raw and not raw.isspace():
            lines.append((at, raw))
        at = following
    tabbed = [raw.strip(_MARGIN).count("\t") if "\t" in raw else 0 for _, raw in lines]
    inner = [tabs > 0 and "\t" in raw.strip() for tabs, (_, raw) in zip(tabbed, lines, strict=True)]
    blocks = []
    for index, (start, raw) in enumerate(lines):
        row = tabbed[index] > 0 and _is_row(index, tabbed, inner)
        blocks.append(_block(source, mapped, start, raw, tabbed[index] + 1 if row else 0))
    return blocks


def _is_row(index: int, tabbed: list[int], inner: list[bool]) -> bool:
    """Whether tabs part a line into cells: several do, or a row stands near. Tabs that only indent do not."""
    if inner[index] and tabbed[index] > 1:
        return True
    return any(inner[other] for other in range(max(0, index - 3), min(len(inner), index + 4)) if other != index)


def _block(source: SourceText, mapped: Mapped, start: int, raw: str, cells: int) -> Block:
    body = raw.strip(_MARGIN) if cells else raw.strip()
    start += len(raw) - len(raw.lstrip(_MARGIN) if cells else raw.lstrip())
    piece = mapped.slice(start, start + len(body))
    first, last = mapped.source_start(start), mapped.source_end(start + len(body))
    plain = len(piece.runs) == 1 and piece.runs[0] == Run(0, first)
    return Block(
        piece.text, first, last, source.line_at(first), source.line_at(max(first, last - 1)),
        () if plain else piece.runs, None if cells else read_label(body[:80]), None if cells else line_kind(body), cells,
    )  # fmt: skip
