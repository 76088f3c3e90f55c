"""The header of a table: which rows it takes, and the name of each column."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.segment.tables.types import cell_type, patterns, plain

Cells = Sequence[str]

_LONGEST_LABEL = 40
_MOST_ROWS = 4  # levels of a header


def is_label(cell: str) -> bool:
    """May the cell name a column? Short, no sentence, no figure; a year or a bracket of figures (10万元以下) may."""
    text = plain(cell)
    if len(text) > _LONGEST_LABEL or text.endswith(("。", "；")):
        return False
    return cell_type(cell) in ("text", "offices", "time") or any(p.search(text) for p in patterns("number_labels"))


def header_rows(rows: Sequence[Cells]) -> int:
    """How many of the first rows are the header; 0 where the table begins with its data."""
    if len(rows) < 2 or not _opens(rows[0], rows[1:]):
        return 0
    count = 1
    while count < min(_MOST_ROWS, len(rows) - 1) and _continues(rows[:count], rows[count]):
        count += 1
    return count


def is_column_numbers(cells: Cells) -> bool:
    """Is it the row under a header that only numbers the columns (甲 乙 1 2 3)?"""
    filled = [plain(cell) for cell in cells if cell.strip()]
    if len(filled) < 3 or not all(any(p.search(cell) for p in patterns("column_numbers")) for cell in filled):
        return False
    numbers = [int(cell) for cell in filled if cell.isdigit()]
    return numbers == list(range(1, len(numbers) + 1)) and (len(numbers) == len(filled) or not filled[0].isdigit())


def column_names(rows: Sequence[Cells], width: int) -> tuple[str, ...]:
    """One name a column, the levels of a header of several rows joined by "|".

    A label reaches over the blank cells to its right, as far as the label above it reaches.
    """
    names: list[tuple[str, ...]] = [()] * width
    for level, row in enumerate(rows):
        last_row = level == len(rows) - 1
        label, above = "", None
        following = list(names)
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            if cell:
                label, above = cell, names[column]
            elif last_row or names[column] != above or (level == 0 and not _reaches(rows, column)):
                label, above = "", None  # a cell merged with the one above, or left blank
            if label:
                following[column] = (*names[column], label)
        names = following
    return tuple("|".join(levels) for levels in names)


def _reaches(rows: Sequence[Cells], column: int) -> bool:
    """Is a blank cell of the first row part of a wide cell: is there a label below it?"""
    return any(column < len(row) and row[column] for row in rows[1:])


def _opens(row: Cells, rest: Sequence[Cells]) -> bool:
    """Is this row a header, by its words or because it differs from what stands below it?"""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) < 2 or not all(is_label(cell) for cell in filled):
        return False
    if any(p.search(plain(cell)) for cell in filled for p in patterns("header_words")):
        return True
    for column, cell in enumerate(row):  # a column of figures or items below a label
        below = [cell_type(r[column]) for r in rest if column < len(r) and r[column].strip()]
        if cell and len(below) >= 2 and all(kind not in ("text", "offices", cell_type(cell)) for kind in below):
            return True
    return False


def _continues(header: Sequence[Cells], row: Cells) -> bool:
    """Is `row` a further level: blank below the first column, labels, some below a cell that spans several?"""
    if not row or row[0].strip() or not any(cell.strip() for cell in row):
        return False
    below_span = False
    for column, cell in enumerate(row):
        if not cell.strip():
            continue
        if not is_label(cell):
            return False
        above = header[-1][column] if column < len(header[-1]) else ""
        wide = column + 1 >= len(header[-1]) or not header[-1][column + 1].strip()
        if above.strip() and not wide:
            return False
        below_span = below_span or not above.strip()
    return below_span
