"""A raw table of printed lines becomes a table with columns, rows put right, and its audit."""

from __future__ import annotations

from build_tools.model.document import Repair, Table
from build_tools.model.text import SourceText


def refine(table: Table, source: SourceText) -> tuple[Table, tuple[Repair, ...]]:
    """The table with flattened `columns`, header rows marked, rows of equal width, shifted rows put right, audit.

    In: one `TableRow` a printed line, cells after repair, tabs as the source has them (leading and trailing
    blank cells kept); a line without a tab inside the table is a row of one cell. `columns` may be empty.
    Out: the table, and a `table_shift` repair for each row that was put right. Such a repair changes white
    space only (`put` is the row's text with its other repairs done): whoever compares text white space
    aside passes it over.
    """
    return table, ()
