"""What groups of a table state of themselves (共5项, 20分) and units printed in cells, checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from build_tools.model.document import Audit, Table, TableRow
from build_tools.rules import load_rules
from build_tools.segment.tables.figures import figure, shown
from build_tools.segment.tables.labels import AUDIT_RULES, is_group, row_level
from build_tools.segment.tables.sums import compare, fits
from build_tools.segment.tables.types import plain
from build_tools.segment.tables.units import heading_unit


class CountRule(msgspec.Struct, frozen=True):
    """Group 1 of `pattern` is the number of rows, or the score, that a group states."""

    pattern: str
    counts: Literal["rows", "score"]
    example: str


class Group(NamedTuple):
    """A part of the table with a label, and the rows that belong to it."""

    label: str
    line: int
    own_line: bool  # the label stands alone on its line
    rows: list[TableRow]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rule.pattern), rule.counts) for rule in load_rules(AUDIT_RULES, "stated_counts", CountRule)
    )


def audit_counts(table: Table) -> tuple[Audit, ...]:
    """One audit for each group, and for the title, that states how many rows or points it has."""
    audits = []
    numbers = next((c for c, name in enumerate(table.columns) if fits("number_columns", name)), None)
    scores = next((c for c, name in enumerate(table.columns) if fits("score_columns", name.rsplit("|", 1)[-1])), None)
    for group in _groups(table):
        for pattern, counts in _rules():
            match = pattern.search(plain(group.label))
            if not match or (counts == "rows" and not group.own_line and numbers is None):
                continue
            if counts == "score" and scores is None:
                continue
            stated = Decimal(match.group(1))
            what = f"“{group.label[:30]}”"
            if counts == "rows":
                counted = [row for row in group.rows if numbers is None or row.cells[numbers]]
                parts = [Decimal(1)] * len(counted)
            else:
                parts = [f.value for row in group.rows if scores is not None and (f := figure(row.cells[scores]))]
            if not parts:
                audits.append(
                    Audit(verdict="unknown", what=f"{what}：原文未载所列各项", stated=shown(stated), line=group.line)
                )
                continue
            result = compare(stated, parts)
            audits.append(
                Audit(
                    verdict="agrees" if result.verdict == "agrees" else "differs",
                    what=f"{what}：{result.words.replace('各项之和为', '表中各项合计')}",
                    stated=shown(stated), computed=shown(result.computed), line=group.line,
                )
            )  # fmt: skip
    return tuple(audits)


def _groups(table: Table) -> Iterator[Group]:
    """The table under its title, then its groups: below a line of their own, or beside a merged first cell."""
    data = [row for row in table.body if row_level(row.cells) is None]
    yield Group(table.title, table.line, True, [row for row in data if not is_group(row.cells)])
    for index, row in enumerate(data):
        if not row.cells[0]:
            continue
        alone = is_group(row.cells)
        members = [] if alone else [row]
        for below in data[index + 1 :]:
            if is_group(below.cells) or (not alone and below.cells[0]):
                break
            members.append(below)
        if any(pattern.search(plain(row.cells[0])) for pattern, _ in _rules()):
            yield Group(row.cells[0], row.line, alone, members)


def audit_units(table: Table) -> tuple[Audit, ...]:
    """One audit for each figure whose printed unit is another than its column's."""
    audits = []
    for column, name in enumerate(table.columns):
        unit = heading_unit(name)
        if unit is None:
            continue
        for row in table.body:
            value = figure(row.cells[column])
            if value and value.unit and value.unit != unit.replace("％", "%"):
                audits.append(
                    Audit(
                        verdict="differs", what=f"“{name}”栏的单位为{unit}，此行写作{row.cells[column]}", line=row.line
                    )
                )
    return tuple(audits)
