"""目标与进度: quantified goals by document and by year; citations between documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from build_tools.model.document import Clause
from build_tools.model.facts import Fact, StructuredDocument, Target
from build_tools.render import drawing, links
from build_tools.render.drawing import Chart
from build_tools.render.library import Library
from build_tools.render.views import base, charts, printed
from build_tools.render.views.goals import Goal, goals_of
from build_tools.render.views.text import marks_of, surface, text_span

LONGEST_QUOTE = 60  # characters


def goal_row(library: Library, entry: StructuredDocument, goal: Goal) -> dict[str, Any]:
    """One goal with all its places; how it is told, and where on that page the words are that state it."""
    stated = [_statement(library, entry, fact) for fact in goal.facts]
    started, first = goal.started, stated[0]
    return {
        "fact": goal.fact,
        "from_table": goal.fact.from_table,
        **{name: first[name] for name in ("figure", "quote", "said")},
        "baseline": f"{base.number(started.baseline)}{started.unit or ''}" if started else "",
        "base_year": printed.base_year(entry.document, started) if started else "",
        "places": [
            {
                **place,
                "other": "" if place["figure"] in first["figure"] else place["figure"],
                "again": any(place["link"].page == before["link"].page for before in stated[:number]),
            }
            for number, place in enumerate(stated)
        ],
    }


def _statement(library: Library, entry: StructuredDocument, fact: Target) -> dict[str, Any]:
    document = entry.document
    clause = library.clause_of(document.id, fact)
    place = base.clause_link(document, clause) if clause else base.document_link(document)
    quote = "" if fact.from_table or not clause else words_of(clause, fact)
    goals = library.facts_at(document.id, clause, "targets", Target) if quote and clause else []
    anchor = marks_of(("target", goal, "") for goal in goals)[1].get(id(fact), "")
    return {
        "figure": printed.figure(document, surface(clause, fact) if quote and clause else "", fact),
        "quote": quote,
        "said": f"{place.page}#{anchor}" if anchor else "",
        "link": place,
        "from_table": fact.from_table,
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
    """Goals by document and by year, with pictures: how many, from where to where, and the tables of goals."""
    groups: list[dict[str, Any]] = []
    for entry in library.documents:
        facts = entry.facts.targets
        if not facts:
            continue
        rows = [goal_row(library, entry, goal) for goal in goals_of(entry)]
        tables = [(table, charts.table_charts(table)) for table in entry.document.tables]
        groups.append(
            {
                "document": entry.document,
                "rows": [row for row in rows if not row["from_table"]],
                "table_rows": [row for row in rows if row["from_table"]],
                "base_year": "、".join(sorted({row["base_year"] for row in rows if row["base_year"]})),
                "goals": charts.goals(facts),
                "tables": [{"table": table, "picture": chart} for table, chart in tables if chart],
            }
        )
    overview = charts.overview(library)
    drawn = pictures([overview, *(chart for group in groups for chart in (group["goals"], *_charts(group)))])
    for group in groups:
        group["goals"] = drawn.get(id(group["goals"]))
        for table in group["tables"]:
            table["picture"] = drawn[id(table["picture"])]
    return base.Page(
        name=links.TARGETS,
        template="targets",
        layout="wide",
        title="目标与进度",
        description="各政策文件提出的量化目标，按文件和年份查看",
        data={
            "groups": groups,
            "overview": drawn.get(id(overview)),
            "by_year": by_year(library),
            "count": sum(len(goals_of(entry)) for entry in library.documents),
        },
    )


def _charts(group: dict[str, Any]) -> list[Chart]:
    return [table["picture"] for table in group["tables"]]


def pictures(wanted: Sequence[Chart | None]) -> dict[int, dict[str, Any]]:
    """Charts drawn at once, as a template takes them, by their identity."""
    there = [chart for chart in wanted if chart]
    return {
        id(chart): {"chart": chart, "pictures": drawn} for chart, drawn in zip(there, drawing.draw(there), strict=True)
    }


def by_year(library: Library) -> list[tuple[str, list[dict[str, Any]]]]:
    """All goals by the year that they are due; those without one at the end, under ""."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in library.documents:
        for goal in goals_of(entry):
            row = {**goal_row(library, entry, goal), "document": entry.document}
            found.setdefault(goal.fact.deadline or "", []).append(row)
    return sorted(found.items(), key=lambda item: item[0] or "9999")


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
            clause = library.clause_of(entry.document.id, fact)
            rows.append(
                {
                    "fact": fact,
                    "page": links.document_page(target) if target and target != entry.document.id else "",
                    "place": base.clause_link(entry.document, clause) if clause else None,
                }
            )
        if rows:
            groups.append({"document": entry.document, "rows": rows})
    graph = charts.citations(library)
    return base.Page(
        links.CITATIONS,
        "citations",
        "引用关系",
        {
            "groups": groups,
            "repealed": _cited_texts(library, "repeals"),
            "often": [row for row in _cited_texts(library) if len(row["by"]) > 1],
            "graph": pictures([graph]).get(id(graph)),
            "relations": list(dict.fromkeys(edge["relation"] for edge in graph.edges or ())) if graph else [],
        },
        description="各政策文件依据什么、废止什么、被谁引用",
        layout="wide",
    )


def _cited_texts(library: Library, relation: str = "") -> list[dict[str, Any]]:
    """What is cited (only with `relation`, if given), with the documents that cite it; most cited first."""
    found: dict[str, dict[str, Any]] = {}
    for entry in library.documents:
        for fact in entry.facts.citations:
            target = library.cited(fact)
            if target == entry.document.id or (relation and fact.relation != relation):
                continue
            title = library.by_id[target].document.title if target else fact.title
            number = f"（{fact.number}）" if fact.number else ""
            row = found.setdefault(
                target or fact.number or fact.title or "",
                {
                    "name": f"《{title}》{number}" if title else fact.number or "",
                    "page": links.document_page(target) if target else "",
                    "by": [],
                },
            )
            place = base.document_link(entry.document)
            if place not in row["by"]:
                row["by"].append(place)
    return sorted(found.values(), key=lambda row: -len(row["by"]))
