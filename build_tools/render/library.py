"""What the pages ask of the corpus: lookups by document id, place and unit, made once for all pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from build_tools.model.document import Clause, Document, Path
from build_tools.model.facts import Citation, Fact, StructuredDocument
from build_tools.model.knowledge import Conflict, Place, Related, Topic
from build_tools.model.knowledge import Unit as KnownUnit
from build_tools.model.text import SourceText
from build_tools.store.corpus import KINDS, Corpus

F = TypeVar("F", bound=Fact)
Spot = tuple[str, Path]  # document id and path; two documents may share a contract key, never an id


@dataclass(frozen=True)
class Unit:
    """A responsible unit that has a page."""

    slug: str
    known: KnownUnit

    @property
    def name(self) -> str:
        """Canonical name."""
        return self.known.name


@dataclass(frozen=True)
class Library:
    """All that pages are made from."""

    corpus: Corpus
    texts: Mapping[str, SourceText] = field(
        default_factory=dict
    )  # what was received, by file name, where it is at hand

    @cached_property
    def documents(self) -> tuple[StructuredDocument, ...]:
        """By date, newest first; undated last; then by id."""
        return tuple(sorted(self.corpus.records, key=lambda e: (_descending(e.document.date), e.document.id)))

    @cached_property
    def by_id(self) -> dict[str, StructuredDocument]:
        """Documents by their id."""
        return dict(self.corpus.by_id)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Units with a page, sorted by slug."""
        found = ((self.corpus.unit_slug(unit.name), unit) for unit in self.corpus.units)
        return tuple(Unit(slug, unit) for slug, unit in found if slug)

    @cached_property
    def unit_by_name(self) -> dict[str, Unit]:
        """Units with a page, by canonical name."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def unit_by_form(self) -> dict[str, Unit]:
        """Units with a page, by canonical name and by every other name of the table; a canonical name comes first."""
        aliases = {alias: unit for unit in self.units for alias in unit.known.aliases}
        return aliases | self.unit_by_name

    def unit_called(self, name: str, document: Document) -> Unit | None:
        """The unit that a document calls `name`; an alias without its place (高新区管委会) holds in texts of that place."""
        unit = self.unit_by_form.get(name)
        place = unit.known.parent if unit else None
        if unit is None or not place or name == unit.name or name.startswith(place[:-1]):
            return unit
        return unit if any(issuer.startswith(place) for issuer in document.issuers) else None

    @cached_property
    def words(self) -> str:
        """All that the documents say, headers and tables too, as readers see it."""
        return "\n".join(words for entry in self.documents for words in words_of(entry.document))

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Doors, in the order of their table."""
        return self.corpus.topics

    def topic_spots(self, topic: Topic) -> list[tuple[StructuredDocument, Clause, tuple[str, ...]]]:
        """What stands behind a door, with the words that led there, in the order of the corpus."""
        found = []
        for placement in self.corpus.links.placements.get(topic.slug, ()):
            entry, clause = self.at(placement.place)
            if entry and clause:
                found.append((entry, clause, placement.words))
        return found

    def topic_documents(self, topic: Topic) -> list[StructuredDocument]:
        """Documents that are about a door's subject as a whole, in the order of the corpus."""
        placements = self.corpus.links.placements.get(topic.slug, ())
        found = (self.corpus.record(placement.place.doc) for placement in placements if not placement.place.path)
        return [entry for entry in found if entry]

    def topic_words(self, document: Document, path: Path) -> Mapping[str, tuple[str, ...]]:
        """The doors behind which a clause (or, with (), the document itself) stands, with the words that led there."""
        return self._topic_words.get(Place(document.doc, path), {})

    @cached_property
    def _topic_words(self) -> dict[Place, dict[str, tuple[str, ...]]]:
        found: dict[Place, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for slug, placements in self.corpus.links.placements.items():
            for placement in placements:
                found[placement.place][slug] = placement.words
        return found

    def at(self, place: Place) -> tuple[StructuredDocument | None, Clause | None]:
        """Document and clause at a place given by contract key."""
        entry = self.corpus.record(place.doc)
        return entry, self.clauses.get((entry.document.id, place.path)) if entry else None

    @cached_property
    def clauses(self) -> dict[Spot, Clause]:
        """Clauses by document id and path; where two share a path, the first."""
        return {spot: clauses[0] for spot, clauses in self._namesakes.items()}

    @cached_property
    def _namesakes(self) -> dict[Spot, list[Clause]]:
        """A misprinted number may give two clauses one path."""
        found: dict[Spot, list[Clause]] = defaultdict(list)
        for entry in self.documents:
            for clause in entry.document.clauses:
                found[entry.document.id, clause.path].append(clause)
        return found

    def clause_at(self, document_id: str, path: Path, line: int) -> Clause | None:
        """The clause of this path that `line` of the source stands in: of several, the last that begins before it."""
        namesakes = self._namesakes.get((document_id, path), [])
        return next((clause for clause in reversed(namesakes) if clause.line <= line), next(iter(namesakes), None))

    def clause_of(self, document_id: str, fact: Fact) -> Clause | None:
        """The clause that states a fact."""
        return self.clause_at(document_id, fact.path, fact.line)

    @cached_property
    def _children(self) -> dict[tuple[str, str], list[Clause]]:
        found: dict[tuple[str, str], list[Clause]] = defaultdict(list)
        for entry in self.documents:
            for clause in entry.document.clauses:
                above = self.clause_at(entry.document.id, clause.parent, clause.line) if clause.parent else None
                if above or not clause.parent:
                    found[entry.document.id, above.id if above else ""].append(clause)
        return found

    def children(self, document_id: str, clause: Clause | None) -> list[Clause]:
        """Clauses right under one, in the order of the text; None gives the top."""
        return self._children.get((document_id, clause.id if clause else ""), [])

    @cached_property
    def _facts(self) -> dict[tuple[str, str, str], list[Fact]]:
        found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for entry in self.documents:
            for kind in KINDS:
                for fact in getattr(entry.facts, kind):
                    clause = self.clause_of(entry.document.id, fact)
                    if clause:
                        found[entry.document.id, clause.id, kind].append(fact)
        return found

    def facts_at(self, document_id: str, clause: Clause, kind: str, _type: type[F]) -> list[F]:
        """Facts of a kind (a field of `Facts`) that belong to this very clause."""
        return self._facts.get((document_id, clause.id, kind), [])  # type: ignore[return-value]

    @cached_property
    def cited_by(self) -> dict[str, list[tuple[Document, Citation]]]:
        """For each document id: who cites it, from which place."""
        found: dict[str, list[tuple[Document, Citation]]] = defaultdict(list)
        for entry in self.documents:
            for citation in entry.facts.citations:
                target = self.cited(citation)
                if target and target != entry.document.id:
                    found[target].append((entry.document, citation))
        return found

    def cited(self, citation: Citation) -> str | None:
        """Id of the document that a citation means, where the corpus holds it."""
        key = self.corpus.links.target(citation)
        entry = self.corpus.record(key) if key else None
        return entry.document.id if entry else None

    def topics_at(self, document: Document, path: Path) -> tuple[Topic, ...]:
        """The doors behind which a clause stands."""
        return self.corpus.links.topics_at.get(Place(document.doc, path), ())

    def related(self, document: Document, path: Path) -> tuple[Related, ...]:
        """Clauses of other documents that a reader of this one may want."""
        return self.corpus.links.related.get(Place(document.doc, path), ())

    def conflicts(self, document: Document, path: Path) -> tuple[Conflict, ...]:
        """The same benefit with other figures elsewhere."""
        return self.corpus.links.conflicts_at.get(Place(document.doc, path), ())


def words_of(document: Document) -> Iterator[str]:
    """Every paragraph and cell of a document."""
    yield from (paragraph.text for paragraph in (*document.header, *document.trailer))
    yield from (clause.text for clause in document.clauses)
    yield from (cell for table in document.tables for row in table.rows for cell in row.cells)


def _descending(date: str | None) -> tuple[int, ...]:
    return tuple(-int(part) for part in date.split("-")) if date else (1,)
