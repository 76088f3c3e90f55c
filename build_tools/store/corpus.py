"""The corpus: all that pages, index and exports may see. Loaded from structured/, or made of fresh records.

Links between documents (see `build_tools.link`) follow from the records alone; they are worked out once when they
are first asked for and never stored, so that they cannot disagree with the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as File

import msgspec

from build_tools.errors import InputError
from build_tools.link.links import Links
from build_tools.model.document import Clause, Path
from build_tools.model.facts import Fact, Facts, StructuredDocument
from build_tools.model.knowledge import Place, Topic, Unit
from build_tools.store.documents import read_documents
from build_tools.store.permalinks import Problem, Registry, assign, load_registry, redirects
from build_tools.yamlfile import line_of, read_records

KINDS = tuple(name for name in Facts.__struct_fields__ if name != "validity")


@dataclass(frozen=True)
class Corpus:
    """All structured documents with units, topics, addresses and links; nothing in it changes."""

    records: tuple[StructuredDocument, ...]  # in the order of their sources
    authority: tuple[Unit, ...] = ()  # structured/units.yml
    topics: tuple[Topic, ...] = ()
    registry: Registry = field(default_factory=Registry)
    problems: tuple[Problem, ...] = ()  # addresses that lead nowhere

    @cached_property
    def by_id(self) -> Mapping[str, StructuredDocument]:
        """Document id → record."""
        return {record.document.id: record for record in self.records}

    @cached_property
    def _by_doc(self) -> Mapping[str, StructuredDocument]:
        return {record.document.doc: record for record in reversed(self.records)}

    @cached_property
    def _clauses(self) -> Mapping[Place, Clause]:
        found: dict[Place, Clause] = {}
        for record in self.records:
            for clause in record.document.clauses:
                found.setdefault(Place(record.document.doc, clause.path), clause)
        return found

    def record(self, doc: str) -> StructuredDocument | None:
        """The document with this contract key; the first, where several share it."""
        return self._by_doc.get(doc)

    def clause(self, doc: str, path: Path) -> Clause | None:
        """The clause at `path` of the document `doc`; the first, where several share it."""
        return self._clauses.get(Place(doc, path))

    def url_of(self, doc: str, path: Path = ()) -> str | None:
        """Address from the site's root: "doc/zhengzheng-2022-19/3-1/"; of the document for path ()."""
        record = self.record(doc)
        if record is None:
            return None
        if not path:
            return f"doc/{record.document.id}/"
        clause = self.clause(doc, path)
        return f"doc/{record.document.id}/{clause.id}/" if clause else None

    @cached_property
    def _facts(self) -> Mapping[tuple[Place, str], tuple[Fact, ...]]:
        found: dict[tuple[Place, str], list[Fact]] = defaultdict(list)
        for record in self.records:
            for kind in KINDS:
                for fact in getattr(record.facts, kind):
                    found[Place(record.document.doc, fact.path), kind].append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def facts_at(self, doc: str, path: Path) -> Facts:
        """The facts of this very clause, without its children's; validity is the document's."""
        record, place = self.record(doc), Place(doc, path)
        here = {kind: self._facts.get((place, kind), ()) for kind in KINDS}
        return Facts(**here, validity=record.facts.validity if record else Facts().validity)  # type: ignore[arg-type]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit that has a page: those that a document names, and those that ever had one; sorted by slug."""
        known = {unit.name: unit for unit in self.authority}
        return tuple(known.get(name) or Unit(name=name) for name in self._unit_slugs)

    @cached_property
    def _unit_slugs(self) -> Mapping[str, str]:
        rows = self.registry.units
        return {name: slug for slug, name in rows.names.items() if slug not in rows.moved}

    def unit_slug(self, name: str) -> str | None:
        """Last part of the address of a unit's page, by canonical name."""
        return self._unit_slugs.get(name)

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Moved address → where it leads now, both from the site's root."""
        return redirects(self.registry)

    @cached_property
    def links(self) -> Links:
        """Citations, related clauses, conflicts and topics across all documents."""
        return Links(self.records, self.topics)


def corpus_of(
    records: Iterable[StructuredDocument],
    authority: Iterable[Unit] = (),
    topics: Iterable[Topic] = (),
    registry: Registry | None = None,
) -> Corpus:
    """A corpus of fresh records, each with its address: the registered one, or a new one."""
    records, authority, topics = tuple(records), tuple(authority), tuple(topics)
    named = {fact.unit for record in records for fact in record.facts.responsibilities}
    assigned = assign(registry or Registry(), records, named, {topic.slug: topic.title for topic in topics})
    return Corpus(assigned.records, authority, topics, assigned.registry, assigned.problems)


class _Units(msgspec.Struct):
    units: tuple[Unit, ...] = ()


class _Topics(msgspec.Struct):
    topics: tuple[Topic, ...] = ()


def load_units(structured: File) -> tuple[Unit, ...]:
    """Rows of units.yml. Raises InputError, also where a name or alias is given to two units."""
    path, file = structured / "units.yml", f"{structured.name}/units.yml"
    units = read_records(path, _Units, file).units if path.is_file() else ()
    seen: dict[str, str] = {}
    for index, unit in enumerate(units):
        for name in (unit.name, *unit.aliases):
            if name in seen:
                line = line_of(path.read_text(encoding="utf-8"), ["units", index])
                raise InputError(file, line, f"机构名“{name}”写了两次（{seen[name]}，{unit.name}）；请只留一处")
            seen[name] = unit.name
    return units


def load_topics(structured: File) -> tuple[Topic, ...]:
    """Rows of topics.yml. Raises InputError, also where an address is given to two topics."""
    path, name = structured / "topics.yml", f"{structured.name}/topics.yml"
    topics = read_records(path, _Topics, name).topics if path.is_file() else ()
    seen: set[str] = set()
    for index, topic in enumerate(topics):
        if topic.slug in seen:
            line = line_of(path.read_text(encoding="utf-8"), ["topics", index])
            raise InputError(name, line, f"地址 {topic.slug} 写了两次；请另取一个")
        seen.add(topic.slug)
    return topics


def load_corpus(structured: File) -> Corpus:
    """The corpus that structured/ holds, documents in the order of their sources. Raises InputError."""
    return corpus_of(
        read_documents(structured / "documents"),
        load_units(structured),
        load_topics(structured),
        load_registry(structured),
    )


class _Packed(msgspec.Struct):
    records: tuple[StructuredDocument, ...]
    authority: tuple[Unit, ...]
    topics: tuple[Topic, ...]
    registry: Registry


def pack(corpus: Corpus) -> bytes:
    """A corpus without problems in a form that is quickly read: `unpack` gives an equal one back."""
    return msgspec.msgpack.encode(_Packed(corpus.records, corpus.authority, corpus.topics, corpus.registry))


def unpack(data: bytes) -> Corpus:
    """What was packed."""
    held = msgspec.msgpack.decode(data, type=_Packed)
    return Corpus(held.records, held.authority, held.topics, held.registry)
