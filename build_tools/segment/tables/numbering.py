"""Numbers of rows and of items in a table: do they run on without gap or repetition?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from build_tools.model.document import Audit, Table
from build_tools.segment.tables.figures import ordinal
from build_tools.segment.tables.labels import is_group, row_level
from build_tools.segment.tables.sums import fits
from build_tools.segment.tables.types import ITEMS, cell_type

_FEWEST = 3  # numbers that make a series
_MOST = 10  # breaks told one by one


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\s*([（(]?\s*(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*[）)、.．]?)")


def audit_numbers(table: Table) -> tuple[Audit, ...]:
    """One audit for each column that numbers rows or items; one for each place where a number is missing or repeated."""
    audits: list[Audit] = []
    for column, name in enumerate(table.columns):
        series = _series(table, column, name)
        if len(series) < _FEWEST:
            continue
        breaks = _breaks(series)
        if len(breaks) * 2 > len(series):
            continue  # not a series
        title = f"“{name}”栏编号" if name else f"第{column + 1}栏编号"
        if not breaks:
            first, last = series[0][1], series[-1][1]
            audits.append(Audit(verdict="agrees", what=f"{title}{first}—{last}，共{len(series)}个，连续无缺"))
        for line, words in breaks[:_MOST]:
            audits.append(Audit(verdict="differs", what=f"{title}：{words}", line=line))
    return tuple(audits)


Numbered = tuple[int, str, int, bool]  # number, as printed, line, begins a group


def _series(table: Table, column: int, name: str) -> list[Numbered]:
    """Numbers of the column in the order of the rows."""
    rows_numbered = fits("number_columns", name)
    found: list[Numbered] = []
    fresh = True
    for row in table.body:
        if is_group(row.cells):
            fresh = True
            continue
        cell = row.cells[column]
        if row_level(row.cells) or not cell or not (rows_numbered or cell_type(cell) in ITEMS):
            continue
        match = _number().match(cell)
        number = ordinal(match.group(1)) if match else None
        if match and number is not None and (not rows_numbered or match.end() == len(cell.rstrip())):
            found.append((number, match.group(1).strip().rstrip("、.．"), row.line, fresh))
            fresh = False
    return found


def _breaks(series: Sequence[Numbered]) -> list[tuple[int, str]]:
    """Line and words for each place where the next number does not follow; a new start at 1 is none."""
    breaks = []
    for (before, printed, _, _), (number, shown, line, _) in pairwise(series):
        if number in (before + 1, 1) and number != before:
            continue
        if number == before:
            words = f"{shown}重复"
        elif number > before:
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1}—{number - 1}"
            words = f"{printed}之后为{shown}，缺{missing}"
        else:
            words = f"{printed}之后为{shown}，次序颠倒"
        breaks.append((line, words))
    return breaks
