"""目标与进度: quantified goals by document and by year; the timetable of tasks; citations between documents."""

from __future__ import annotations

from typing import Any

from build_tools.model.document import Clause
from build_tools.model.facts import Fact, Schedule, StructuredDocument, Target
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.charts import citation_graph, gantt, table_charts
from build_tools.render.views.text import text_span

LONGEST_QUOTE = 60  # characters


def target_row(library: Library, entry: StructuredDocument, fact: Target) -> dict[str, Any]:
    """One goal with its place."""
    clause = library.clauses.get((entry.document.id, fact.path))
    return {
        "fact": fact,
        "value": base.target_value(fact),
        "baseline": f"{base.number(fact.baseline)}{fact.unit or ''}" if fact.baseline is not None else "",
        "quote": "" if fact.from_table or not clause else words_of(clause, fact),
        "place": base.clause_link(entry.document, clause) if clause else base.document_link(entry.document),
    }


def words_of(clause: Clause, fact: Fact) -> str:
    """The words of the text that a fact rests on, from the beginning of their sentence where that is near: 鼓励, 逐步 …"""
    for paragraph in clause.paragraphs:
        inside = paragraph.start <= fact.start < paragraph.end
        span = text_span(paragraph.mapped, fact.start, fact.end) if inside else None
        if span:
            before = paragraph.text[: span[0]]
            start = max(map(before.rfind, "。；;")) + 1
            if span[1] - start > LONGEST_QUOTE:
                start = max(map(before.rfind, "。；;，,：:")) + 1
            return paragraph.text[start : span[1]].strip()
    return ""


def targets_page(library: Library) -> base.Page:
    """Goals by document, with a count by year, and the tables of goals as pictures."""
    groups = []
    for entry in library.documents:
        facts = entry.facts.targets
        if not facts:
            continue
        groups.append(
            {
                "document": entry.document,
                "rows": [target_row(library, entry, fact) for fact in facts if not fact.from_table],
                "table_rows": [target_row(library, entry, fact) for fact in facts if fact.from_table],
                "charts": table_charts(entry.document),
            }
        )
    return base.Page(
        name=links.TARGETS,
        template="targets",
        layout="wide",
        title="目标与进度",
        description="各政策文件提出的量化目标，按文件和年份查看",
        data={
            "groups": groups,
            "by_year": by_year(library),
            "count": sum(len(entry.facts.targets) for entry in library.documents),
        },
    )


def by_year(library: Library) -> list[tuple[str, list[dict[str, Any]]]]:
    """All goals by the year that they are due; those without one at the end, under ""."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in library.documents:
        for fact in entry.facts.targets:
            row = {**target_row(library, entry, fact), "document": entry.document}
            found.setdefault(fact.deadline or "", []).append(row)
    return sorted(found.items(), key=lambda item: item[0] or "9999")


def timetable_page(library: Library) -> base.Page:
    """When tasks run, by document: a picture and the same as a table."""
    groups = []
    for entry in library.documents:
        rows = [schedule_row(library, entry, fact) for fact in entry.facts.schedules]
        if rows:
            groups.append({"document": entry.document, "rows": rows, "chart": gantt(entry.facts.schedules)})
    return base.Page(links.TIMETABLE, "timetable", "进度安排", {"groups": groups}, layout="wide")


def schedule_row(library: Library, entry: StructuredDocument, fact: Schedule) -> dict[str, Any]:
    """One task with its years and its place."""
    clause = library.clauses.get((entry.document.id, fact.path))
    return {
        "fact": fact,
        "place": base.clause_link(entry.document, clause) if clause else base.document_link(entry.document),
    }


def citations_page(library: Library) -> base.Page:
    """Who cites what: a picture of the documents held here, and the whole list."""
    groups = []
    for entry in library.documents:
        rows = []
        seen = set()
        for fact in entry.facts.citations:
            key = (fact.title or fact.number, fact.relation)
            if key in seen:
                continue
            seen.add(key)
            target = library.cited(fact)
            clause = library.clauses.get((entry.document.id, fact.path))
            rows.append(
                {
                    "fact": fact,
                    "page": links.document_page(target) if target and target != entry.document.id else "",
                    "place": base.clause_link(entry.document, clause) if clause else None,
                }
            )
        if rows:
            groups.append({"document": entry.document, "rows": rows})
    return base.Page(
        links.CITATIONS, "citations", "引用关系", {"groups": groups, "chart": citation_graph(library)}, layout="wide"
    )
