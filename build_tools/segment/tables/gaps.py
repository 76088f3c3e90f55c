"""Cells that ought to hold something and are blank: said, never filled."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from build_tools.model.document import TableRow
from build_tools.segment.tables.labels import is_group, is_total
from build_tools.segment.tables.shift import Profile
from build_tools.segment.tables.types import cell_type

_ENOUGH = 8  # rows that make "everywhere else" worth saying of a row that was not moved


def with_doubts(
    rows: Sequence[TableRow], printed: Sequence[int], moved: frozenset[int], names: Sequence[str], columns: Profile
) -> list[TableRow]:
    """Rows with a doubt where a cell is blank that is filled everywhere else, or whose blank cell cannot be placed.

    `printed`: number of cells that each row was printed with. `moved`: indexes of rows that were put right. Their leading blanks come from merged cells and say nothing.
    """
    data = [i for i, row in enumerate(rows) if not row.header and not is_group(row.cells) and not is_total(row.cells)]
    whole = sum(1 for i in data if printed[i] >= len(names))
    blanks = [frozenset(i for i in data if not _cell(rows[i], column)) for column in range(len(names))]
    out = list(rows)
    for i in data:
        row = rows[i]
        if row.doubt:
            continue
        if i not in moved and printed[i] < len(names) and whole * 2 > len(data) and _slides(row, columns):
            count = len(names) - printed[i]
            out[i] = replace(row, doubt=f"本行比其他各行少{count}格，空格原在哪一栏无从得知，按原文顺序照录")
            continue
        missing = [
            c for c, name in enumerate(names) if i in blanks[c] and _notable(i, c, row, data, blanks[c], moved, columns)
        ]
        if missing and len(missing) < len(names) - 1:
            shown = "".join(f"“{names[c].replace('|', '·') or f'第{c + 1}栏'}”" for c in missing)
            out[i] = replace(row, doubt=f"原文本行缺{shown}栏内容，留空；原表此处为何，无从得知")
    return out


def _notable(
    index: int,
    column: int,
    row: TableRow,
    data: Sequence[int],
    blank: frozenset[int],
    moved: frozenset[int],
    columns: Profile,
) -> bool:
    """Is this blank cell one that other rows would not lead one to expect?"""
    filled = len(data) - len(blank)
    if index not in moved:
        return column > 0 and len(blank) == 1 and filled >= _ENOUGH
    if not any(row.cells[:column]) and columns.types[column] != "number":
        return False
    return filled >= 2 and filled * 2 >= len(data) - 1


def _slides(row: TableRow, columns: Profile) -> bool:
    """Could the row's last cell as well stand one column further to the right?"""
    last = max((c for c, cell in enumerate(row.cells) if cell), default=-1)
    return 0 <= last < len(columns.types) - 1 and columns.types[last + 1] == cell_type(row.cells[last])


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""
