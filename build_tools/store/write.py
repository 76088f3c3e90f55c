"""structured/ as a whole: documents, registry and schema, written together after everything is known to fit."""

from __future__ import annotations

from pathlib import Path

from build_tools.errors import InputError
from build_tools.store.corpus import Corpus
from build_tools.store.documents import write_document
from build_tools.store.permalinks import located, write_registry
from build_tools.store.schema import write_schema


def write_corpus(structured: Path, corpus: Corpus) -> None:
    """Writes what the corpus holds and removes documents that it does not hold; hand-written files stay.

    Raises InputError, before anything is written, where an address that was given out would be lost.
    """
    for problem in corpus.problems:
        raise InputError(*located(structured, problem), problem.text)
    folder = structured / "documents"
    kept = {write_document(folder, record) for record in corpus.records}
    for path in set(folder.glob("*.yml")) - kept:
        path.unlink()
    write_registry(structured, corpus.registry)
    write_schema(structured)
