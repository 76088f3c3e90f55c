"""Units: the list of them, the page of each with what it leads, answers for and supports, and the same as a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from build_tools import spreadsheet
from build_tools.model.document import Clause, Document
from build_tools.model.facts import Responsibility, Schedule
from build_tools.render import links
from build_tools.render.library import Library, Unit
from build_tools.render.views import base, charts

ROLES = {"lead": "牵头", "responsible": "责任", "support": "配合", "implement": "落实", "guide": "指导"}
COLUMNS = ("单位", "职责", "文号", "文件", "条款", "期限", "原文写法", "牵头单位", "公报行号", "地址")
MOST_DEADLINES = 3  # of one clause, that a row tells singly

Duty = tuple[Document, Clause, Responsibility]


def duties_by_unit(library: Library) -> dict[str, list[Duty]]:
    """Every duty with its place, by canonical unit, newest document first."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for entry in library.documents:
        for duty in entry.facts.responsibilities:
            clause = library.clause_of(entry.document.id, duty)
            if clause:
                found[duty.unit].append((entry.document, clause, duty))
    return found


def unit_pages(library: Library) -> Iterator[base.Page]:
    """The list of units, then one page each."""
    duties = duties_by_unit(library)
    rows: list[dict[str, Any]] = [
        {
            "link": base.Link(links.unit_page(unit.slug), unit.name),
            "roles": {role: sum(d.role == role for _, _, d in duties.get(unit.name, ())) for role in ROLES},
            "total": len(duties.get(unit.name, ())),
        }
        for unit in library.units
    ]
    rows.sort(key=lambda row: (-row["total"], row["link"].text))
    yield base.Page(links.UNITS, "units", "责任单位", {"rows": rows, "roles": list(ROLES)}, layout="wide")
    for unit in library.units:
        yield unit_page(library, unit, duties.get(unit.name, []))


def unit_page(library: Library, unit: Unit, duties: list[Duty]) -> base.Page:
    """The page of one unit: a table for each of its roles, a row for each clause."""
    groups: list[dict[str, Any]] = []
    for role in ROLES:
        rows: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
        for document, clause, duty in duties:
            if duty.role == role:
                row = rows.setdefault(
                    (document.id, clause.path),
                    {
                        "clause": base.clause_link(document, clause),
                        "document": base.document_link(document),
                        "deadlines": deadlines(library, document, clause),
                        "surfaces": [],
                        "leads": []
                        if role == "lead"
                        else [_unit(library, name) for name in leads(library, document, duty)],
                    },
                )
                if duty.surface not in row["surfaces"]:
                    row["surfaces"].append(duty.surface)
        if rows:
            groups.append({"role": role, "rows": list(rows.values())})
    return base.Page(
        name=links.unit_page(unit.slug),
        template="unit",
        title=unit.name,
        description=f"{unit.name}在各政策文件中承担的任务",
        data={
            "unit": unit,
            "names": names_of(library, unit, duties),
            "table": links.unit_table(unit.slug),
            "groups": groups,
            "documents": len({document.id for document, _, _ in duties}),
            "crumbs": [base.Link(links.UNITS, "责任单位")],
        },
        layout="wide",
    )


def names_of(library: Library, unit: Unit, duties: list[Duty]) -> dict[str, list[str]]:
    """The other names of a unit: those that the texts give it, and those that only the table of units has."""
    surfaces = [duty.surface for _, _, duty in duties]
    aliases = [alias for alias in unit.known.aliases if alias not in surfaces]
    written = [alias for alias in aliases if _stands(library, alias)]
    return {
        "written": [name for name in dict.fromkeys((*surfaces, *written)) if name != unit.name],
        "known": [alias for alias in aliases if alias not in written],
    }


def _stands(library: Library, name: str) -> bool:
    """Whether a name stands in the texts by itself, not only within a longer name of some unit."""
    if name not in library.words:
        return False
    longer = sorted((form for form in library.unit_by_form if name in form and form != name), key=len, reverse=True)
    return any(found[0] == name for found in re.finditer("|".join(map(re.escape, (*longer, name))), library.words))


def leads(library: Library, document: Document, duty: Responsibility) -> list[str]:
    """Which other units lead what a unit has a part in."""
    clause = library.clause_of(document.id, duty)
    beside = library.facts_at(document.id, clause, "responsibilities", Responsibility) if clause else []
    return list(dict.fromkeys(other.unit for other in beside if other.role == "lead" and other.unit != duty.unit))


def deadlines(library: Library, document: Document, clause: Clause) -> list[str]:
    """Until when the tasks of a clause are due, as printed; of many, the span of their years and how many they are."""
    tasks = [fact for fact in library.facts_at(document.id, clause, "schedules", Schedule) if fact.kind == "task"]
    told = list(dict.fromkeys(fact.by or f"{charts.years(fact)}年" for fact in tasks))
    if len(told) <= MOST_DEADLINES:
        return told
    first, last = min(fact.start_year for fact in tasks), max(fact.end_year for fact in tasks)
    return [f"{first}年" if first == last else f"{first}—{last}年", f"共 {len(tasks)} 项"]


def unit_tables(library: Library) -> Iterator[tuple[Unit, str]]:
    """For each unit: its duties as CSV."""
    duties = duties_by_unit(library)
    for unit in library.units:
        rows = [
            (
                unit.name, ROLES[duty.role], document.doc, document.title, base.clause_label(clause),
                "；".join(deadlines(library, document, clause)), duty.surface,
                "" if duty.role == "lead" else "、".join(leads(library, document, duty)), duty.line,
                f"{links.clause_page(document.id, clause.id)}/",
            )
            for document, clause, duty in duties.get(unit.name, ())
        ]  # fmt: skip
        yield unit, spreadsheet.csv_text([COLUMNS, *rows])


def matrix(library: Library, document: Document, duties: tuple[Responsibility, ...]) -> dict[str, Any] | None:
    """Units by clauses: who has which part in what; None where nobody has any."""
    dutiful: set[str] = set()
    units: dict[str, dict[str, list[str]]] = {}
    for duty in duties:
        clause = library.clause_of(document.id, duty)
        if clause:
            dutiful.add(clause.id)
            roles = units.setdefault(duty.unit, {}).setdefault(clause.id, [])
            if duty.role not in roles:
                roles.append(duty.role)
    if not units:
        return None
    columns = [clause for clause in document.clauses if clause.id in dutiful]
    rows = [
        {
            "unit": _unit(library, name),
            "cells": [cells.get(clause.id, []) for clause in columns],
            "total": len(cells),
        }
        for name, cells in sorted(units.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return {"columns": [base.clause_link(document, clause) for clause in columns], "rows": rows}


def _unit(library: Library, name: str) -> base.Link:
    unit = library.unit_by_name.get(name)
    return base.Link(links.unit_page(unit.slug) if unit else "", name)
