"""任免: one notice, and all of them by person and by office."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from build_tools.model.facts import Appointment, StructuredDocument
from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views import base

MARKS = "①②③④⑤⑥⑦⑧⑨"


def row(library: Library, entry: StructuredDocument, fact: Appointment) -> dict[str, Any]:
    """One act: person, what, where, with the notice, and the unit's page where it has one."""
    unit = library.unit_called(fact.organization, entry.document)
    return {
        "fact": fact,
        "date": citing.chinese_date(fact.date) if fact.date else "",
        "document": base.document_link(entry.document),
        "unit": links.unit_page(unit.slug) if unit else "",
    }


def notice_tables(library: Library, entry: StructuredDocument) -> dict[str, Any]:
    """The acts of one notice in the order of the text, and by office."""
    rows = [row(library, entry, fact) for fact in entry.facts.appointments]
    return {"rows": rows, "offices": by_office(rows)}


def by_office(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows grouped by organization, in the order in which these first occur."""
    order: dict[str, int] = {}
    for item in rows:
        order.setdefault(item["fact"].organization, len(order))
    ordered = sorted(rows, key=lambda item: order[item["fact"].organization])
    return [(name, list(items)) for name, items in groupby(ordered, key=lambda item: item["fact"].organization)]


def by_person(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows grouped by person within a notice: the same name in another notice may be someone else."""
    order: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in rows:
        order.setdefault((item["document"].page, item["fact"].person), []).append(item)
    return [(name, items) for (_, name), items in order.items()]


def overview(library: Library) -> base.Page:
    """All notices: by person and by office, newest first. Doubts are told once, with the number of acts they hold for."""
    rows = [row(library, entry, fact) for entry in library.documents for fact in entry.facts.appointments]
    notices = [entry.document for entry in library.documents if entry.facts.appointments]
    doubts = Counter(item["fact"].doubt for item in rows if item["fact"].doubt)
    return base.Page(
        name=links.APPOINTMENTS,
        template="appointments",
        layout="wide",
        title="人事任免",
        description="任免通知逐人逐项列出，按人员和单位查看",
        data={
            "rows": rows,
            "people": by_person(rows),
            "offices": by_office(rows),
            "notices": [base.document_link(document) for document in notices],
            "doubts": list(doubts.items()),
            "marks": {doubt: MARKS[index % len(MARKS)] for index, doubt in enumerate(doubts)},
        },
    )
