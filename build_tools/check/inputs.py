"""What people put in: texts that were never read, corrections that do not hold, tables of the search that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.check.findings import Finding
from build_tools.errors import InputError
from build_tools.model.facts import Correction
from build_tools.project import Project
from build_tools.read.reader import read_file
from build_tools.store.corpus import Corpus
from build_tools.store.corrections import GUIDE, Corrections, Row, meant
from build_tools.yamlfile import line_of, read_records, read_text

AGAIN = "请重新运行 python -m build_tools build"
Key = tuple[str, ...]


def check_inputs(project: Path, corpus: Corpus) -> Iterator[Finding]:
    """A finding for each input that structured/ does not hold as it stands, or cannot."""
    yield from _unread(Project(project), {record.document.source_file for record in corpus.records})
    yield from _corrections(project / "structured" / "corrections", corpus)
    yield from _search(project / "structured" / "search")


def _unread(project: Project, held: set[str]) -> Iterator[Finding]:
    for path in project.source_files:
        if path.name not in held:
            try:
                read_file(path)
                line, problem = 1, f"这份原文还没有读入 structured/；{AGAIN}"
            except InputError as error:
                line, problem = error.line, error.problem
            yield Finding(f"sources/{path.name}", line, "error", problem)


def _corrections(folder: Path, corpus: Corpus) -> Iterator[Finding]:
    """Rows that were not applied, and rows that were and are gone. Whether one fits the text, only a build can tell."""
    rows: dict[str, list[Key]] = {}
    for path in sorted(folder.glob("*.yml")):
        name = f"structured/corrections/{path.name}"
        try:
            file = read_records(path, Corrections, name, GUIDE)
            text = read_text(path, name)
            record = corpus.records[meant(file, [one.document for one in corpus.records], path, name)]
        except InputError as error:
            yield Finding(error.file, error.line, "error", error.problem)
            continue
        applied = [_key(note) for note in record.corrections]
        rows.setdefault(record.document.id, []).extend(map(_key, file.corrections))
        for index, row in enumerate(file.corrections):
            if _key(row) not in applied:
                problem = f"这条更正还没有写入 structured/documents/；{AGAIN}"
                yield Finding(name, line_of(text, ["corrections", index]), "error", problem)
    for record in corpus.records:
        for note in record.corrections:
            if _key(note) not in rows.get(record.document.id, ()):
                problem = f"“{note.words}”的更正（{note.date} {note.office}）已不在 structured/corrections/；{AGAIN}"
                yield Finding(f"structured/documents/{record.document.id}.yml", 1, "error", problem)


def _key(row: Row | Correction) -> Key:
    return (row.action, row.table, row.words, row.office, row.date, row.reason, *row.path)


def _search(folder: Path) -> Iterator[Finding]:
    """Tables of the search, where the project has them."""
    if not folder.is_dir():
        return
    from build_tools.search.rescue import traditional_pairs
    from build_tools.search.tables import load_tables

    for load in (lambda: load_tables(folder), lambda: traditional_pairs(folder / "traditional.yml", set())):
        try:
            load()
        except InputError as error:
            yield Finding(f"structured/search/{Path(error.file).name}", error.line, "error", error.problem)
