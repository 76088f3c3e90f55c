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
LINE, BAR, GAP = 20, 30, 12  # heights: a line of a label, a bar with what is left free below it, between two names
NARROW = 19  # characters of a label that a telephone has room for in a line
MOST_YEARS = 6  # that are written above a timetable
ARCS = 84  # width that is left for arcs
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
    """Bars below their labels; widths in percent, so that the picture is as wide as the page allows."""
    most = max(value for _, value in bars) or 1
    levels = column.split("|")
    rows, y = [], 0
    for label, value in bars:
        lines = wrapped(label, NARROW - 6)
        rows.append(
            {"label": label, "lines": lines, "value": f"{value:g}", "y": y, "bar": y + len(lines) * LINE,
             "width": round(max(value, 0) / most * 100, 2)}
        )  # fmt: skip
        y += len(lines) * LINE + BAR
    return {
        "title": table.title or "表格",
        "column": " ".join(levels[1:] or levels),
        "unit": table.unit or "",
        "height": y,
        "line": LINE,
        "bars": rows,
    }


def wrapped(text: str, length: int) -> list[str]:
    """A text in lines of at most `length` characters, of about the same length."""
    count = -(-len(text) // length) or 1
    size = -(-len(text) // count) or 1
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def gantt(schedules: Sequence[Schedule]) -> dict[str, Any]:
    """Bars from year to year, one a task, below its name. Positions across are percentages."""
    first = min(s.start_year for s in schedules)
    last = max(s.end_year for s in schedules)
    years = range(first, last + 1)
    step = 100 / len(years)
    every = -(-len(years) // MOST_YEARS)
    bars, y = [], 30
    for s in schedules:
        lines = wrapped(s.task, NARROW)
        bars.append(
            {"lines": lines, "y": y, "bar": y + len(lines) * LINE,
             "x": round((s.start_year - first) * step, 2), "width": round((s.end_year - s.start_year + 1) * step, 2)}
        )  # fmt: skip
        y += len(lines) * LINE + BAR
    return {
        "height": y,
        "line": LINE,
        "years": [
            {"year": year if (year - first) % every == 0 else "", "x": round((year - first) * step, 2), "mid": round((year - first + 0.5) * step, 2)}
            for year in years
        ],
        "bars": bars,
    }  # fmt: skip


def citation_graph(library: Library) -> dict[str, Any] | None:
    """Documents held here, each over what it cites; a cited text stands once, arcs lead to it. None if nothing is cited.

    One column, arcs on its left: the picture is no wider than a telephone.
    """
    left = [entry.document for entry in library.documents if entry.facts.citations]
    names: dict[str, int] = {}
    edges: dict[tuple[str, str], str] = {}
    for document in left:
        for fact in library.by_id[document.id].facts.citations:
            target = library.cited(fact)
            name = library.by_id[target].document.title if target else fact.title or fact.number or ""
            if target != document.id and name:
                edges.setdefault((document.title, name), fact.relation)
    if not edges:
        return None
    held = {document.title for document in left}
    for document in left:
        names.setdefault(document.title, len(names))
        for source, name in edges:
            if source == document.title and name not in held:
                names.setdefault(name, len(names))
    rows, y = [], 0
    middle: dict[str, float] = {}
    for name in names:
        lines = wrapped(name, NARROW - 6)
        middle[name] = y + len(lines) * LINE / 2
        rows.append({"lines": lines, "y": y, "dot": middle[name], "held": name in held})
        y += len(lines) * LINE + GAP
    return {
        "height": y,
        "line": LINE,
        "left": ARCS,
        "rows": rows,
        "edges": [
            {"y1": middle[a], "y2": middle[b], "bend": round(ARCS - min(ARCS * 1.2, 14 + abs(middle[a] - middle[b]) / 6), 1),
             "relation": relation}
            for (a, b), relation in edges.items()
        ],
    }  # fmt: skip
