"""What is done beside the main work: pages, everything that takes words apart, scripts, and the engine.

Each is a `ready…` function that loads what it needs, and a generator that does the work: see `beside`.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.errors import InputError
from build_tools.files import write_atomic
from build_tools.project import CODE, Project

WARM = 1 << 20  # bytes of a source whose words are worth taking apart ahead


class WordWork(NamedTuple):
    """What is asked of the process beside."""

    corpus: Path  # packed
    links_to: Path | None  # where to write the links, if they are wanted
    index_to: Path | None  # where to write the index


def ready_for_words(sources: Iterable[Path]) -> None:
    """Loads the dictionaries, and takes the words of the sources apart while others read them."""
    os.environ["PYPINYIN_NO_PHRASES"] = "true"  # this process asks for single characters only: half the time to load
    from build_tools.language.words import general_words, words_of
    from build_tools.search import rescue, tables

    _ = general_words(), tables.load_tables(tables.TABLES), rescue.readings("政")
    for path in sources:
        if path.suffix == ".txt" and path.stat().st_size < WARM:
            for stretch in re.findall("[\u4e00-\u9fff]+", path.read_bytes().decode(errors="ignore")):
                words_of(stretch)


def ready_for_pages() -> None:
    """Loads what writes pages, compiles the templates, and starts what draws."""
    from build_tools.read import kept
    from build_tools.render import drawing, pages, phrases, templating

    drawing.ready()
    templating.ready()
    _ = pages, kept, phrases.phrased("政")  # loads the dictionary


def pages(given: tuple[Path, Path, Project]) -> Iterator[Any]:
    """Pages of a packed corpus with packed links, and of the texts that it was read from."""
    from build_tools.read.kept import text_of
    from build_tools.render.pages import write_pages
    from build_tools.store.corpus import unpack

    started = time.perf_counter()
    packed, links, project = given
    corpus = unpack(packed.read_bytes())
    corpus.links.adopt(links.read_bytes())
    sums = {record.document.source_file: record.document.source_sha256 for record in corpus.records}
    texts = {name: text_of(project.sources / name, sum_, project.texts) for name, sum_ in sums.items()}
    yield len(write_pages(corpus, project.docs, texts)), time.perf_counter() - started


def words(work: WordWork) -> Iterator[Any]:
    """Everything that takes words apart."""
    from build_tools.store.corpus import unpack

    corpus = unpack(work.corpus.read_bytes())
    if work.links_to:
        write_atomic(work.links_to, corpus.links.pack())
        yield None
    if work.index_to:
        from build_tools.search.index import write_index

        started = time.perf_counter()
        written = write_index(corpus, work.index_to)
        yield written.clauses, written.files, written.bytes, time.perf_counter() - started


def scripts(out: Path) -> Iterator[Any]:
    """Scripts for the browser."""
    from build_tools.web.bundle import bundle

    started = time.perf_counter()
    yield len(bundle(out)), time.perf_counter() - started


class Engine:
    """MkDocs in a process of its own: see build_tools/render/engine.py."""

    def __init__(self, project: Project, site: Path, parts: int, guarded: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "build_tools.render.engine",
             str(project.root / "mkdocs.yml"), str(site), str(parts), str(int(guarded))],
            cwd=CODE.parent,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},  # an advertisement, not about this build
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def go(self) -> None:
        """All pages are there."""
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # it has ended already: `result` tells why
            self._process.stdin.write("go\n")
            self._process.stdin.flush()

    def result(self) -> None:
        """Waits for the site. Raises InputError with the engine's own words."""
        _, said = self._process.communicate()
        if self._process.returncode:
            lines = dict.fromkeys(line.strip() for line in said.splitlines())  # parts may say the same
            words = "；".join(line for line in lines if line and not line.startswith("Aborted with"))[:1000]
            raise InputError("mkdocs.yml", 1, f"MkDocs 未能生成站点：{words}；请按所述修改")

    def close(self) -> None:
        """Without work it leaves by itself; in the midst of it, it is ended."""
        if self._process.returncode is None:
            self._process.terminate()
            self._process.communicate()
