"""Geometry of the pictures: numbers in, numbers out; the templates draw them as SVG that follows the page's colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from build_tools.model.document import Document, Table
from build_tools.model.facts import Schedule
from build_tools.render.library import Library

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
TOTAL = re.compile(r"^(?:合计|总计|小计|总和|全市|共计)$")
ROW = 30  # height of a bar with its gap
MOST_ROWS = 60


def cell_number(text: str) -> float | None:
    """The number that a cell is; None for words, spans and blanks."""
    text = text.strip()
    return float(text.replace(",", "")) if NUMBER.fullmatch(text) else None


def table_charts(document: Document) -> list[dict[str, Any]]:
    """For each table whose rows are places or things with figures: bars of its totals, or of its one column."""
    found = []
    for table in document.tables:
        label = _label_column(table)
        columns = _figure_columns(table, label)
        if label is None or not columns:
            continue
        for column in columns:
            bars = [
                (row.cells[label], value)
                for row in table.body
                if len(row.cells) == len(table.columns)
                and row.cells[label].strip()
                and not any(TOTAL.match(cell.strip()) for cell in row.cells[: label + 1])
                and (value := cell_number(row.cells[column])) is not None
            ]
            if 3 <= len(bars) <= MOST_ROWS:
                found.append(_bars(table, table.columns[column], bars))
    return found


def _label_column(table: Table) -> int | None:
    """The first column of words, a running number aside."""
    for index in range(len(table.columns)):
        cells = [row.cells[index] for row in table.body if index < len(row.cells) and row.cells[index].strip()]
        if cells and sum(cell_number(cell) is None for cell in cells) > len(cells) / 2:
            return index
    return None


def _figure_columns(table: Table, label: int | None) -> list[int]:
    """Columns of figures: those called 合计 where there are some, else a single one."""
    if label is None:
        return []
    figures = []
    for index in range(label + 1, len(table.columns)):
        cells = [row.cells[index] for row in table.body if index < len(row.cells) and row.cells[index].strip()]
        if len(cells) >= 3 and all(cell_number(cell) is not None for cell in cells):
            figures.append(index)
    totals = [index for index in figures if TOTAL.match(table.columns[index].rsplit("|", 1)[-1])]
    return totals or (figures if len(figures) == 1 else [])


def _bars(table: Table, column: str, bars: Sequence[tuple[str, float]]) -> dict[str, Any]:
    most = max(value for _, value in bars) or 1
    levels = column.split("|")
    return {
        "title": table.title or "表格",
        "column": " ".join(levels[1:] or levels),
        "unit": table.unit or "",
        "height": len(bars) * ROW + 8,
        "bars": [
            {"label": label, "value": f"{value:g}", "y": at * ROW + 6, "width": round(max(value, 0) / most * 420, 1)}
            for at, (label, value) in enumerate(bars)
        ],
    }


def gantt(schedules: Sequence[Schedule]) -> dict[str, Any]:
    """Bars from year to year, one a task."""
    first = min(s.start_year for s in schedules)
    last = max(s.end_year for s in schedules)
    years = range(first, last + 1)
    step = 440 / len(years)
    return {
        "height": len(schedules) * ROW + 36,
        "years": [{"year": year, "x": round(300 + (year - first) * step, 1), "mid": round(300 + (year - first + 0.5) * step, 1)} for year in years],
        "bars": [
            {
                "label": s.task if len(s.task) <= 18 else f"{s.task[:17]}…",
                "y": 34 + at * ROW,
                "x": round(300 + (s.start_year - first) * step + 1, 1),
                "width": round((s.end_year - s.start_year + 1) * step - 2, 1),
            }
            for at, s in enumerate(schedules)
        ],
    }  # fmt: skip


def citation_graph(library: Library) -> dict[str, Any] | None:
    """Documents held here on the left, what they cite on the right; each cited text once. None if nothing is cited."""
    left = [entry.document for entry in library.documents if entry.facts.citations]
    right: dict[str, int] = {}
    edges: dict[tuple[int, int], str] = {}
    for at, document in enumerate(left):
        for fact in library.by_id[document.id].facts.citations:
            target = library.cited(fact)
            name = library.by_id[target].document.title if target else fact.title or fact.number or ""
            if target == document.id or not name:
                continue
            place = right.setdefault(name, len(right))
            edges.setdefault((at, place), fact.relation)
    if not edges:
        return None
    rows = max(len(left), len(right))
    height = rows * ROW + 8
    left_step, right_step = height / max(len(left), 1), height / max(len(right), 1)
    short = [f"{d.number or d.title[:14]}" for d in left]
    return {
        "height": height,
        "left": [{"text": text, "y": round((at + 0.5) * left_step, 1)} for at, text in enumerate(short)],
        "right": [
            {"text": name if len(name) <= 26 else f"{name[:25]}…", "y": round((at + 0.5) * right_step, 1)}
            for name, at in right.items()
        ],
        "edges": [
            {"y1": round((a + 0.5) * left_step, 1), "y2": round((b + 0.5) * right_step, 1), "relation": relation}
            for (a, b), relation in edges.items()
        ],
    }
