"""要点 of a clause, from the facts alone: for whom, how much, on what condition, which office, by when; and its figures."""

from __future__ import annotations

import re
from typing import Any

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Amount, Incentive, Rate, Schedule, StructuredDocument, Support, Target, Validity
from build_tools.render import citing
from build_tools.render.library import Library
from build_tools.render.views import base, benefits, printed, reckoning
from build_tools.render.views.duties import duties_for, group_duties, order_note
from build_tools.render.views.receivers import receiver
from build_tools.render.views.text import surface

UNKNOWN = Validity().status
MOST_SCHEDULES = 6  # more are summed up, and told in the timetable


def keypoints(
    library: Library,
    document: Document,
    clause: Clause,
    incentives: list[Incentive],
    targets: list[Target],
    anchors: dict[int, str],
) -> dict[str, Any]:
    """For whom, how much, on what condition, which office, by when; `anchor` leads to the words that say it."""
    duties, stated_in = duties_for(library, document.id, clause.path, clause.line)
    supports = library.facts_at(document.id, clause, "supports", Support)
    given: list[Incentive | Support] = [*incentives, *supports]
    cards = reckoning.cards_of(library, document, clause)
    schedules = library.facts_at(document.id, clause, "schedules", Schedule)
    return {
        "incentives": [
            {
                "fact": fact,
                "who": receiver(clause, given, fact),
                "anchor": anchors.get(id(fact), ""),
                "benefit": benefits.worded(library, document, fact),
                "card": cards.get(id(fact), ""),
            }
            for fact in incentives
        ]
        + [
            {
                "fact": fact,
                "who": receiver(clause, given, fact),
                "anchor": anchors.get(id(fact), ""),
                "benefit": benefits.promised(fact),
                "card": "",
            }
            for fact in supports
        ],
        "duties": group_duties(library, duties, anchors),
        "order": order_note(library, document, clause, duties) if stated_in == clause else None,
        "duties_in": base.clause_link(document, stated_in) if stated_in and stated_in.path != clause.path else None,
        "targets": [
            {
                "fact": fact,
                "anchor": anchors.get(id(fact), ""),
                "figure": printed.figure(document, surface(clause, fact), fact),
            }
            for fact in targets
            if not fact.from_table
        ],
        "table_targets": sum(fact.from_table for fact in targets),
        "table_anchor": next((f"p{n}" for n, p in enumerate(clause.paragraphs, start=1) if p.table), ""),
        "schedules": schedules if len(schedules) <= MOST_SCHEDULES else [],
        "many": {
            "count": len(schedules),
            "from": min(s.start_year for s in schedules),
            "to": max(s.end_year for s in schedules),
        }
        if len(schedules) > MOST_SCHEDULES
        else None,
    }


def validity(library: Library, entry: StructuredDocument) -> list[dict[str, Any]]:
    """From when and until when the document holds, each with the clause that says it; None where none does."""
    document, found = entry.document, entry.facts.validity
    rows = []
    for name, words, line in (
        ("施行", found.effective, found.effective_line),
        ("有效期", found.expires, found.expires_line),
    ):
        clause = next((c for c in document.clauses if line and c.line <= line <= c.end_line), None)
        link = base.clause_link(document, clause) if clause else None
        rows.append({"name": name, "words": citing.chinese_date(words or ""), "link": link})
    if found.period and not found.expires:
        rows[-1] = {"name": "规划期", "words": f"{found.period[0]}—{found.period[1]} 年", "link": None}
    return rows


def standing(library: Library, entry: StructuredDocument) -> dict[str, Any]:
    """The year of a document, and whether it still holds: `unknown` where neither it nor another says so."""
    document, found = entry.document, entry.facts.validity
    repealing = [other for other, cited in library.cited_by.get(document.id, ()) if cited.relation == "repeals"]
    return {
        "year": (document.date or "")[:4],
        "repealed_by": [base.document_link(other) for other in repealing],
        "status": "" if found.status == UNKNOWN else found.status,
        "unknown": not repealing and not found.expires and found.status == UNKNOWN,
    }


def figures(library: Library, document: Document, clause: Clause, anchors: dict[int, str]) -> list[dict[str, str]]:
    """Sums and rates of the clause as printed, with what they are; those in tables are left to the table."""
    rows: list[dict[str, str]] = []
    found: list[Amount | Rate] = [
        *library.facts_at(document.id, clause, "amounts", Amount),
        *library.facts_at(document.id, clause, "rates", Rate),
    ]
    for fact in sorted(found, key=lambda f: f.start):
        if fact.in_table:
            continue
        if isinstance(fact, Amount):
            low, high, kind = base.money(fact.yuan_min), base.money(fact.yuan_max), "amount"
        else:
            low, high, kind = base.percent(fact.value_min), base.percent(fact.value_max), "rate"
        value = low if low == high or not high else high if not low else f"{low}—{high}"
        if kind == "rate" and re.search("[:：/]", fact.surface):
            value = fact.surface  # a ratio reads best as printed
        if isinstance(fact, Rate) and re.search("BP|基点", fact.surface, re.IGNORECASE) and fact.value_max is not None:
            points = base.number(round(abs(fact.value_max) * 100, 6))
            spread = f"{'加' if fact.value_max >= 0 else '减'} {points} 个百分点"
            value = f"LPR {spread}" if "LPR" in fact.surface.upper() else spread
        anchor = anchors.get(id(fact), "")
        rows.append({"surface": fact.surface, "value": value, "role": fact.role, "kind": kind, "anchor": anchor})
    return rows
