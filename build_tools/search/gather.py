"""The corpus as search sees it."""

from __future__ import annotations

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Facts, StructuredDocument
from build_tools.search.records import IndexedClause, IndexedDocument
from build_tools.search.tables import Tables
from build_tools.store.corpus import Corpus


def gather(corpus: Corpus, tables: Tables) -> tuple[IndexedDocument, ...]:
    """One record a clause, in the order of the text."""
    return tuple(_document(corpus, record, tables) for record in corpus.records)


def _document(corpus: Corpus, record: StructuredDocument, tables: Tables) -> IndexedDocument:
    document = record.document
    clauses = tuple(_clause(corpus, document, clause) for clause in document.clauses)
    headings = " ".join([document.title, *(clause.heading for clause in document.clauses)])
    return IndexedDocument(
        key=document.doc,
        title=document.title,
        url=corpus.url_of(document.doc) or "",
        date=document.date or "",
        subjects=subjects_of(document.title, headings, tables),
        clauses=clauses,
    )


def _clause(corpus: Corpus, document: Document, clause: Clause) -> IndexedClause:
    facts = corpus.facts_at(document.doc, clause.path)
    return IndexedClause(
        path=clause.path,
        heading=clause.heading,
        text=_text(document, clause),
        url=corpus.url_of(document.doc, clause.path) or "",
        units=tuple(dict.fromkeys((fact.unit, fact.role) for fact in facts.responsibilities)),
        amounts=_amounts(facts),
        benefits=tuple(dict.fromkeys(fact.benefit_type for fact in facts.incentives if fact.benefit_type)),
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


def _amounts(facts: Facts) -> tuple[tuple[float, float], ...]:
    bounds = ((fact.yuan_min, fact.yuan_max) for fact in facts.amounts)
    return tuple(
        dict.fromkeys(
            (low if low is not None else high or 0, high if high is not None else low or 0) for low, high in bounds
        )
    )


def subjects_of(title: str, headings: str, tables: Tables) -> tuple[str, ...]:
    """Subjects by words in the title, or, where it names none, the two that the headings name most."""
    named = [row.name for row in tables.subjects if any(word in title for word in row.words)]
    if named:
        return tuple(named[:3])
    counts = [(sum(headings.count(word) for word in row.words), row.name) for row in tables.subjects]
    return tuple(name for count, name in sorted(counts, key=lambda item: -item[0])[:2] if count)
