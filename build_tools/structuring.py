"""sources/ and what people wrote in structured/ → structured/: sources that did not change are not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from build_tools.check.lossless import account_of
from build_tools.extract.facts import find_facts
from build_tools.extract.units import UnitAuthority
from build_tools.model.facts import StructuredDocument
from build_tools.progress import Progress
from build_tools.project import Project
from build_tools.read.reader import read_file
from build_tools.reading import Readings, read_sources
from build_tools.store.corpus import Corpus, corpus_of, load_topics, load_units
from build_tools.store.corrections import apply_corrections
from build_tools.store.permalinks import assign, load_registry
from build_tools.store.write import write_corpus


def write_structured(project: Project, jobs: int, progress: Progress, code: str) -> tuple[int, Corpus]:
    """Writes structured/; how many sources were read again, and what it now holds. Raises InputError.

    `code` is the fingerprint of what reads: readings kept under another are not used.
    """
    units = load_units(project.structured)
    authority = UnitAuthority(units)
    kept_by = hashlib.sha256(msgspec.json.encode([units, code])).hexdigest()
    read = Readings(project.cache / "readings", kept_by)
    again = [path for path in project.source_files if read.get(path) is None]
    registry = load_registry(project.structured)
    known = {rows.doc: id_ for id_, rows in registry.documents.items() if not rows.moved}
    for path, records in zip(again, read_sources(again, authority, jobs, progress, known, project.texts), strict=True):
        read.put(path, records)
    found = [record for path in project.source_files for record in read[path]]
    corrected = apply_corrections(
        assign(registry, found).records,  # a correction may name a document by its address
        project.structured,
        facts_of=lambda document, source: find_facts(document, source, authority),
    )
    topics = load_topics(project.structured)
    corpus = corpus_of(_counted_again(corrected, project), units, topics, registry)
    write_corpus(project.structured, corpus)
    return len(again), corpus


def _counted_again(records: Iterable[StructuredDocument], project: Project) -> Iterator[StructuredDocument]:
    """`records`, counted anew where a person's correction may have changed the text."""
    for record in records:
        if record.corrections:
            source = read_file(project.sources / record.document.source_file)
            record = msgspec.structs.replace(record, account=account_of(record.document, source))
        yield record
