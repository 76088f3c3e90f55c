"""Clauses of other documents that a reader of a clause may want, and why.

What makes two clauses alike is what few others share: rare terms, a unit that carries few clauses, a document
that few cite. A word met once in passing joins nothing: a shared term counts for more where it is what a clause is
about (it stands in the heading, or more than once), and at least one must be. Terms, units and citations that many
clauses share are passed over, so the cost grows with the text and not with its square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from build_tools.link.citations import fold
from build_tools.link.terms import count_terms, has_subject, subject_text, telling
from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Place, Related

MOST = 5  # related clauses shown
SHARE = 0.03  # a term is rare that stands in no more than this share of clauses,
FEWEST, CEILING = 4, 60  # but in a small corpus up to FEWEST, and in a large one never more than CEILING
LEAST_TERMS = 2  # terms that two clauses must share where no citation joins them
LEAST = 0.16  # likeness below which a reader sees no connection
SUBJECT = 2.0  # a term that a clause is about weighs so much more
UNIT_WEIGHT, CITATION_WEIGHT = 0.05, 0.3  # what a shared unit or citation adds to a likeness


class _Entry(NamedTuple):
    place: Place
    features: Mapping[str, frozenset[str]]  # kind of feature → features
    subjects: frozenset[str]  # terms that the clause is about


def find_related(records: Iterable[StructuredDocument]) -> Mapping[Place, tuple[Related, ...]]:
    """Clause → up to five clauses of other documents, nearest first; clauses without any are left out."""
    entries = [entry for record in records for entry in _entries(record)]
    limit = max(FEWEST, min(CEILING, round(SHARE * len(entries))))
    postings = {kind: _postings(entries, kind, limit) for kind in ("terms", "units", "citations")}
    weight = {term: math.log(len(entries) / len(where)) for term, where in postings["terms"].items()}

    def strength(entry: _Entry, term: str) -> float:
        return weight[term] * (SUBJECT if term in entry.subjects else 1.0)

    norms = [
        math.sqrt(sum(strength(entry, term) ** 2 for term in sorted(entry.features["terms"]) if term in weight))
        for entry in entries
    ]
    found = {}
    for index, entry in enumerate(entries):
        shared = {kind: _shared(index, entries, entry.features[kind], postings[kind]) for kind in postings}
        scored = []
        for other in set().union(*shared.values()):
            terms = shared["terms"].get(other, [])
            units, citations = shared["units"].get(other, []), shared["citations"].get(other, [])
            subjects = [term for term in terms if term in entry.subjects or term in entries[other].subjects]
            if not citations and not _telling_enough(telling(subjects, weight), terms):
                continue
            product = sum(strength(entry, term) * strength(entries[other], term) for term in terms)
            alike = product / (norms[index] * norms[other]) if terms else 0.0
            score = alike + UNIT_WEIGHT * bool(units) + CITATION_WEIGHT * bool(citations)
            if score >= LEAST:
                scored.append((-round(score, 9), other, subjects or terms, units, citations))
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


def _telling_enough(subjects: tuple[str, ...], terms: list[str]) -> bool:
    """Whether shared terms show a shared subject: one short word (比重) does not."""
    return len(terms) >= LEAST_TERMS and (len(subjects) > 1 or any(len(term) > 2 for term in subjects))


def _entries(record: StructuredDocument) -> list[_Entry]:
    units, cited = defaultdict(set), defaultdict(set)
    for duty in record.facts.responsibilities:
        units[duty.path].add(duty.unit)
    for citation in record.facts.citations:
        cited[citation.path].add(f"《{citation.title}》" if citation.title else str(citation.number))
    entries = []
    for clause in record.document.clauses:
        if has_subject(clause):
            names = " ".join(sorted(units[clause.path]))  # a unit at the end of a paragraph is no subject
            counts = {t: n for t, n in count_terms(fold(subject_text(clause))).items() if t not in names}
            subjects = {term for term, count in counts.items() if count > 1 or term in fold(clause.heading)}
            features = {
                "terms": frozenset(counts),
                "units": frozenset(units[clause.path]),
                "citations": frozenset(cited[clause.path]),
            }
            entries.append(_Entry(Place(record.document.doc, clause.path), features, frozenset(subjects)))
    return entries


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
