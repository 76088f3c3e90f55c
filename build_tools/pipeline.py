"""The commands that make something: a parse, an export, the site (stage after stage, see `building`)."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.building import Building
from build_tools.errors import InputError
from build_tools.files import alone, tree
from build_tools.progress import Progress
from build_tools.project import READABLE, Project


def build(project: Project, *, jobs: int = 1, clean: bool = False, progress: Progress, guarded: bool = True) -> Path:
    """The site, brought up to date; returns its folder. Raises InputError, and then leaves the old site as it was.

    `jobs`: processes that may work at once. `guarded`: with a Content-Security-Policy in every page.
    """
    if not project.source_files:
        raise InputError("sources", 1, f"没有公报原文；请把文件（{'、'.join(READABLE)}）放进 sources/")
    if not (project.root / "mkdocs.yml").is_file():
        raise InputError("mkdocs.yml", 1, "没有这个文件；请从版本库恢复")
    address = os.environ.get("SITE_ADDRESS", "")
    if address and not re.fullmatch(r"https?://[^\s\"'<>?#]+", address):
        raise InputError("SITE_ADDRESS", 1, f"“{address}”不是网站地址；请写成 https://主机/路径/，或不设")
    with (
        alone(project.cache / "lock", lambda: progress.say("另一个构建正在进行，等它结束……")),
        Building(project, jobs, clean, progress, guarded) as building,
    ):
        building.all()
    return project.site


def parse_files(project: Project, files: Sequence[Path], out: Path, jobs: int, progress: Progress) -> int:
    """Documents and tables of any texts into `out`; nothing is written unless all of them can be read."""
    from build_tools.export.tables import write_tables
    from build_tools.extract.units import UnitAuthority
    from build_tools.reading import read_sources
    from build_tools.store.corpus import corpus_of, load_units
    from build_tools.store.documents import write_document

    units = UnitAuthority(load_units(project.structured))
    groups = read_sources(files, units, jobs, progress)
    corpus = corpus_of(record for group in groups for record in group)
    with _staged(out) as stage:
        for record in corpus.records:
            write_document(stage / "documents", record)
        write_tables(corpus, stage / "tables", ("jsonl",))
    return len(corpus.records)


def export(project: Project, format_: str, out: Path) -> int:
    """The tables, or the documents as Akoma Ntoso, of structured/ into `out`; how many files."""
    from build_tools.export.akomantoso import write_akn
    from build_tools.export.tables import write_tables
    from build_tools.store.corpus import load_corpus

    corpus = load_corpus(project.structured)
    with _staged(out) as stage:
        written = write_akn(corpus, stage) if format_ == "akn" else write_tables(corpus, stage, (format_,))
    return len(written)


@contextlib.contextmanager
def _staged(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into; its files move into `out` when all of them are there."""
    parent = next(folder for folder in out.absolute().parents if folder.exists())
    stage = Path(tempfile.mkdtemp(dir=parent, prefix=f".{out.name}."))
    try:
        yield stage
        for path in tree(stage):
            target = out / path.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
