"""A header of two rows whose blank cells were lost: wide cells printed once, nothing below the cells that reach down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from build_tools.segment.tables.header import column_names, is_label
from build_tools.segment.tables.types import cell_type, column_type

Cells = tuple[str, ...]
Header = tuple[Cells, Cells]


def spread_header(first: Cells, second: Cells, body: Sequence[Cells], width: int) -> Header | None:
    """Both rows with their blanks, `width` cells each; None where they are no such header or their columns stay unknown.

    The second row's k labels stand under m wide cells of the first, k/m under each; the other cells of the
    first row reach down: width = len(first) - m + k. Where the second row lost its leading blanks too, the
    place of the wide cells is the one at which headings and the cells below them agree best.
    """
    tops = tuple(cell for cell in first if cell)
    labels = tuple(cell for cell in second if cell)
    wide = len(tops) + len(labels) - width
    if len(tops) >= width or not 1 <= wide <= len(tops) or len(labels) < 2 * wide or len(labels) % wide:
        return None
    if not all(map(is_label, labels)) or sum(1 for row in body if len(row) == width) * 2 <= len(body):
        return None
    known = next((i for i, cell in enumerate(second) if cell), 0) if len(second) == width else None
    ways = list(_ways(tops, labels, wide, width))
    if known is not None:
        return ways[known] if known < len(ways) and ways[known][1] == second else None
    costs = [_disagreements(column_names(way, width), body) for way in ways]
    best = min(costs)
    return ways[costs.index(best)] if costs.count(best) == 1 else None


def _ways(tops: Cells, labels: Cells, wide: int, width: int) -> Iterator[Header]:
    """The header with the wide cells after 0, 1, 2 … of the others."""
    share = len(labels) // wide
    for before in range(len(tops) - wide + 1):
        spans = tuple(part for cell in tops[before : before + wide] for part in (cell, *("",) * (share - 1)))
        row = (*tops[:before], *spans, *tops[before + wide :])
        under = (*("",) * before, *labels, *("",) * (width - before - len(labels)))
        yield row, under


def _disagreements(names: Sequence[str], body: Sequence[Cells]) -> int:
    """Columns whose heading leads one to expect another type of cell than stands there."""
    count = 0
    for column, name in enumerate(names):
        kinds = Counter(
            kind for row in body if len(row) > column and (kind := cell_type(row[column])) not in (None, "none")
        )
        expected = column_type(name)
        found = kinds.most_common(1)[0][0] if kinds else None
        if found is not None and (expected == "number") != (found == "number") and (expected or found == "number"):
            count += 1
    return count
