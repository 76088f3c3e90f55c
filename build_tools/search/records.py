"""What the index is made of: documents and clauses as search sees them, nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.model.document import Path, Record


class IndexedClause(Record, frozen=True, kw_only=True):
    """One hit: a clause with its own text, or a document's 前言, 附则 or annex."""

    path: Path
    heading: str = ""
    text: str = ""
    url: str = ""  # relative to the site's root
    units: tuple[tuple[str, str], ...] = ()  # canonical name, role
    amounts: tuple[
        tuple[float, float], ...
    ] = ()  # sums that someone can get, borrow or must pay: yuan, lower and upper bound
    mentioned: tuple[tuple[float, float], ...] = ()  # other sums: thresholds, goals, facts
    benefits: tuple[str, ...] = ()  # 奖励, 补贴, 贷款 …
    subjects: tuple[str, ...] = ()  # titles of the topics under which it stands


class IndexedDocument(Record, frozen=True, kw_only=True):
    """One document with its clauses in the order of the text."""

    key: str  # contract key: the number, or kind and date
    title: str
    url: str = ""
    date: str = ""
    clauses: tuple[IndexedClause, ...] = ()
    unit_urls: Mapping[str, str] = {}  # canonical name → address of its page, for the units of its clauses


def texts(documents: tuple[IndexedDocument, ...]) -> Iterator[str]:
    """Every string of the corpus that a reader may search for."""
    for document in documents:
        yield document.key
        yield document.title
        for clause in document.clauses:
            yield clause.heading
            yield clause.text
            for unit, _ in clause.units:
                yield unit
