"""Where each cell of a table row stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from build_tools.model.document import TableRow
from build_tools.model.text import Mapped, Run, SourceText
from build_tools.repair.grids import cells_of

Span = tuple[int, int]


@cache
def _part() -> re.Pattern[str]:
    # a printed cell: from one visible character to the last one before a tab or the end of the line
    return re.compile(r"[^\s](?:[^\t\r\n]*[^\s])?")


def cell_spans(row: TableRow, source: SourceText) -> tuple[Span | None, ...]:
    """Source span of each cell of `row`, as long as `row.cells`; None for a blank cell.

    Cells keep their printed order when a shifted row is put right, so the n-th cell with text is the n-th
    printed cell with text. A row cut by a page break has more printed pieces than cells; its cells then take
    pieces for as long as these spell the cell's text (white space aside).
    """
    printed = source.text[row.start : row.end]
    matches = _part().finditer(printed) if "\t" in printed or len(row.cells) == 1 else cells_of(printed)
    filled = [cell for cell in row.cells if cell.strip()]
    pieces = [(row.start + match.start(), row.start + match.end()) for match in matches]
    if len(pieces) < len(filled) and "\t" not in printed:  # single spaces part them
        pieces = [(row.start + match.start(), row.start + match.end()) for match in re.finditer(r"\S+", printed)]
    spans = iter(pieces if len(pieces) == len(filled) else _share(filled, pieces, source.text))
    return tuple(next(spans, None) if cell.strip() else None for cell in row.cells)


def cell_texts(row: TableRow, source: SourceText) -> Iterator[tuple[int, Mapped]]:
    """Each cell of `row` that holds text: its index, and its words as printed with their map."""
    for index, span in enumerate(cell_spans(row, source)):
        if span is not None:
            yield index, Mapped(source.text[slice(*span)], (Run(0, span[0]),))


def _share(cells: list[str], pieces: list[Span], text: str) -> list[Span]:
    """One span a cell where printed pieces outnumber cells: consecutive pieces, by length of their text."""
    spans: list[Span] = []
    at = 0
    for number, cell in enumerate(cells):
        if at >= len(pieces):
            break
        left = len(cells) - number - 1  # cells that still need a piece
        start, end = pieces[at]
        at += 1
        wanted, have = _size(cell), _size(text[start:end])
        while at < len(pieces) - left and have + _size(text[slice(*pieces[at])]) <= wanted:
            have += _size(text[slice(*pieces[at])])
            end = pieces[at][1]
            at += 1
        spans.append((start, end))
    return spans


def _size(text: str) -> int:
    return len("".join(text.split()))
