"""The stretches of a document in which facts are told: paragraphs and table cells, each with its map to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.model.document import PREAMBLE, Document, ParagraphRole, Path, Table
from build_tools.model.text import Mapped, SourceText
from build_tools.segment.cells import cell_texts


class Passage(NamedTuple):
    """Text of one paragraph or cell. `column` is the title of a cell's column, None outside tables."""

    path: Path
    mapped: Mapped
    role: ParagraphRole
    column: str | None = None

    @property
    def text(self) -> str:
        """The words, as readers see them."""
        return self.mapped.text

    def place(self, start: int, end: int, source: SourceText) -> tuple[int, int, int]:
        """Line, start and end in the source of text[start:end], without white space at its ends."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        first, last = self.mapped.span(start, end)
        return source.line_at(first), first, last


def as_printed(mapped: Mapped, start: int, end: int, source: SourceText) -> str:
    """Text start..end of `mapped` as the source prints it, without line ends and what stands between pages."""
    piece = mapped.slice(start, end)
    parts = []
    for index, run in enumerate(piece.runs):
        stop = piece.runs[index + 1].text if index + 1 < len(piece.runs) else len(piece.text)
        parts.append(source.text[run.source : run.source + (run.width or stop - run.text)])
    return re.sub(r"\s*\n\s*", "", "".join(parts))


def passages(document: Document, source: SourceText) -> Iterator[Passage]:
    """Notes under the title, then every clause's paragraphs in order, with each table's cells at its place.

    Notes are told to stand in 前言, so they are left out where a document has none, like the fields of a web page.
    """
    tables = {table.id: table for table in document.tables}
    begins = document.clause_at(PREAMBLE) is not None
    for paragraph in document.header:
        if begins and paragraph.role == "note" and paragraph.text[:1] in "（(":
            yield Passage(PREAMBLE, paragraph.mapped, paragraph.role)
    for clause in document.clauses:
        for paragraph in clause.paragraphs:
            if paragraph.role == "contents":
                continue
            if paragraph.table in tables:
                yield from _cells(clause.path, tables[paragraph.table], source)
            elif paragraph.text.strip():
                yield Passage(clause.path, paragraph.mapped, paragraph.role)


def _cells(path: Path, table: Table, source: SourceText) -> Iterator[Passage]:
    for row in table.body:
        for number, mapped in cell_texts(row, source):
            column = table.columns[number] if number < len(table.columns) else ""
            yield Passage(path, mapped, "table", column)
