"""Doors: all documents, units and topics, and the page of each unit and topic."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Responsibility, StructuredDocument
from build_tools.render import citing, links
from build_tools.render.library import Library, Unit
from build_tools.render.views import base
from build_tools.render.views.topic import topic_page

ROLE_NAMES = {"lead": "牵头", "responsible": "责任", "support": "配合", "implement": "落实", "guide": "指导"}
ROLES = ("lead", "responsible", "support", "implement", "guide")


def document_row(entry: StructuredDocument) -> dict[str, Any]:
    """A document in a list."""
    document = entry.document
    return {
        "link": base.document_link(document),
        "document": document,
        "date": citing.chinese_date(document.date) if document.date else "",
        "clauses": len(document.clauses),
        "incentives": len(entry.facts.incentives),
    }


def documents_page(library: Library) -> base.Page:
    """All documents by year, newest first."""
    years = [
        (year, [document_row(entry) for entry in entries])
        for year, entries in groupby(library.documents, key=lambda e: (e.document.date or "")[:4])
    ]
    return base.Page(
        links.DOCUMENTS, "documents", "政策文件", {"years": years, "count": len(library.documents)}, layout="wide"
    )


def duties_by_unit(library: Library) -> dict[str, list[tuple[Document, Clause, Responsibility]]]:
    """Every duty with its place, by canonical unit, newest document first."""
    found: dict[str, list[tuple[Document, Clause, Responsibility]]] = defaultdict(list)
    for entry in library.documents:
        for duty in entry.facts.responsibilities:
            clause = library.clauses.get((entry.document.id, duty.path))
            if clause:
                found[duty.unit].append((entry.document, clause, duty))
    return found


def unit_pages(library: Library) -> Iterator[base.Page]:
    """The list of units, then one page each: what it leads, answers for, supports, in all documents."""
    duties = duties_by_unit(library)
    rows = [
        {
            "link": base.Link(links.unit_page(unit.slug), unit.name),
            "unit": unit,
            "roles": {role: sum(d.role == role for _, _, d in duties.get(unit.name, ())) for role in ROLES},
            "total": len(duties.get(unit.name, ())),
        }
        for unit in library.units
    ]
    rows.sort(key=lambda row: (-int(str(row["total"])), str(row["link"].text)))  # type: ignore[attr-defined]
    yield base.Page(links.UNITS, "units", "责任单位", {"rows": rows, "roles": ROLES}, layout="wide")
    for unit in library.units:
        yield unit_page(unit, duties.get(unit.name, []))


def unit_page(unit: Unit, duties: list[tuple[Document, Clause, Responsibility]]) -> base.Page:
    """The page of one unit."""
    groups: list[dict[str, Any]] = []
    for role in ROLES:
        by_document: dict[str, dict[str, Any]] = {}
        for document, clause, duty in duties:
            if duty.role == role:
                group = by_document.setdefault(document.id, {"document": document, "clauses": {}})
                group["clauses"].setdefault(clause.path, base.clause_link(document, clause))
        if by_document:
            documents = [{**group, "clauses": list(group["clauses"].values())} for group in by_document.values()]
            groups.append({"role": role, "documents": documents, "count": sum(len(d["clauses"]) for d in documents)})
    return base.Page(
        name=links.unit_page(unit.slug),
        template="unit",
        title=unit.name,
        description=f"{unit.name}在各政策文件中承担的任务",
        data={
            "unit": unit,
            "table": links.unit_table(unit.slug),
            "groups": groups,
            "crumbs": [base.Link(links.UNITS, "责任单位")],
        },
        layout="wide",
    )


def unit_tables(library: Library) -> Iterator[tuple[Unit, str]]:
    """For each unit: its duties as CSV (RFC 4180, with a byte order mark for spreadsheets)."""
    duties = duties_by_unit(library)
    for unit in library.units:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(["单位", "职责", "文号", "文件", "条款", "原文写法", "公报行号"])
        for document, clause, duty in duties.get(unit.name, ()):
            row = [
                unit.name,
                ROLE_NAMES[duty.role],
                document.doc,
                document.title,
                base.clause_label(clause),
                duty.surface,
            ]
            writer.writerow([*(_cell(text) for text in row), duty.line])
        yield unit, "\ufeff" + out.getvalue()


def _cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula is kept from being one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def topic_pages(library: Library) -> Iterator[base.Page]:
    """The list of doors, then one page each: clauses in plain order."""
    yield base.Page(links.TOPICS, "topics", "办事主题", {"kinds": topics_by_kind(library)}, layout="wide")
    for topic in library.topics:
        yield topic_page(library, topic)


def topics_by_kind(library: Library) -> list[tuple[str, list[dict[str, Any]]]]:
    """Doors by kind, life events first, each with the number of clauses behind it."""
    return [
        (
            kind,
            [
                {"link": base.Link(links.topic_page(t.slug), t.title), "topic": t, "count": len(library.topic_spots(t))}
                for t in library.topics
                if t.kind == kind
            ],
        )
        for kind in ("life", "subject")
    ]
