"""任免: one notice, and all of them by person and by office."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from build_tools.model.facts import Appointment, StructuredDocument
from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views import base


def row(entry: StructuredDocument, fact: Appointment) -> dict[str, Any]:
    """One act: person, what, where, with the notice."""
    return {
        "fact": fact,
        "date": citing.chinese_date(fact.date) if fact.date else "",
        "document": base.document_link(entry.document),
    }


def notice_tables(library: Library, entry: StructuredDocument) -> dict[str, Any]:
    """The acts of one notice in the order of the text, and by office."""
    rows = [row(entry, fact) for fact in entry.facts.appointments]
    return {"rows": rows, "offices": by_office(rows)}


def by_office(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows grouped by organization, in the order in which these first occur."""
    order: dict[str, int] = {}
    for item in rows:
        order.setdefault(item["fact"].organization, len(order))
    ordered = sorted(rows, key=lambda item: order[item["fact"].organization])
    return [(name, list(items)) for name, items in groupby(ordered, key=lambda item: item["fact"].organization)]


def overview(library: Library) -> base.Page:
    """All notices: by person and by office, newest first."""
    rows = [row(entry, fact) for entry in library.documents for fact in entry.facts.appointments]
    notices = [entry.document for entry in library.documents if entry.facts.appointments]
    return base.Page(
        name=links.APPOINTMENTS,
        template="appointments",
        layout="wide",
        title="人事任免",
        data={
            "rows": rows,
            "offices": by_office(rows),
            "notices": [base.document_link(document) for document in notices],
        },
    )
