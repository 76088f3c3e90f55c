"""All links between the documents of a corpus, each kind worked out when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec

from build_tools.link.citations import Resolver
from build_tools.link.conflicts import find_conflicts
from build_tools.link.related import find_related
from build_tools.link.topics import place_clauses
from build_tools.model.facts import Citation, StructuredDocument
from build_tools.model.knowledge import Conflict, Place, Placement, Related, Topic


class CitedBy(NamedTuple):
    """A place that cites a document."""

    doc: str
    citation: Citation


class _Found(msgspec.Struct):
    related: list[tuple[Place, tuple[Related, ...]]]
    conflicts: tuple[Conflict, ...]


class Links:
    """Links of `records`, by contract keys. Deterministic; nothing here depends on anything but the records."""

    def __init__(self, records: tuple[StructuredDocument, ...], topics: tuple[Topic, ...] = ()) -> None:
        self.records, self.topics = records, topics

    def pack(self) -> bytes:
        """What takes long to work out, for another process or another day; for `adopt` of links of the same records."""
        found = _Found(list(self.related.items()), self.conflicts)
        return msgspec.msgpack.encode(found)

    def adopt(self, packed: bytes) -> None:
        """Takes over what `pack` gave."""
        found = msgspec.msgpack.decode(packed, type=_Found)
        self.related, self.conflicts = dict(found.related), found.conflicts

    @cached_property
    def resolver(self) -> Resolver:
        """Finds cited documents."""
        return Resolver(self.records)

    def target(self, citation: Citation) -> str | None:
        """Contract key of the document that a citation means, where the corpus holds it."""
        return self.resolver.target(citation)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[CitedBy, ...]]:
        """Document → where others cite it, in the order of the corpus."""
        found: dict[str, list[CitedBy]] = defaultdict(list)
        for record in self.records:
            for citation in record.facts.citations:
                target = self.target(citation)
                if target and target != record.document.doc:
                    found[target].append(CitedBy(record.document.doc, citation))
        return {doc: tuple(rows) for doc, rows in found.items()}

    @cached_property
    def related(self) -> Mapping[Place, tuple[Related, ...]]:
        """Clause → up to five clauses of other documents, nearest first, each with the reason."""
        return find_related(self.records)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The same benefit with different figures in two documents."""
        return find_conflicts(self.records)

    @cached_property
    def conflicts_at(self) -> Mapping[Place, tuple[Conflict, ...]]:
        """Conflicts by each of the two places."""
        found: dict[Place, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for place in dict.fromkeys((conflict.left.place, conflict.right.place)):
                found[place].append(conflict)
        return {place: tuple(rows) for place, rows in found.items()}

    @cached_property
    def placements(self) -> Mapping[str, tuple[Placement, ...]]:
        """Topic slug → its clauses, in the order of the corpus."""
        return place_clauses(self.records, self.topics)

    @cached_property
    def topics_at(self) -> Mapping[Place, tuple[Topic, ...]]:
        """Clause → the topics that it stands in."""
        found: dict[Place, list[Topic]] = defaultdict(list)
        for topic in self.topics:
            for placement in self.placements.get(topic.slug, ()):
                found[placement.place].append(topic)
        return {place: tuple(topics) for place, topics in found.items()}
