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
from build_tools.segment.tables.gaps import with_doubts
from build_tools.segment.tables.header import column_names, header_rows, is_column_numbers
from build_tools.segment.tables.labels import is_group, is_total
from build_tools.segment.tables.spread import spread_header
from build_tools.segment.tables.types import plain
from build_tools.segment.tables.units import stated_unit, unit_above

Cells = tuple[str, ...]

WIDEST = 60  # more columns than any printed page holds
MOST_CELLS = 2_000_000  # larger than any table: such rows are kept as they stand
_SHOWN = 30  # characters of a cell in the record of a repair


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
        return _as_printed(table)
    lead = _lead_rows(rows)
    head = header_rows([row.cells for row in rows[lead:]])
    width = _width(rows[lead : lead + head], rows[lead + head :])
    if width * len(rows) > MOST_CELLS:
        return _as_printed(table)
    header, repairs = rows[lead : lead + head], []
    if head == 1 and (spread := _spread(rows[lead:], width, source)):
        header, repairs, head = *spread, 2
    names = column_names([row.cells for row in header], width)
    body_at = lead + head
    if head and body_at < len(rows) - 1 and is_column_numbers(rows[body_at].cells):
        header.append(rows[body_at])
        body_at += 1
    body, joined = join_cut_rows(rows[body_at:], width, source)
    printed_header = {_folded(row.cells) for row in rows[lead : lead + head]}
    header = [replace(row, header=True) for row in (*rows[:lead], *header)]
    body = [replace(row, header=_folded(row.cells) in printed_header) for row in body]
    body, shifted = _put_right(body, names, source)
    repairs = sorted((*repairs, *joined, *shifted), key=lambda repair: (repair.start, repair.end))
    refined = replace(
        table,
        columns=names,
        rows=tuple(replace(row, cells=_fitted(row.cells, width)) for row in (*header, *body)),
        unit=table.unit or _unit(rows[:lead], table, source),
        line=min(table.line, rows[0].line),
    )
    audit, doubts = audit_table(refined)
    return replace(refined, audit=audit, doubts=(*table.doubts, *doubts)), tuple(repairs)


def _as_printed(table: Table) -> tuple[Table, tuple[Repair, ...]]:
    """What is no table that a page could hold stays as it is."""
    width = min(WIDEST, max((len(row.cells) for row in table.rows), default=1))
    return replace(table, columns=table.columns or ("",) * width), ()


def _spread(rows: Sequence[TableRow], width: int, source: SourceText) -> tuple[list[TableRow], list[Repair]] | None:
    """Two header rows with the blanks that they lost, and the records of it; None where they lost none."""
    if len(rows) < 4:
        return None
    found = spread_header(rows[0].cells, rows[1].cells, [row.cells for row in rows[2:]], width)
    if found is None:
        return None
    pairs = list(zip(rows[:2], found, strict=True))
    repairs = [_moved(row, cells, False, source) for row, cells in pairs if _fitted(row.cells, width) != cells]
    return [replace(row, cells=cells) for row, cells in pairs], repairs


def _lead_rows(rows: Sequence[TableRow]) -> int:
    """Rows of one cell before the header: a title, a line with the unit."""
    lead = 0
    while lead < min(3, len(rows) - 1) and _leads(rows[lead].cells):
        lead += 1
    return lead if lead < 3 else 0


def _leads(cells: Cells) -> bool:
    return sum(1 for cell in cells if cell) < 2 or any(map(stated_unit, cells))


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
    out: list[TableRow] = []
    moved: list[int] = []
    repairs: list[Repair] = []
    for row in rows:
        if row.header or is_group(row.cells):
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
    return with_doubts(out, [len(row.cells) for row in rows], frozenset(moved), names, columns), repairs


def _moved(row: TableRow, cells: Cells, in_doubt: bool, source: SourceText) -> Repair:
    """Record of a row put right. Only white space changes, so `put` is left out where another repair has edits in the row."""
    printed = [part.strip() for part in source.text[row.start : row.end].split("\t")]
    alone = [part for part in printed if part] == [cell for cell in cells if cell]
    return Repair(
        kind="table_shift", line=row.line, start=row.start, end=row.end, put="\t".join(cells) if alone and not in_doubt else None,
        before=_shown(row.cells), after=_shown(cells), confidence="probable" if in_doubt else "certain",
        reason="合并单元格丢失，本行各栏错位，已移回原栏，文字未变",
    )  # fmt: skip


def _unit(lead: Sequence[TableRow], table: Table, source: SourceText) -> str | None:
    """Unit of the whole table, from a line inside it, its title, or the lines above it."""
    for text in (*(cell for row in lead for cell in row.cells), table.title):
        if unit := stated_unit(text):
            return unit
    return unit_above(source, table.rows[0].start)


def _fitted(cells: Cells, width: int) -> Cells:
    if any(cells[width:]):  # a title printed further to the right than the table goes
        cells = tuple(cell for cell in cells if cell)
    return (*cells[:width], *("",) * (width - len(cells)))


def _folded(cells: Cells) -> Cells:
    return tuple(plain(cell) for cell in cells if cell)


def _shown(cells: Cells) -> str:
    return " | ".join(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…" for cell in cells)
