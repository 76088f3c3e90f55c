"""Pages to docs/: writes what changed, takes away what is no longer made. Reads nothing but the corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from build_tools.files import write_changed
from build_tools.model.text import SourceText
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import appointments, home, incentives, lines, lists, origin, targets, timetable, units
from build_tools.render.views.base import Page
from build_tools.render.views.clause import clause_pages
from build_tools.render.views.document import document_page
from build_tools.render.word import word_file
from build_tools.store.corpus import Corpus

NONE: Mapping[str, SourceText] = MappingProxyType({})
NAME = re.compile(r"(?:[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*)?")


def all_pages(library: Library) -> Iterator[Page]:
    """Every generated page."""
    yield home.home_page(library)
    yield home.search_page()
    yield home.about_page(library)
    yield lists.documents_page(library)
    for entry in library.documents:
        yield document_page(library, entry)
        yield from clause_pages(library, entry)
    yield from units.unit_pages(library)
    yield from lists.topic_pages(library)
    yield appointments.overview(library)
    yield incentives.incentives_page(library)
    yield incentives.calculator_page(library)
    yield targets.targets_page(library)
    yield timetable.timetable_page(library)
    yield targets.citations_page(library)
    yield origin.sources_page(library)
    for entry in library.documents:
        if entry.document.source_file in library.texts:
            yield lines.lines_page(library, entry)
    for old, new in library.corpus.redirects.items():
        yield home.moved_page(old.strip("/"), new.strip("/"))


def downloads(library: Library) -> Iterator[tuple[str, str | bytes]]:
    """Files beside the pages: each document for Word, the duties of each unit as a table."""
    for entry in library.documents:
        document = entry.document
        yield links.word_file(document.id), word_file(document)
    for unit, text in units.unit_tables(library):
        yield links.unit_table(unit.slug), text


def write_pages(corpus: Corpus, docs: Path, texts: Mapping[str, SourceText] = NONE) -> list[Path]:
    """Writes all pages below `docs`; returns their files. Pages of earlier builds that are no longer made go.

    `texts`: what was received, by file name; of these there are pages that show it line by line.
    """
    library = Library(corpus, texts)
    files = []
    for page in all_pages(library):
        if not NAME.fullmatch(page.name):
            raise ValueError(f"not a page name: {page.name!r}")
        file = docs / page.name / "index.md"
        write_changed(file, render(page))
        files.append(file)
    for name, data in downloads(library):
        files.append(docs / name)
        write_changed(docs / name, data)
    _remove_stale(docs, set(files))
    return files


def _remove_stale(docs: Path, made: set[Path]) -> None:
    for folder in links.OWNED:
        for file in sorted((docs / folder).rglob("*")):
            if file.is_file() and file not in made:
                file.unlink()
                for parent in file.parents:
                    if parent == docs or any(parent.iterdir()):
                        break
                    parent.rmdir()
