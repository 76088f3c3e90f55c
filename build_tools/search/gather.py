"""The corpus as search sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from build_tools.link.topics import place_clauses
from build_tools.model.document import Clause, Document
from build_tools.model.facts import Amount, StructuredDocument
from build_tools.model.knowledge import Place
from build_tools.search.records import IndexedClause, IndexedDocument
from build_tools.store.corpus import Corpus

TOLD = ("threshold", "target", "fact")  # roles of sums that nobody gets or pays


def gather(corpus: Corpus) -> tuple[IndexedDocument, ...]:
    """One record a clause, in the order of the text."""
    subjects = _subjects(corpus)
    return tuple(_document(corpus, record, subjects) for record in corpus.records)


def _subjects(corpus: Corpus) -> Mapping[Place, tuple[str, ...]]:
    """Place → titles of the topics behind whose door it stands."""
    found: dict[Place, list[str]] = defaultdict(list)
    placements = place_clauses(corpus.records, corpus.topics)
    for topic in corpus.topics:
        for placement in placements[topic.slug]:
            found[placement.place].append(topic.title)
    return {place: tuple(titles) for place, titles in found.items()}


def _document(corpus: Corpus, record: StructuredDocument, subjects: Mapping[Place, tuple[str, ...]]) -> IndexedDocument:
    document = record.document
    of_all = subjects.get(Place(document.doc), ())
    clauses = tuple(
        _clause(corpus, document, clause, (*of_all, *subjects.get(Place(document.doc, clause.path), ())))
        for clause in document.clauses
    )
    units = dict.fromkeys(unit for clause in clauses for unit, _ in clause.units)
    return IndexedDocument(
        key=document.doc,
        title=document.title,
        url=corpus.url_of(document.doc) or "",
        date=document.date or "",
        clauses=clauses,
        unit_urls={name: f"unit/{slug}/" for name in units if (slug := corpus.unit_slug(name))},
    )


def _clause(corpus: Corpus, document: Document, clause: Clause, subjects: tuple[str, ...]) -> IndexedClause:
    facts = corpus.facts_at(document.doc, clause.path)
    return IndexedClause(
        path=clause.path,
        heading=clause.heading,
        text=_text(document, clause),
        url=corpus.url_of(document.doc, clause.path) or "",
        units=tuple(dict.fromkeys((fact.unit, fact.role) for fact in facts.responsibilities)),
        amounts=_sums(fact for fact in facts.amounts if fact.role not in TOLD),
        mentioned=_sums(fact for fact in facts.amounts if fact.role in TOLD),
        benefits=tuple(dict.fromkeys(fact.benefit_type for fact in facts.incentives if fact.benefit_type)),
        subjects=tuple(dict.fromkeys(subjects)),
    )


def _text(document: Document, clause: Clause) -> str:
    """The clause's own paragraphs, without the heading that stands before them; a table where it stands."""
    tables = {table.id: table for table in document.tables}
    parts: list[str] = []
    for paragraph in clause.paragraphs:
        if paragraph.table in tables:
            table = tables[paragraph.table or ""]
            parts += [table.title, *("\t".join(row.cells) for row in table.rows)]
        elif paragraph.role != "heading":
            parts.append(paragraph.text)
    return "\n".join(part for part in parts if part)


def _sums(amounts: Iterable[Amount]) -> tuple[tuple[float, float], ...]:
    bounds = ((fact.yuan_min, fact.yuan_max) for fact in amounts)
    return tuple(
        dict.fromkeys(
            (low if low is not None else high or 0, high if high is not None else low or 0) for low, high in bounds
        )
    )
