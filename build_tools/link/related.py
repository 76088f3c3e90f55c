"""Clauses of other documents that a reader of a clause may want, and why.

What makes two clauses alike is what few others share: rare terms, a unit that carries few clauses, a document
that few cite. Terms, units and citations that many clauses share are passed over, so the cost grows with the
text and not with its square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from build_tools.link.citations import fold
from build_tools.link.terms import has_subject, subject_text, telling, terms_of
from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Place, Related

MOST = 5  # related clauses shown
SHARE = 0.03  # a term is rare that stands in no more than this share of clauses,
FEWEST, CEILING = 4, 60  # but in a small corpus up to FEWEST, and in a large one never more than CEILING
LEAST_TERMS = 3  # terms that two clauses must share where nothing else joins them
LEAST = 0.12  # likeness below which a reader sees no connection
UNIT_WEIGHT, CITATION_WEIGHT = 0.1, 0.3  # what a shared unit or citation adds to a likeness


class _Entry(NamedTuple):
    place: Place
    features: Mapping[str, frozenset[str]]  # kind of feature → features


def find_related(records: Iterable[StructuredDocument]) -> Mapping[Place, tuple[Related, ...]]:
    """Clause → up to five clauses of other documents, nearest first; clauses without any are left out."""
    entries = [entry for record in records for entry in _entries(record)]
    limit = max(FEWEST, min(CEILING, round(SHARE * len(entries))))
    postings = {kind: _postings(entries, kind, limit) for kind in ("terms", "units", "citations")}
    weight = {term: math.log(len(entries) / len(where)) for term, where in postings["terms"].items()}
    norms = [
        math.sqrt(sum(weight[term] ** 2 for term in entry.features["terms"] if term in weight)) for entry in entries
    ]
    found = {}
    for index, entry in enumerate(entries):
        shared: dict[str, dict[int, list[str]]] = {
            kind: _shared(index, entries, entry.features[kind], postings[kind]) for kind in postings
        }
        scored = []
        for other in set().union(*shared.values()):
            terms = shared["terms"].get(other, [])
            units, citations = shared["units"].get(other, []), shared["citations"].get(other, [])
            alike = sum(weight[term] ** 2 for term in terms) / (norms[index] * norms[other]) if terms else 0.0
            if len(terms) < LEAST_TERMS and not citations:
                continue
            score = alike + UNIT_WEIGHT * bool(units) + CITATION_WEIGHT * bool(citations)
            if score >= LEAST:
                scored.append((-round(score, 9), other, terms, units, citations))
        scored.sort(key=lambda row: row[:2])
        if scored:
            found[entry.place] = tuple(
                Related(
                    place=entries[other].place,
                    terms=telling(terms, weight),
                    units=tuple(sorted(units)),
                    citations=tuple(sorted(citations)),
                )
                for _, other, terms, units, citations in scored[:MOST]
            )
    return found


def _entries(record: StructuredDocument) -> list[_Entry]:
    units, cited = defaultdict(set), defaultdict(set)
    for duty in record.facts.responsibilities:
        units[duty.path].add(duty.unit)
    for citation in record.facts.citations:
        cited[citation.path].add(f"《{citation.title}》" if citation.title else str(citation.number))
    return [
        _Entry(
            Place(record.document.doc, clause.path),
            {
                "terms": _without_units(terms_of(fold(subject_text(clause))), units[clause.path]),
                "units": frozenset(units[clause.path]),
                "citations": frozenset(cited[clause.path]),
            },
        )
        for clause in record.document.clauses
        if has_subject(clause)
    ]


def _without_units(terms: frozenset[str], units: Iterable[str]) -> frozenset[str]:
    """A unit named at the end of a paragraph is a reason of its own, and no subject."""
    names = " ".join(sorted(units))
    return frozenset(term for term in terms if term not in names)


def _postings(entries: list[_Entry], kind: str, limit: int) -> dict[str, list[int]]:
    """Rare feature → the entries that have it. One that stands in a single document joins nothing."""
    where: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        for feature in sorted(entry.features[kind]):
            where[feature].append(index)
    return {
        feature: indexes
        for feature, indexes in where.items()
        if len(indexes) <= limit and len({entries[index].place.doc for index in indexes}) > 1
    }


def _shared(
    index: int, entries: list[_Entry], features: Iterable[str], postings: Mapping[str, list[int]]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    doc = entries[index].place.doc
    for feature in sorted(features):
        for other in postings.get(feature, ()):
            if entries[other].place.doc != doc:
                found[other].append(feature)
    return found
