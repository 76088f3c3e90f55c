"""Rows whose cells slid into other columns when merged cells were lost: put right where the types leave no choice.

Cells keep their order. A cell fits a column when it has the type that the column's other cells have. A row is
looked at only when a cell does not fit where it is printed, and it is moved only when one placement, and no
other, makes every cell fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from build_tools.segment.tables.labels import total_level
from build_tools.segment.tables.types import ITEMS, CellType, cell_type, column_type

Cells = tuple[str, ...]

_MISFIT = 10.0  # a cell in a column of another type
_LOOSE = 0.3  # nothing speaks for or against the column
_MARGIN = 0.5  # how much better the best placement must be than the next
_MOVED = 0.05
_LABEL = 2.0  # 合计 stays where it is printed
_WIDEST = 24  # columns; placing a row takes time by the square of them
_TEXTUAL: frozenset[CellType] = frozenset({"text", "offices"})


class Profile(NamedTuple):
    """What the columns of a table hold: the type that each keeps to, and how seldom it is blank (0 to 1)."""

    types: tuple[CellType | None, ...]
    filled: tuple[float, ...]


class Placement(NamedTuple):
    """Columns of a row's cells with text, its cost, and whether no other placement comes near."""

    columns: tuple[int, ...]
    cost: float
    alone: bool


def profile(rows: Sequence[Cells], names: Sequence[str]) -> Profile:
    """Profile of the columns, from the rows that cannot have slid: full rows where there are two, else all."""
    width = len(names)
    full = [row for row in rows if len(row) == width and all(row)]
    sure = len(full) >= 2
    witnesses = full if sure else [row for row in rows if len(row) == width]
    types = tuple(
        _keeps([row[column] for row in witnesses], column_type(names[column]), 0.9 if sure else 0.75)
        for column in range(width)
    )
    draft = Profile(types, (1.0,) * width)
    fitting = [row for row in rows if len(row) == width and misfits(row, draft) == 0] or list(rows)
    filled = tuple(
        sum(1 for row in fitting if column < len(row) and row[column]) / max(1, len(fitting)) for column in range(width)
    )
    return Profile(types, filled)


def _keeps(cells: list[str], expected: CellType | None, share: float) -> CellType | None:
    """The type that these cells of one column keep to; the heading's word counts as one more cell."""
    counts = Counter(kind for cell in cells if (kind := cell_type(cell)) not in (None, "none"))
    if expected is not None and (not counts or expected in counts):
        counts[expected] += 1
    total = sum(counts.values())
    if total < 2:
        return None
    kind, count = counts.most_common(1)[0]
    textual = sum(counts[k] for k in _TEXTUAL)
    if kind in _TEXTUAL or textual > count:
        return "text" if textual >= share * total else None
    return kind if count >= share * total else None


def misfits(row: Cells, columns: Profile) -> int:
    """How many cells of the row stand in a column of another type, or beyond the last column."""
    return sum(1 for column, cell in enumerate(row) if cell and _cost(_kind(cell), column, columns) >= _MISFIT)


def _kind(cell: str) -> CellType | None:
    """Type of a cell; None for 合计 and its like, which stand in any column."""
    return None if total_level(cell) else cell_type(cell)


def _cost(kind: CellType | None, column: int, columns: Profile) -> float:
    if column >= len(columns.types):
        return _MISFIT
    keeps = columns.types[column]
    if kind in (None, "none") or kind == keeps:
        return 0.0
    if keeps is None:
        return _LOOSE
    if keeps in _TEXTUAL and (kind in _TEXTUAL or (kind in ITEMS and kind not in columns.types)):
        return _LOOSE if kind not in _TEXTUAL else 0.0
    return _MISFIT


def place(row: Cells, columns: Profile) -> Placement:
    """Best placement of the row's cells with text, in their order. Cost of time: cells times columns."""
    printed = [column for column, cell in enumerate(row) if cell]
    kinds = [_kind(row[column]) for column in printed]
    width, count = len(columns.types), len(printed)
    # best two ways to have placed the first `i` cells, the last of them in column j: (cost, columns)
    states: dict[int, list[tuple[float, tuple[int, ...]]]] = {-1: [(0.0, ())]}
    for i, kind in enumerate(kinds):
        following: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        for j in range(i, width - (count - i) + 1):
            own = _cost(kind, j, columns) + ((_LABEL if kind is None else _MOVED) if j != printed[i] else 0.0)
            ways = [
                (cost + own + _blank(before + 1, j, columns), (*path, j))
                for before, best in states.items()
                if before < j
                for cost, path in best
            ]
            following[j] = sorted(ways)[:2]
        states = following
    ends = sorted(
        (cost + _blank(last + 1, width, columns), path) for last, best in states.items() for cost, path in best
    )
    if not ends:
        return Placement((), float("inf"), False)
    alone = len(ends) == 1 or ends[1][0] - ends[0][0] >= _MARGIN
    return Placement(ends[0][1], ends[0][0], alone)


def _blank(start: int, stop: int, columns: Profile) -> float:
    """Cost of leaving columns start..stop blank: merged cells stand on the left, so blanks there say little."""
    return sum(columns.filled[column] for column in range(start, stop)) * (0.3 if start == 0 else 1.0)


def put_right(row: Cells, columns: Profile) -> tuple[Cells, bool, bool]:
    """The row as wide as the table, whether it was moved, and whether its columns remain in doubt."""
    width = len(columns.types)
    as_printed = tuple(row[:width]) + ("",) * (width - len(row))
    overlong = any(row[width:])
    wrong = misfits(row, columns)
    count = sum(1 for cell in row if cell)
    if not wrong or width > _WIDEST or count > width or (count == width and not overlong):
        return as_printed, False, False
    best = place(row, columns)
    moved = dict(zip(best.columns, (cell for cell in row if cell), strict=True))
    right = tuple(moved.get(column, "") for column in range(width))
    better = best.alone and misfits(right, columns) == 0 and right != as_printed
    if better:
        return right, True, False
    if overlong:  # nothing may fall off the right edge
        return right, True, True
    return as_printed, False, misfits(right, columns) < wrong
