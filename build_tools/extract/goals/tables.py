"""Goals in tables of indicators: each row, or each cell where areas have goals of their own. Columns: columns.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.goals.cells import Figure, read_figure
from build_tools.extract.goals.measures import Op
from build_tools.extract.goals.naming import growth_of, is_unit, says_what, split_unit, subject_of
from build_tools.extract.goals.plain import make_plain
from build_tools.extract.goals.years import find_times, plan_year, title_years
from build_tools.model.document import Table, TableRow
from build_tools.rules import load_rules

RULES = Path(__file__).with_name("columns.yml")

Use = Literal["skip", "label", "index", "name", "unit", "base", "target", "growth"]


class ColumnRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings of columns of one use."""

    use: Use
    pattern: str
    example: str


class Column(NamedTuple):
    """A column of figures: whose name it adds to an indicator, its year and unit."""

    number: int
    use: Use
    group: str
    detail: str
    year: int | None
    unit: str | None


class Layout(NamedTuple):
    """Which columns of a table say what."""

    names: tuple[int, ...]
    areas: bool  # the names are areas, and what is measured stands in the heading
    unit: int | None
    figures: tuple[Column, ...]


class TableGoal(NamedTuple):
    """A goal that the cell `column` of `row` states."""

    row: TableRow
    column: int
    indicator: str
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    op: Op
    year: int | None
    baseline: Decimal | None


@cache
def _uses() -> tuple[tuple[Use, re.Pattern[str]], ...]:
    return tuple((row.use, re.compile(row.pattern)) for row in load_rules(RULES, "columns", ColumnRule))


def use_of(heading: str) -> Use | None:
    """Use of a column by its heading; None where no row fits."""
    plain = make_plain(heading).text
    return next((use for use, pattern in _uses() if pattern.search(plain)), None)


def find_table_goals(table: Table, base: int | None, whole: str) -> Iterator[TableGoal]:
    """Goals of a table of indicators, by row and column; none where the table is of another kind.

    `base`: year of the document; `whole`: the name of the area that a row of totals speaks of (全市).
    """
    layout = _layout(table, base)
    if layout is None:
        return
    above: dict[int, str] = {}
    for row in table.body:
        above |= {column: row.cells[column] for column in layout.names if _cell(row, column)}
        yield from _in_row(table, row, layout, above, whole)


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""


def _layout(table: Table, base: int | None) -> Layout | None:
    """How the table is laid out; None where it has no column of goals, or no names for them."""
    uses = {number: use_of(heading) for number, heading in enumerate(table.columns)}
    speaks = _speaks(table, "目标", "指标")
    names = _columns_of(uses, "index") or (_columns_of(uses, "name") if speaks else ())
    areas = not names
    if areas:
        if not _speaks(table, "目标", "指标", "任务"):
            return None
        names = _columns_of(uses, "label")
        if names and not _columns_of(uses, "target"):  # 各市任务: 新建, 改造, 合计
            uses |= {number: "target" for number, use in uses.items() if use is None and number > names[0]}
        names = names or _texts(table, uses)
    figures = tuple(
        _column(number, use, table.columns[number], base)
        for number, use in uses.items()
        if use in ("base", "target", "growth") and names and number > names[0] and _is_numeric(table, number)
    )
    figures = _with_bases(table, figures, base)
    if not any(column.use in ("target", "growth") for column in figures):
        return None
    names = tuple(number for number in names if number < figures[0].number)
    unit = next(iter(_columns_of(uses, "unit")), None)
    return Layout(names[:1] if areas else names[-1:], areas, unit, figures) if names else None


def _columns_of(uses: dict[int, Use | None], use: Use) -> tuple[int, ...]:
    return tuple(number for number, its in uses.items() if its == use)


def _speaks(table: Table, *words: str) -> bool:
    """Whether the title or the headings say that the figures are goals."""
    said = table.title + "".join(table.columns)
    return any(word in said for word in words)


def _texts(table: Table, uses: dict[int, Use | None]) -> tuple[int, ...]:
    """Columns of words, where no heading tells which one names the row."""
    return tuple(
        number
        for number, use in uses.items()
        if use is None and not _is_numeric(table, number) and any(_cell(row, number) for row in table.body)
    )


def _is_numeric(table: Table, number: int) -> bool:
    """Whether at least half of what is printed in the column are figures."""
    cells = [cell for row in table.body if (cell := _cell(row, number)) and not _blank().fullmatch(cell)]
    return bool(cells) and 2 * sum(1 for cell in cells if read_figure(cell)) >= len(cells)


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(r"[—－–\-/／…×*]+|无")


def _column(number: int, use: Use, heading: str, base: int | None) -> Column:
    levels = [make_plain(level).text for level in heading.split("|")]
    year = None
    kept = []
    unit = None
    for level in levels:
        times = find_times(level, None)
        if times and times[-1].year:
            year = times[-1].year
            level = _unbracketed(level[: times[0].start] + level[times[-1].end :])
        elif match := re.search(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", level):
            year = int(match[1])
            level = _unbracketed(level.replace(match[0], ""))
        elif plan := plan_year(level):
            year = plan
        level, printed = split_unit(level)
        unit = printed or unit
        if level and not _is_generic(level):
            kept.append(level)
    if use == "target" and year is not None and base is not None and year < base:
        use = "base"
    return Column(number, use, kept[0] if kept else "", "".join(kept[1:]), year, unit)


def _unbracketed(level: str) -> str:
    """A heading without the brackets that a year left empty or that hold all of it: 目标值（2025年）, （2025年目标）."""
    level = level.replace("（）", "").replace("()", "")
    return level[1:-1] if re.fullmatch(r"[（(][^（）()]*[)）]", level) and not is_unit(level[1:-1]) else level


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        r"(?:年|目标值?|规划目标值?|指标值?|规划值|预期值|预期目标|计划|现状值?|基期值?|年度目标|目标任务|实际|完成值|实际值|完成情况)+"
    )


def _is_generic(level: str) -> bool:
    return bool(_generic().fullmatch(level))


def _with_bases(table: Table, figures: tuple[Column, ...], base: int | None) -> tuple[Column, ...]:
    """Columns with years: without the document's year, the first of several years is where things stand, unless the
    table's title is about it or its own heading says that it is meant to be reached.
    """
    years = sorted({column.year for column in figures if column.year and column.use == "target"})
    period = title_years(make_plain(table.title).text)
    if base is not None or len(years) < 2 or any(column.use == "base" for column in figures):
        return figures
    if period and period[0] in years:
        return figures
    return tuple(
        column._replace(use="base")
        if column.year == years[0] and not _meant().search(table.columns[column.number])
        else column
        for column in figures
    )


@cache
def _meant() -> re.Pattern[str]:
    return re.compile("目标|计划|任务|规划|预期")


def _in_row(table: Table, row: TableRow, layout: Layout, above: dict[int, str], whole: str) -> Iterator[TableGoal]:
    name, unit = _row_name(row, layout, above, whole)
    if not name:
        return
    if layout.unit is not None:
        unit = _cell(row, layout.unit) or unit
    read = {column.number: read_figure(_cell(row, column.number)) for column in layout.figures}
    targets = [column for column in layout.figures if column.use == "target" and read[column.number]]
    if not targets:
        targets = [column for column in layout.figures if column.use == "growth" and read[column.number]]
    for column in targets:
        figure = read[column.number]
        if figure is None:
            continue
        baseline = _baseline(layout, read, column)
        yield TableGoal(
            row, column.number, _indicator(name, column, layout, table, figure, _cell(row, column.number)), figure.value, figure.value_max,
            _its_unit(figure, unit, column, table), figure.op, column.year or _last_year(layout), baseline,
        )  # fmt: skip


def _last_year(layout: Layout) -> int | None:
    years = [column.year for column in layout.figures if column.year and column.use != "base"]
    return max(years, default=None)


def _row_name(row: TableRow, layout: Layout, above: dict[int, str], whole: str) -> tuple[str, str | None]:
    """Name and printed unit of what the row is about; a row of totals is about the whole area."""
    column = layout.names[0]
    text = make_plain(_cell(row, column) or above.get(column, "")).text
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    if make_plain(first).text in ("合计", "总计", "全市合计", "小计") or text in ("合计", "总计"):
        return (whole or text, None) if layout.areas else ("", None)
    if not _cell(row, column) and layout.areas:
        return "", None
    text = re.sub(r"^[（(]?[0-9一二三四五六七八九十]{1,3}(?:[)）]|[、.．])", "", text)
    return split_unit(text)


def _indicator(name: str, column: Column, layout: Layout, table: Table, figure: Figure, row_cell: str) -> str:
    """区域 + 指标（列） where areas have goals of their own; else the indicator as printed."""
    change = growth_of(name, row_cell) if column.use == "growth" else figure.change
    if not layout.areas:
        extra = f"（{column.group}{column.detail}）" if column.group and column.use == "target" else ""
        return f"{name}{change}{extra}"
    if column.detail or says_what(column.group):
        detail = f"（{column.detail}）" if column.detail else ""
        return f"{name}{column.group}{change}{detail}"
    detail = f"（{column.group}）" if column.group else ""
    return f"{name}{subject_of(table.title)}{change}{detail}"


def _its_unit(figure: Figure, unit: str | None, column: Column, table: Table) -> str | None:
    stated = unit or column.unit or (table.unit if table.unit and is_unit(table.unit) else None)
    if figure.unit and stated and is_unit(figure.unit + stated) and not is_unit(figure.unit):
        return figure.unit + stated  # 1.2万 in a column of 家
    return figure.unit if figure.unit and is_unit(figure.unit) else stated


def _baseline(layout: Layout, read: dict[int, Figure | None], column: Column) -> Decimal | None:
    """The figure of the column that says where things stand, of the same detail where columns have details."""
    bases = [c for c in layout.figures if c.use == "base" and c.detail == column.detail and read[c.number]]
    figure = read[bases[-1].number] if bases else None
    return figure.value if figure else None
