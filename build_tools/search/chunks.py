"""The text as the browser fetches it: whole, or in pieces, each clause as a row that web/texts.js reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from build_tools.model.document import Path
from build_tools.search.records import IndexedClause, IndexedDocument

ROLES = ("lead", "support", "responsible", "guide", "implement")  # order known to web/texts.js
CHUNK = 2_500  # characters of a piece of text in a larger one
Pack = Callable[[str], str]
Part = tuple[IndexedDocument, tuple[IndexedClause, ...], tuple[tuple[Path, str], ...]]  # …, headings above


def chunks_of(documents: Iterable[IndexedDocument]) -> Iterator[list[Part]]:
    """The corpus in pieces of about CHUNK characters, each of one document; a clause is never divided."""
    for document in documents:
        headings = {clause.path: clause.heading for clause in document.clauses}
        piece: list[IndexedClause] = []
        size = 0
        for clause in document.clauses:
            if piece and size + len(clause.text) > CHUNK:
                yield [_part(document, piece, headings)]
                piece, size = [], 0
            piece.append(clause)
            size += len(clause.text) + len(clause.heading)
        if piece:
            yield [_part(document, piece, headings)]


def _part(document: IndexedDocument, piece: list[IndexedClause], headings: dict[Path, str]) -> Part:
    inside = {clause.path for clause in piece}
    wanted = {clause.path[:depth] for clause in piece for depth in range(1, len(clause.path))} - inside
    return document, tuple(piece), tuple((path, headings[path]) for path in sorted(wanted) if headings.get(path))


def chunk_payload(parts: Iterable[Part], pack: Pack) -> dict[str, Any]:
    """What one file of text holds: the units, and for each document its header, the headings above its clauses, the clauses."""
    parts = list(parts)
    named = [(document, unit) for document, clauses, _ in parts for clause in clauses for unit, _ in clause.units]
    addresses = {unit: document.unit_urls.get(unit, "") for document, unit in named}
    units = list(addresses)
    documents = []
    for document, clauses, above in parts:
        subjects = subjects_of(document)
        documents.append([
            pack(document.key), pack(document.title), pack(document.url), pack(document.date),
            [pack(subject) for subject in subjects],
            [_clause_payload(clause, units, subjects, document.url, pack) for clause in clauses],
            [[pack("/".join(path)), pack(heading)] for path, heading in above],
        ])  # fmt: skip
    return {"units": pack("\n".join(map("\t".join, addresses.items()))), "documents": documents}


def subjects_of(document: IndexedDocument) -> list[str]:
    """Every topic under which one of its clauses stands, once."""
    return list(dict.fromkeys(subject for clause in document.clauses for subject in clause.subjects))


def _clause_payload(clause: IndexedClause, units: list[str], subjects: list[str], base: str, pack: Pack) -> list[Any]:
    row = [
        pack("/".join(clause.path)), pack(clause.heading), pack(clause.text), pack(clause.url.removeprefix(base)),
        [units.index(unit) * 8 + ROLES.index(role) for unit, role in clause.units],
        [[_number(low), _number(high)] for low, high in clause.amounts],
        [pack(benefit) for benefit in clause.benefits], [subjects.index(subject) for subject in clause.subjects],
        [[_number(low), _number(high)] for low, high in clause.mentioned],
    ]  # fmt: skip
    while row and not row[-1]:
        row.pop()
    return row


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
