"""进度安排: when tasks run, by document, with who carries them; what the source leaves out is said, not dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from build_tools.model.document import Path, Table
from build_tools.model.facts import Schedule, StructuredDocument
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base, charts
from build_tools.render.views.duties import duties_for, group_duties
from build_tools.render.views.targets import pictures

NUMBERED = re.compile(r"\s*[（(]?(\d{1,3})(?:[)）.．、]|\s*$)")
FEWEST = 5  # entries of a column that are numbered through


def timetable_page(library: Library) -> base.Page:
    """When tasks run, by document: lists of tasks each by itself, what single clauses say together; pictures and tables.

    States to be reached and the time of a whole plan are no tasks: they stand apart and are not counted as such.
    """
    groups: list[dict[str, Any]] = []
    for entry in library.documents:
        tasks = [fact for fact in entry.facts.schedules if fact.kind == "task"]
        count = Counter(fact.path for fact in tasks if not fact.by)
        lists: dict[Path | str, list[Schedule]] = {"span": [], "task": []}
        for fact in entry.facts.schedules:
            listed = fact.kind == "task" and not fact.by and count[fact.path] > 1
            lists.setdefault(fact.path if listed else fact.kind, []).append(fact)
        if goals := lists.pop("goal", []):
            lists["goal"] = goals
        parts = [_part(library, entry, *part) for part in lists.items() if part[1]]
        if parts:
            groups.append({"document": entry.document, "parts": parts})
    drawn = pictures([part["picture"] for group in groups for part in group["parts"]])
    for group in groups:
        for part in group["parts"]:
            part["picture"] = drawn.get(id(part["picture"]))
    return base.Page(
        links.TIMETABLE,
        "timetable",
        "进度安排",
        {
            "groups": groups,
            "count": sum(fact.kind == "task" for e in library.documents for fact in e.facts.schedules),
            "undated": sum(len(part["undated"]) for group in groups for part in group["parts"]),
            "gaps": sum(len(part["gaps"]) for group in groups for part in group["parts"]),
        },
        description="各项任务的起止年份和完成期限，按文件列出",
        layout="wide",
    )


def _part(library: Library, entry: StructuredDocument, of: Path | str, facts: list[Schedule]) -> dict[str, Any]:
    """Tasks of one clause (a path), or what several clauses say (a kind), each then with its place."""
    document = entry.document
    path = None if isinstance(of, str) else of
    # a deadline is a day, and a bar over its whole year would say more than the text
    drawn = len(facts) > 1 and of not in ("goal", "span") and not all(fact.by for fact in facts)

    def place(of: Path) -> base.Link:
        clause = library.clauses.get((document.id, of))
        return base.clause_link(document, clause) if clause else base.document_link(document)

    rows = [
        {
            "fact": fact,
            "years": fact.by or charts.years(fact),
            "place": None if path is not None else place(fact.path),
            "duties": group_duties(library, duties_for(library, document.id, fact.path, fact.line)[0], {}),
        }
        for fact in facts
    ]
    tables = [table for table in document.tables if path is not None and any(_holds(table, fact) for fact in facts)]
    return {
        "kind": "task" if path is not None else of,
        "place": place(path) if path is not None else None,
        "rows": rows,
        "units": any(row["duties"] for row in rows) or any(fact.unit for fact in facts),
        "undated": [row for table in tables for row in undated(table, facts)],
        "gaps": [gap for table in tables for gap in gaps(table)],
        "picture": charts.timetable(facts) if drawn else None,
    }


def undated(table: Table, facts: Sequence[Schedule]) -> list[dict[str, str]]:
    """Rows of a table of tasks for which no time is stated: their words, and what is known of the reason."""
    return [
        {"words": "　".join(cell.strip() for cell in row.cells if cell.strip()), "doubt": row.doubt or ""}
        for row in table.body
        if not any(row.start <= fact.start <= row.end for fact in facts)
    ]


def gaps(table: Table) -> list[str]:
    """Numbers that are missing where the entries of a column are numbered through: （28）."""
    found = []
    for cells in zip(*(row.cells for row in table.body if len(row.cells) == len(table.columns)), strict=True):
        numbers = [(match[0].strip(), int(match[1])) for cell in cells if (match := NUMBERED.match(cell))]
        values = [value for _, value in numbers]
        if len(values) >= FEWEST and all(one < other for one, other in pairwise(values)):
            label = numbers[0][0]
            missing = sorted(set(range(values[0], values[-1])) - set(values))
            found += [label.replace(str(values[0]), str(value)) for value in missing]
    return found


def _holds(table: Table, fact: Schedule) -> bool:
    return any(row.start <= fact.start <= row.end for row in table.rows)
