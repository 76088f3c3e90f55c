"""A raw table of printed lines becomes a table with columns, rows put right, and its audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from build_tools.model.document import Repair, Table, TableRow
from build_tools.model.text import SourceText
from build_tools.segment.tables import shift
from build_tools.segment.tables.audit import audit_table
from build_tools.segment.tables.breaks import join_cut_rows
from build_tools.segment.tables.header import column_names, header_rows, is_column_numbers
from build_tools.segment.tables.labels import is_group, is_total
from build_tools.segment.tables.types import plain
from build_tools.segment.tables.units import stated_unit, unit_above

Cells = tuple[str, ...]

WIDEST = 60  # more columns than any printed page holds: such rows are kept as they stand
_OFTEN = 0.95  # a column this often filled is noticed when it is blank
_SHOWN = 30  # characters of a cell in the record of a repair
_ENOUGH = 8  # rows that make "often" worth saying


def refine(table: Table, source: SourceText) -> tuple[Table, tuple[Repair, ...]]:
    """The table with flattened `columns`, header rows marked, rows of equal width, shifted rows put right, audit.

    In: one `TableRow` a printed line, cells after repair, tabs as the source has them (leading and trailing
    blank cells kept); a line without a tab inside the table is a row of one cell. `columns` may be empty.
    Out: the table, and its repairs: `table_shift` for each row that was put right, `split_paragraph` for a
    cell that was cut by a page. Both change white space only; `put` is None where it would overlap the
    edits of another repair.
    """
    rows = [replace(row, cells=tuple(cell.strip() for cell in row.cells), header=False) for row in table.rows]
    if not rows or max(len(row.cells) for row in rows) > WIDEST:
        return replace(table, columns=table.columns or ("",)), ()
    lead = _lead_rows(rows)
    head = header_rows([row.cells for row in rows[lead:]])
    body_at = lead + head
    if head and body_at < len(rows) - 1 and is_column_numbers(rows[body_at].cells):
        body_at += 1
    width = _width(rows[lead : lead + head], rows[body_at:])
    names = column_names([row.cells for row in rows[lead : lead + head]], width)
    body, joined = join_cut_rows(rows[body_at:], width, source)
    printed_header = {_folded(row.cells) for row in rows[lead : lead + head]}
    header = [replace(row, header=True) for row in rows[:body_at]]
    body = [replace(row, header=_folded(row.cells) in printed_header) for row in body]
    body, shifted = _put_right(body, names, source)
    repairs = sorted((*joined, *shifted), key=lambda repair: (repair.start, repair.end))
    refined = replace(
        table,
        columns=names,
        rows=tuple(replace(row, cells=_fitted(row.cells, width)) for row in (*header, *body)),
        unit=table.unit or _unit(rows[:lead], table, source),
        line=min(table.line, rows[0].line),
    )
    audit, doubts = audit_table(refined)
    return replace(refined, audit=audit, doubts=(*table.doubts, *doubts)), tuple(repairs)


def _lead_rows(rows: Sequence[TableRow]) -> int:
    """Rows of one cell before the header: a title, a line with the unit."""
    lead = 0
    while lead < min(3, len(rows) - 1) and sum(1 for cell in rows[lead].cells if cell) < 2:
        lead += 1
    return lead if lead < 3 else 0


def _width(header: Sequence[TableRow], body: Sequence[TableRow]) -> int:
    """Number of columns: of the header as printed, of most rows, and never fewer than a row has texts."""
    head = max((len(row.cells) for row in header), default=0)
    lengths = Counter(len(row.cells) for row in body if len(row.cells) > 1)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=1)
    texts = max((sum(1 for cell in row.cells if cell) for row in (*header, *body)), default=1)
    width = max(head, usual, texts)
    rows = (*header, *body)
    while width > max(1, texts) and not any(len(row.cells) >= width and row.cells[width - 1] for row in rows):
        width -= 1  # a tab at the end of each line
    return width


def _put_right(
    rows: Sequence[TableRow], names: Sequence[str], source: SourceText
) -> tuple[list[TableRow], list[Repair]]:
    """Body rows with shifted cells put right and doubts stated; a `table_shift` repair for each that moved."""
    data = [row for row in rows if not row.header and not is_group(row.cells) and not is_total(row.cells)]
    columns = shift.profile([row.cells for row in data], names)
    known = {id(row) for row in data}
    out: list[TableRow] = []
    moved: list[int] = []
    repairs: list[Repair] = []
    for row in rows:
        if id(row) not in known:
            out.append(row)
            continue
        cells, was_moved, in_doubt = shift.put_right(row.cells, columns)
        doubt = row.doubt
        if in_doubt:
            doubt = "本行单元格与栏目的对应关系不明，按原文顺序照录"
        if was_moved:
            moved.append(len(out))
            repairs.append(_moved(row, cells, in_doubt, source))
        out.append(replace(row, cells=cells, doubt=doubt))
    return _with_missing(out, moved, names), repairs


def _moved(row: TableRow, cells: Cells, in_doubt: bool, source: SourceText) -> Repair:
    """Record of a row put right. Only white space changes, so `put` is left out where another repair has edits in the row."""
    printed = [part.strip() for part in source.text[row.start : row.end].split("\t")]
    alone = [part for part in printed if part] == [cell for cell in cells if cell]
    return Repair(
        kind="table_shift", line=row.line, start=row.start, end=row.end, put="\t".join(cells) if alone else None,
        before=_shown(row.cells), after=_shown(cells), confidence="probable" if in_doubt else "certain",
        reason="合并单元格丢失，本行各栏错位，已移回原栏，文字未变",
    )  # fmt: skip


def _with_missing(rows: list[TableRow], moved: list[int], names: Sequence[str]) -> list[TableRow]:
    """Rows with a doubt that names the columns which are blank here and filled everywhere else."""
    data = [row for row in rows if not row.header and not is_group(row.cells) and not is_total(row.cells)]
    filled = [sum(1 for row in data if column < len(row.cells) and row.cells[column]) for column in range(len(names))]
    blank_rows = [len(data) - count for count in filled]
    for index, row in enumerate(rows):
        if row.header or row.doubt or is_group(row.cells) or is_total(row.cells):
            continue
        limit = 0.5 if index in moved else _OFTEN
        missing = [
            names[column].replace("|", "·") or f"第{column + 1}栏"
            for column in range(1, len(names))
            if (column >= len(row.cells) or not row.cells[column])
            and len(data) - blank_rows[column] >= (2 if index in moved else _ENOUGH)
            and filled[column] >= limit * (len(data) - 1)
            and (index in moved or blank_rows[column] == 1)
        ]
        if missing and not (index in moved and len(missing) > len(names) - 2):
            shown = "".join(f"“{name}”" for name in missing)
            rows[index] = replace(row, doubt=f"原文本行缺{shown}栏内容，留空；原表此处为何，无从得知")
    return rows


def _unit(lead: Sequence[TableRow], table: Table, source: SourceText) -> str | None:
    """Unit of the whole table, from a line inside it, its title, or the lines above it."""
    for text in (*("".join(row.cells) for row in lead), table.title):
        if unit := stated_unit(text):
            return unit
    return unit_above(source, table.rows[0].start)


def _fitted(cells: Cells, width: int) -> Cells:
    return (*cells[:width], *("",) * (width - len(cells)))


def _folded(cells: Cells) -> Cells:
    return tuple(plain(cell) for cell in cells if cell)


def _shown(cells: Cells) -> str:
    return " | ".join(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…" for cell in cells)
