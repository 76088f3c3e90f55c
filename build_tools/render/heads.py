"""Headers of tables: the flattened column names laid out again as rows of cells that span."""

from __future__ import annotations

from typing import Any

from build_tools.model.document import Table


def table_head(table: Table) -> list[list[dict[str, Any]]]:
    """Header rows from the flattened column names: cells with their spans, so that a screen reader can follow."""
    levels = [name.split("|") for name in table.columns]
    depth = max((len(level) for level in levels), default=0)
    rows: list[list[dict[str, Any]]] = []
    for row in range(depth):
        cells: list[dict[str, Any]] = []
        for index, level in enumerate(levels):
            if row >= len(level):
                continue  # covered by the cell above, which spans down
            last = row == len(level) - 1
            same = index and levels[index - 1][: row + 1] == level[: row + 1] and not last
            if same and cells:
                cells[-1]["cols"] += 1
            else:
                cells.append({"text": level[row], "cols": 1, "rows": depth - row if last else 1})
        rows.append(cells)
    return rows
