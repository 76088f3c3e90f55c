"""Charts of what the documents state: which figures, in which order, with which words. How they look: render/charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from build_tools.model.document import Table
from build_tools.model.facts import Schedule, StructuredDocument, Target
from build_tools.render.drawing import Chart
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.goals import goals_of

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
TOTAL = re.compile(r"^(?:合计|总计|小计|总和|全市|共计)$")
MOST_ROWS = 60
MOST_SERIES = 4
LONGEST_NAME = 11  # characters: beside a bar, leaving room for it on a telephone
LONGEST_TASK = 60
MOST_EDGES = 150  # of a picture that can still be read


def cell_number(text: str) -> float | None:
    """The number that a cell is; None for words, spans and blanks."""
    text = text.strip()
    return float(text.replace(",", "")) if NUMBER.fullmatch(text) else None


def ems(text: str) -> float:
    """Width of a text in full-width characters, about."""
    return sum(0.6 if ord(character) < 0x2000 else 1 for character in text)


def short(name: str, most: int) -> str:
    """A name in a picture, no longer than `most` characters; the table beside it has the whole."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def bars(
    title: str, rows: Sequence[tuple[str, Sequence[tuple[str, float]]]], head: str, unit: str = "", what: str = ""
) -> Chart:
    """Bars of (label, [(name of the series, value)]); a series without a name is the only one.

    `unit` is told in the title; `what` is written behind each figure.
    """
    names = list(dict.fromkeys(name for _, row in rows for name, _ in row))
    drawn: list[dict[str, Any]] = []
    for label, row in rows:
        found = [
            {
                "value": max(value, 0),
                "text": f"{short(name, LONGEST_NAME)} {base.number(value)}{what}".strip(),
                "other": name != names[0] and not what,
            }
            for name, value in row
        ]
        drawn.append({"label": label, "bars": found})
    texts = [str(bar["text"]) for row in drawn for bar in row["bars"]]
    value, label = max((value, label) for label, row in rows for _, value in row)
    least, low = min((value, label) for label, row in rows for _, value in row)
    return Chart(
        kind="bars",
        title=title,
        said=f"横条图，共 {len(rows)} 行。最大：{label} {base.number(value)}{what or unit}；"
        f"最小：{low} {base.number(least)}{what or unit}。全部数值见下表。",
        rows=drawn,
        signals={"most": max(value, 1e-9), "tail": max(map(ems, texts))},
        columns=(head, *(name or f"数值{f'（{unit}）' if unit else ''}" for name in names)),
        cells=tuple(
            (label, *(next((f"{base.number(v)}{what}" for n, v in row if n == name), "") for name in names))
            for label, row in rows
        ),
    )


def table_charts(table: Table) -> Chart | None:
    """Bars of a table whose rows are places or things with figures: its totals, or its one column of figures."""
    label = _label_column(table)
    columns = _figure_columns(table, label)
    if label is None or not columns:
        return None
    names, shared = _series([table.columns[column] for column in columns])
    rows = []
    for row in table.body:
        if len(row.cells) != len(table.columns) or not row.cells[label].strip():
            continue
        if any(TOTAL.match(cell.strip()) for cell in row.cells[: label + 1]):
            continue
        values = [(name, cell_number(row.cells[column])) for name, column in zip(names, columns, strict=True)]
        found = [(name, value) for name, value in values if value is not None]
        if found:
            rows.append((row.cells[label].strip(), found))
    if not 3 <= len(rows) <= MOST_ROWS:
        return None
    unit = table.unit or ""
    title = f"{table.title or '表格'}：{shared}" + (f"（{unit}）" if unit else "")
    return bars(title, rows, table.columns[label].split("|")[-1], unit)


def _series(columns: Sequence[str]) -> tuple[list[str], str]:
    """What tells columns apart, and what they have in common, from the levels of their headers."""
    levels = [column.split("|") for column in columns]
    if len(levels) == 1:
        return [""], " ".join(levels[0][1:] or levels[0])
    common = [level for level in levels[0] if all(level in other for other in levels)]
    names = [" ".join(level for level in one if level not in common) for one in levels]
    if len(set(names)) < len(names):
        return [" ".join(one) for one in levels], ""
    return names, " ".join(common)


def _label_column(table: Table) -> int | None:
    """The first column of words, a running number aside."""
    for index in range(len(table.columns)):
        cells = [row.cells[index] for row in table.body if index < len(row.cells) and row.cells[index].strip()]
        if cells and sum(cell_number(cell) is None for cell in cells) > len(cells) / 2:
            return index
    return None


def _figure_columns(table: Table, label: int | None) -> list[int]:
    """Columns of figures: those called 合计 where there are some, else a single one.

    Where a 合计 is left blank, the columns that it would sum up stand in for it: 2035年|合计, 2035年|浅层, 2035年|深层.
    """
    if label is None:
        return []
    filled = {index: _figures(table, index, label) for index in range(label + 1, len(table.columns))}
    full = [index for index, count in filled.items() if count >= 3]
    totals = [index for index in filled if TOTAL.match(table.columns[index].rsplit("|", 1)[-1])]
    if not any(index in full for index in totals):
        return full if len(full) == 1 else []
    found: list[int] = []
    for index in totals:
        above = table.columns[index].rpartition("|")[0]
        parts = [
            i for i, n in filled.items() if n and i != index and above and table.columns[i].startswith(f"{above}|")
        ]
        found += [index] if index in full else parts
    return found if len(found) <= MOST_SERIES else [index for index in totals if index in full]


def _figures(table: Table, index: int, label: int) -> int:
    """How many figures a column holds beside its totals; 0 where it holds anything else."""
    cells = [
        row.cells[index]
        for row in table.body
        if index < len(row.cells)
        and row.cells[index].strip()
        and not any(TOTAL.match(cell.strip()) for cell in row.cells[: label + 1])
    ]
    return len(cells) if all(cell_number(cell) is not None for cell in cells) else 0


def goals(targets: Sequence[Target]) -> Chart | None:
    """From where to where: indicators whose beginning is stated as well. Shares of the larger of both, as units differ."""
    rows: list[dict[str, Any]] = []
    for fact in targets:
        if fact.baseline is None or fact.value is None or max(fact.baseline, fact.value) <= 0:
            continue
        if min(fact.baseline, fact.value) < 0:
            continue
        start, end = f"{base.number(fact.baseline)}{fact.unit or ''}", base.target_value(fact)
        text = f"{start} → {end}"
        rows.append({"label": fact.indicator, "baseline": fact.baseline, "goal": fact.value, "text": text})
    if len(rows) < 2:
        return None
    far = min(rows, key=lambda row: min(row["baseline"], row["goal"]) / max(row["baseline"], row["goal"]))
    return Chart(
        kind="goals",
        title="从基期到目标（不表示完成情况）",
        said=f"{len(rows)} 项指标。每行以目标为满格，深色为基期的数所占的份额，竖线为目标；不表示完成情况。"
        f"相差最大：{far['label']}，{far['text']}。全部数值见本节各表。",
        rows=rows,
        signals={"tail": max(ems(row["text"]) for row in rows)},
    )


def overview(library: Library) -> Chart | None:
    """How many goals each document sets, by the year that they are due."""
    rows, cells, years = [], [], set()
    for entry in library.documents:
        count = Counter(goal.fact.deadline or "" for goal in goals_of(entry))
        years |= set(count)
        if count:
            rows.append((short_title(entry), [(_due(year), n) for year, n in sorted(count.items(), key=_late)]))
            cells.append((short_title(entry), count))
    if not rows:
        return None
    chart = bars("各文件的目标项数，按到期年份", rows, "文件", what=" 项")
    order = [year for year, _ in sorted(Counter(years).items(), key=_late)]
    return Chart(
        chart.kind, chart.title, chart.said, chart.rows, chart.signals,
        ("文件", *map(_due, order), "合计"),
        tuple((name, *(str(count[year] or "") for year in order), str(count.total())) for name, count in cells),
    )  # fmt: skip


def _due(year: str) -> str:
    return f"{year}年" if year else "未写年份"


def _late(item: tuple[str, Any]) -> str:
    return item[0] or "9999"


def short_title(entry: StructuredDocument) -> str:
    """A document in a picture: what its title is about, and its number."""
    title = entry.document.title
    found = re.search(r"关于(?:印发|转发|发布)?(.+?)(?:的(?:通知|通告|公告|决定|意见|批复|函))?$", title)
    name = found[1] if found else title
    return f"{name}（{entry.document.number}）" if entry.document.number else name


def timetable(schedules: Sequence[Schedule]) -> Chart:
    """When tasks run."""
    first, last = min(s.start_year for s in schedules), max(s.end_year for s in schedules)
    rows = [
        {"label": short(s.task, LONGEST_TASK), "from": s.start_year, "to": s.end_year, "text": years(s)}
        for s in schedules
    ]
    count = Counter(year for s in schedules for year in range(s.start_year, s.end_year + 1))
    return Chart(
        kind="timetable",
        title=f"任务的起止年份（{first}—{last}）" if first != last else f"任务的起止年份（{first}）",
        said=f"{len(rows)} 项任务的起止年份。"
        + "，".join(f"{year} 年有 {count[year]} 项在进行" for year in sorted(count)[:12])
        + "。各项见下表。",
        rows=rows,
        signals={"first": first, "last": last},
    )


def years(fact: Schedule) -> str:
    """2022—2025, or the one year."""
    return f"{fact.start_year}—{fact.end_year}" if fact.end_year != fact.start_year else str(fact.start_year)


def citations(library: Library) -> Chart | None:
    """Documents held here on the left, what they cite on the right; of too many, only what more than one cites or is held."""
    edges: dict[tuple[str, str], str] = {}
    labels: dict[str, tuple[str, bool]] = {}
    for entry in library.documents:
        for fact in entry.facts.citations:
            target = library.cited(fact)
            name = short_title(library.by_id[target]) if target else fact.title or fact.number or ""
            if target == entry.document.id or not name:
                continue
            one, other = f"<{entry.document.id}", f">{target or name}"
            labels[one] = short_title(entry), True
            labels.setdefault(other, (name, bool(target)))
            edges.setdefault((one, other), fact.relation)
    if len(edges) > MOST_EDGES:
        often = Counter(other for _, other in edges)
        edges = {edge: how for edge, how in edges.items() if labels[edge[1]][1] or often[edge[1]] > 1}
    if not 0 < len(edges) <= MOST_EDGES:
        return None
    return _graph(edges, labels)


def _graph(edges: dict[tuple[str, str], str], labels: dict[str, tuple[str, bool]]) -> Chart:
    ids = list(dict.fromkeys(id_ for edge in edges for id_ in edge))
    nodes = [
        {"id": id_, "label": labels[id_][0], "held": labels[id_][1], "citing": id_[0] == "<",
         "width": 350 if id_[0] == "<" else 400, "ems": 22 if id_[0] == "<" else 26}
        for id_ in ids
    ]  # fmt: skip
    listed = []
    for id_ in ids:
        cited = [(other, how) for (one, other), how in edges.items() if one == id_]
        if cited:
            listed.append({"label": labels[id_][0], "held": True, "level": 0, "relation": ""})
            listed += [
                {"label": labels[other][0], "held": labels[other][1], "level": 1, "relation": how}
                for other, how in cited
            ]
    often = Counter(other for _, other in edges).most_common(1)[0]
    return Chart(
        kind="citations",
        title="谁引用谁",
        said=f"{len({one for one, _ in edges})} 份本库文件（粗体）引用 {len({other for _, other in edges})} 份文件和法规。"
        + (f"被引用最多：{labels[often[0]][0]}，{often[1]} 次。" if often[1] > 1 else "")
        + "同样内容见下面的列表。",
        rows=nodes,
        listed=listed,
        edges=[{"from": one, "to": other, "relation": how} for (one, other), how in edges.items()],
    )
