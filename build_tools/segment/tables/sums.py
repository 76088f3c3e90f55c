"""Sums that a table states (rows 合计, 小计; columns 合计) against the sum of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from build_tools.model.document import Audit, Table, TableRow
from build_tools.rules import load_rules
from build_tools.segment.tables.figures import decimals, figure, shown
from build_tools.segment.tables.labels import AUDIT_RULES, is_group, row_level, total_level
from build_tools.segment.tables.types import WordRule, cell_type, plain
from build_tools.segment.tables.units import heading_unit

_MOST = 20  # differences told one by one
_MOST_TOTALS = 40  # rows in a row that are all sums


@cache
def audit_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of a table of audit.yml that holds nothing else."""
    return tuple(re.compile(rule.pattern) for rule in load_rules(AUDIT_RULES, name, WordRule))


def fits(name: str, text: str) -> bool:
    """Does a pattern of the rule table `name` occur in the text?"""
    return any(pattern.search(plain(text)) for pattern in audit_patterns(name))


class Comparison(NamedTuple):
    """A stated sum and that of its parts: verdict and how they differ, in words."""

    verdict: str
    words: str
    computed: Decimal


def compare(stated: Decimal, parts: Sequence[Decimal]) -> Comparison:
    """Exact; a difference that rounding of the parts explains is named and passes."""
    total = sum(parts, Decimal(0))
    gap = stated - total
    if not gap:
        return Comparison("agrees", "相符", total)
    places = max(map(decimals, (stated, *parts)))
    words = f"原文为{shown(stated)}，各项之和为{shown(total)}，原文{'多' if gap > 0 else '少'}{shown(abs(gap))}"
    if places and abs(gap) <= Decimal(len(parts) + 1) / 2 / 10**places:
        return Comparison("agrees", f"{words}，在四舍五入误差之内", total)
    return Comparison("differs", words, total)


def additive_columns(table: Table) -> tuple[int, ...]:
    """Columns whose figures may be added: amounts and counts, not row numbers, shares, rates or years."""
    columns = []
    for column, name in enumerate(table.columns):
        if fits("number_columns", name.rsplit("|", 1)[-1]) or fits("not_additive", name):
            continue
        kinds = [cell_type(row.cells[column]) for row in table.body if row.cells[column]]
        if kinds and sum(kind in ("number", "none") for kind in kinds) * 2 > len(kinds):
            columns.append(column)
    return tuple(columns)


def audit_rows(table: Table) -> tuple[Audit, ...]:
    """One audit a figure in each row 合计 or 小计."""
    body = table.body
    levels = [row_level(row.cells) for row in body]
    additive = additive_columns(table)
    audits: list[Audit] = []
    for index, row in enumerate(body):
        level = levels[index]
        if level is None:
            continue
        for column, name in enumerate(table.columns):
            stated = figure(row.cells[column])
            share = (
                stated is not None and stated.value == 100 and stated.unit in ("%", "") and fits("not_additive", name)
            )
            if stated is None or (column not in additive and not share) or total_level(row.cells[column]):
                continue
            label = next(cell for cell in row.cells if total_level(cell))
            what = f"“{label}”行“{name or f'第{column + 1}栏'}”栏"
            found = _best(stated.value, _part_rows(body, levels, index), column)
            if found is None:
                audits.append(
                    Audit(
                        verdict="unknown",
                        what=f"{what}：原文未载可相加的各项",
                        stated=shown(stated.value),
                        line=row.line,
                    )
                )
            elif not (share and found.verdict == "differs"):
                audits.append(_audit(found, what, stated.value, row.line))
    return tuple(audits)


def _audit(found: Comparison, what: str, stated: Decimal, line: int) -> Audit:
    verdict = "agrees" if found.verdict == "agrees" else "differs"
    return Audit(
        verdict="agrees" if verdict == "agrees" else "differs",
        what=f"{what}：{found.words}", stated=shown(stated), computed=shown(found.computed), line=line,
    )  # fmt: skip


def _best(stated: Decimal, ways: Iterable[list[TableRow]], column: int) -> Comparison | None:
    """The first way to take the parts that agrees, else the first that can be added; None where none can."""
    results = []
    for rows in ways:
        texts = [row.cells[column] for row in rows if cell_type(row.cells[column]) not in (None, "none")]
        parts = [value for text in texts if (value := figure(text))]
        if parts and len(parts) == len(texts):
            results.append(compare(stated, [part.value for part in parts]))
    return next((r for r in results if r.verdict == "agrees"), results[0] if results else None)


def _part_rows(body: Sequence[TableRow], levels: Sequence[str | None], index: int) -> Iterable[list[TableRow]]:
    """Ways to read which rows a sum adds up: its rows, their subtotals, or its top items."""
    level = levels[index]

    def bounded(step: range) -> list[int]:
        found = []
        for i in step:
            if levels[i] == "total" or (level == "subtotal" and (levels[i] or is_group(body[i].cells))):
                break
            found.append(i)
        return found

    before, after = bounded(range(index - 1, -1, -1)), bounded(range(index + 1, len(body)))
    for section in (before, after):
        data = [body[i] for i in section if levels[i] is None and not _is_part(body[i])]
        yield data
        yield [body[i] for i in section if levels[i] == "subtotal"]
        yield [row for row in data if any(cell_type(cell) in ("ordinal_cn", "item_cn") for cell in row.cells[:2])]
        if data:
            return
    totals = [body[i] for i in range(max(0, index - _MOST_TOTALS), index) if levels[i] == "total"]
    yield totals if len(totals) < _MOST_TOTALS else []


def _is_part(row: TableRow) -> bool:
    return any(fits("parts", cell) for cell in row.cells[:3] if cell)


def audit_columns(table: Table) -> tuple[tuple[Audit, ...], tuple[str, ...]]:
    """Audits of the columns 合计, 小计 in every row, and doubts about such columns that are blank."""
    audits: list[Audit] = []
    doubts: list[str] = []
    additive = additive_columns(table)
    for column, name in enumerate(table.columns):
        parent, _, label = name.rpartition("|")
        if not total_level(label):
            continue
        parts = _part_columns(table, column, parent, additive)
        if len(parts) < 2 or column in parts:
            continue
        agreed, differing, blank = 0, [], []
        for row in table.body:
            values = [value.value for part in parts if (value := figure(row.cells[part]))]
            stated = figure(row.cells[column])
            if stated and values:
                result = compare(stated.value, values)
                agreed += result.verdict == "agrees"
                if result.verdict == "differs":
                    differing.append(_audit(result, f"“{_label(row)}”行“{name}”栏", stated.value, row.line))
            elif values and row_level(row.cells) is None:
                blank.append(row)
        if len(differing) > max(2, agreed):
            audits.append(
                Audit(verdict="unknown", what=f"“{name}”栏：与同行其他各栏之和多不相符，原文未说明由哪些栏相加")
            )
            differing = []
        elif agreed:
            audits.append(Audit(verdict="agrees", what=f"“{name}”栏：{agreed}行与该行各分栏之和相符"))
        audits += differing[:_MOST]
        if blank:
            audits.append(
                Audit(
                    verdict="unknown",
                    what=f"“{name}”栏：{len(blank)}行载有分项而此栏空白，无从核对",
                    line=blank[0].line,
                )
            )
            if all(not row.cells[column] for row in table.body if row_level(row.cells) is None):
                doubts.append(f"“{name}”栏各行全为空白：可能原表即为空白，也可能是识别时丢失")
    return tuple(audits), tuple(doubts)


def _part_columns(table: Table, column: int, parent: str, additive: Sequence[int]) -> list[int]:
    """Columns that a column of sums adds up: those beside it under the same heading, of the same unit."""
    unit = heading_unit(table.columns[column])
    parts = []
    for other in additive:
        name = table.columns[other]
        if (
            other == column
            or total_level(name.rsplit("|", 1)[-1])
            or any(fits("parts", level) for level in name.split("|"))
        ):
            continue
        if parent and not name.startswith(f"{parent}|"):
            continue
        if heading_unit(name) in (unit, None) or unit is None:
            parts.append(other)
    return parts


def _label(row: TableRow) -> str:
    """What a reader calls the row: its first text that is not a number."""
    return next((cell[:20] for cell in row.cells if cell and figure(cell) is None), f"第{row.line}行")


def cumulative_doubts(table: Table, audits: Sequence[Audit]) -> tuple[str, ...]:
    """Where rows fall short of their sum by exactly an earlier year's sum: they may be increments. Only said, never applied."""
    doubts = []
    totals = [row for row in table.body if row_level(row.cells) == "total"]
    for audit in audits:
        row = next((row for row in totals if row.line == audit.line), None)
        if audit.verdict != "differs" or row is None or audit.stated is None or audit.computed is None:
            continue
        for name in table.columns:
            if f"”行“{name}”栏：" not in audit.what:
                continue
            gap = Decimal(audit.stated) - Decimal(audit.computed)
            for year in _earlier_years(table.columns, name):
                values = [figure(row.cells[c]) for c in _under(table.columns, name, year)]
                if values and all(values) and sum(v.value for v in values if v) == gap:
                    doubts.append(
                        f"“{name}”栏各行之和{audit.computed}与合计{audit.stated}不符；若各行为{year}以后的增量、"
                        f"合计为累计数，则加上{year}的{shown(gap)}即相合（推断，原表未说明）"
                    )
    return tuple(doubts)


def _years(name: str) -> list[str]:
    return [level for level in name.split("|") if cell_type(level) == "time"]


def _earlier_years(columns: Sequence[str], name: str) -> list[str]:
    own = _years(name)
    return sorted({year for other in columns for year in _years(other) if own and year < own[0]})


def _under(columns: Sequence[str], name: str, year: str) -> list[int]:
    """Columns that say of an earlier `year` what the column `name` says of its own; their parts where it is divided."""
    twin = name.replace(_years(name)[0], year)
    return [
        i
        for i, other in enumerate(columns)
        if other == twin or (other.startswith(f"{twin}|") and not total_level(other.rsplit("|", 1)[-1]))
    ]
