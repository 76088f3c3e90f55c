"""A cell cut by a page: it goes on in the next line."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from build_tools.model.document import Repair, TableRow
from build_tools.model.text import SourceText
from build_tools.segment.tables.types import cell_type

_SENTENCE_END = ("。", "；", "！", "？", "：")
_GOES_ON = ("，", "、")
_LONG = 15  # a shorter cell would not have been cut


def join_cut_rows(rows: Sequence[TableRow], width: int, source: SourceText) -> tuple[list[TableRow], list[Repair]]:
    """Rows whose last cell goes on in the next line, joined; a `split_paragraph` repair for each."""
    out: list[TableRow] = []
    repairs: list[Repair] = []
    for row in rows:
        if out and _goes_on(out[-1], row, width):
            above = out.pop()
            start = above.start + len(source.text[above.start : above.end].rstrip())
            end = row.start + len(source.text[row.start : row.end]) - len(source.text[row.start : row.end].lstrip())
            cut, rest = above.cells[-1], row.cells[0]
            out.append(replace(above, end=row.end, cells=(*above.cells[:-1], cut + rest, *row.cells[1:])))
            repairs.append(
                Repair(
                    kind="split_paragraph", line=source.line_at(start - 1), start=start, end=end, put="" if end - start <= 2 else None,
                    before=f"{cut[-10:]}⏎{rest[:10]}", after=f"{cut[-10:]}{rest[:10]}", reason="单元格被换行或分页截断",
                )
            )  # fmt: skip
        else:
            out.append(row)
    return out, repairs


def _goes_on(above: TableRow, row: TableRow, width: int) -> bool:
    """Do the two lines make one full row, the last cell of the first going on in the second?"""
    if not above.cells or not row.cells or len(above.cells) + len(row.cells) - 1 != width or len(above.cells) < 2:
        return False
    cut, rest = above.cells[-1], row.cells[0]
    if not cut or not rest or cut.endswith(_SENTENCE_END):
        return False
    if len(row.cells) == 1 and (len(cut) < _LONG or not (cut.endswith(_GOES_ON) or rest.endswith(_SENTENCE_END))):
        return False  # rather the heading of a group
    return cell_type(cut) not in ("number", "time", None) and cell_type(rest) in ("text", "offices")
