"""The site, stage after stage: sources → structured → links → pages, index → site. Only what changed is done again.

Two processes help where more than one may work: the engine gets ready while the gazette is read, and everything that
takes words apart (links between documents, the index) is done beside the writing of pages.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from build_tools.beside import Beside
from build_tools.errors import InputError
from build_tools.files import tree, write_atomic
from build_tools.progress import Progress
from build_tools.project import CODE, Project
from build_tools.stamps import Stamps

if TYPE_CHECKING:  # rooms are entered where they are needed: a build that has nothing to do is over in a moment
    from build_tools.store.corpus import Corpus

READING_ROOMS = ("model", "language", "read", "repair", "segment", "extract", "link", "store")
WARM = 1 << 20  # bytes of a source whose words are worth taking apart ahead
LOCK = CODE / "locks" / "site.txt"


class _WordWork(NamedTuple):
    """What is asked of the process beside."""

    corpus: Path  # packed
    links_to: Path | None  # where to write the links, if they are wanted
    index_to: Path | None  # where to write the index


class Building:
    """One run over all stages. Use as a context: at its end no helping process is left."""

    def __init__(self, project: Project, jobs: int, clean: bool, progress: Progress, guarded: bool) -> None:
        self.project, self.jobs, self.progress, self.guarded = project, jobs, progress, guarded
        self.stamps = Stamps(project.cache / "build.json", project.root, clean)
        self._helpers: list[Beside[Any] | _Engine] = []
        if clean:
            shutil.rmtree(project.cache / "readings", ignore_errors=True)

    def __enter__(self) -> Building:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.close()
        self.stamps.save()

    def all(self) -> None:
        """Every stage that is not up to date. Raises InputError."""
        _restore(self.project.site, self.project.cache / "site.old")
        self.structure(self._get_ready)
        keys = self._keys()
        stale = {stage for stage in keys if not self.stamps.fresh(stage, keys[stage], self._outputs(stage))}
        if "scripts" in stale:
            self._scripts.give(self.project.generated)
        if stale & {"links", "index"}:
            self._words.give(
                _WordWork(
                    self._packed(),
                    self.project.cache / "links.msgpack" if "links" in stale else None,
                    self.project.generated / "search" if "index" in stale else None,
                )
            )
        if "pages" in stale:
            _ready_for_pages()
        if "links" in stale:
            self._words.take()
            self.stamps.done("links", keys["links"], self._outputs("links"))
        if "pages" in stale:
            self._pages(keys["pages"])
        if "index" in stale:
            written, seconds = self._words.take()
            notes = [f"{written.clauses} 条，{written.files} 个文件，{written.bytes // 1024} KiB"]
            self.progress.done("建全文索引", notes, seconds)
            self.stamps.done("index", keys["index"], self._outputs("index"))
        if "scripts" in stale:
            number, seconds = self._scripts.take()
            self.progress.done("打包浏览器脚本", [f"{number} 个"], seconds)
            self.stamps.done("scripts", keys["scripts"], self._outputs("scripts"))
        self._site(keys, "data" in stale)

    # The stages

    def structure(self, stale: Callable[[], object] = lambda: None) -> None:
        """sources/ and what people wrote in structured/ → structured/. Calls `stale` if it must be done. Raises InputError."""
        code = self._code(*READING_ROOMS, "reading.py", "building.py")
        outputs = self.project.structured / "documents"
        files = self.project.source_files
        key = self.stamps.key([*files, *self._by_hand()], code)
        if self.stamps.fresh("structured", key, tree(outputs)):
            return
        stale()
        with self.progress.step("读公报，写 structured/") as notes:
            again, corpus = _structured(self.project, self.jobs, self.progress, code)
            self.stamps.done("structured", self.stamps.key([*files, *self._by_hand()], code), tree(outputs))
            notes.append(f"{again} 份公报重读，共 {len(corpus.records)} 份文件")
        self.corpus = corpus

    def _get_ready(self) -> None:
        """Starts the helpers before their work is there; all of them will be needed."""
        _ = self._engine, self._words, self._scripts

    def _pages(self, key: str) -> None:
        from build_tools.render.pages import write_pages

        with self.progress.step("生成页面，写 docs/") as notes:
            self.corpus.links.adopt((self.project.cache / "links.msgpack").read_bytes())
            notes.append(f"{len(write_pages(self.corpus, self.project.docs))} 页")
            self.stamps.done("pages", key, self._outputs("pages"))

    def _site(self, keys: dict[str, str], data: bool) -> None:
        project = self.project
        key = self.stamps.key(
            [*tree(project.docs), project.root / "mkdocs.yml"],
            self._code("render"), keys["data"], str(self.guarded), os.environ.get("SITE_ADDRESS", ""),
        )  # fmt: skip
        if not data and self.stamps.fresh("site", key, tree(project.site)):
            return
        fresh, made = project.cache / "site", project.cache / "data"
        with self.progress.step("MkDocs 生成站点") as notes:
            shutil.rmtree(fresh, ignore_errors=True)
            self._engine.go()
            if data:  # while the engine works
                self._data(made, keys["data"])
            self._engine.result()
            _publish(made, fresh)
            notes.append(f"{len(tree(made / 'data'))} 个数据文件")
            _swap(fresh, project.site, project.cache / "site.old")
            self.stamps.done("site", key, tree(project.site))

    def _data(self, made: Path, key: str) -> None:
        from build_tools.export.feeds import write_feed
        from build_tools.export.tables import write_tables

        shutil.rmtree(made, ignore_errors=True)
        write_tables(self.corpus, made / "data")
        write_feed(self.corpus, made)
        self.stamps.done("data", key, self._outputs("data"))

    # What the stages share

    @cached_property
    def corpus(self) -> Corpus:
        """What structured/ holds, read once."""
        from build_tools.store.corpus import load_corpus

        return load_corpus(self.project.structured)

    def _packed(self) -> Path:
        """The corpus for the process beside."""
        from build_tools.store.corpus import pack

        path = self.project.cache / "corpus.msgpack"
        write_atomic(path, pack(self.corpus))
        return path

    @cached_property
    def _words(self) -> Beside[_WordWork]:
        helper = Beside(partial(_ready_for_words, self.project.source_files), _words, beside=self.jobs > 1)
        self._helpers.append(helper)
        return helper

    @cached_property
    def _scripts(self) -> Beside[Path]:
        helper = Beside(lambda: None, _bundled, beside=self.jobs > 1)
        self._helpers.append(helper)
        return helper

    @cached_property
    def _engine(self) -> _Engine:
        engine = _Engine(self.project, self.project.cache / "site", self.jobs, self.guarded)
        self._helpers.append(engine)
        return engine

    def _by_hand(self) -> list[Path]:
        """What people write in structured/; search and pages read the synonyms, the stage before them does not."""
        return [p for p in tree(self.project.structured, "*.yml") if p.parent.name not in ("documents", "search")]

    def _code(self, *rooms: str) -> str:
        """Fingerprint of the code and rule tables of rooms, and of the locked libraries."""
        files = [path for room in rooms for path in (tree(CODE / room) if (CODE / room).is_dir() else [CODE / room])]
        return self.stamps.key([*files, CODE / "rules.py", CODE / "files.py", LOCK])

    def _keys(self) -> dict[str, str]:
        """Fingerprints of what the stages after structured/ are made from."""
        structured = self.stamps.key(tree(self.project.structured, "*.yml"))
        below = ("store", "link", "language", "model")
        links = structured + self._code(*below)
        return {
            "links": links,
            "pages": links + self._code("render"),
            "index": links + self._code("search"),
            "data": links + self._code("export"),
            "scripts": self.stamps.key(tree(CODE, "*.js", "package-lock.json"), self._code("web")),
        }

    def _outputs(self, stage: str) -> list[Path]:
        project = self.project
        if stage == "pages":
            return tree(project.docs, "index.md")
        if stage == "scripts":
            return sorted(project.generated.glob("*.js"))
        if stage == "links":
            return sorted(project.cache.glob("links.msgpack"))
        return tree(project.generated / "search" if stage == "index" else project.cache / "data")


def _structured(project: Project, jobs: int, progress: Progress, code: str) -> tuple[int, Corpus]:
    """Writes structured/; how many sources were read again, and what it now holds. Raises InputError."""
    from build_tools.extract.units import UnitAuthority
    from build_tools.reading import Readings, read_sources
    from build_tools.store.corpus import corpus_of, load_topics, load_units
    from build_tools.store.corrections import apply_corrections
    from build_tools.store.permalinks import load_registry
    from build_tools.store.write import write_corpus

    units = load_units(project.structured)
    kept_by = hashlib.sha256(msgspec.json.encode([units, code])).hexdigest()
    read = Readings(project.cache / "readings", kept_by)
    again = [path for path in project.source_files if read.get(path) is None]
    registry = load_registry(project.structured)
    known = {rows.doc: id_ for id_, rows in registry.documents.items() if not rows.moved}
    for path, records in zip(again, read_sources(again, UnitAuthority(units), jobs, progress, known), strict=True):
        read.put(path, records)
    corpus = corpus_of(
        apply_corrections([record for path in project.source_files for record in read[path]], project.structured),
        units,
        load_topics(project.structured),
        registry,
    )
    write_corpus(project.structured, corpus)
    return len(again), corpus


def _ready_for_words(sources: Iterable[Path]) -> None:
    """Loads the dictionaries, and takes the words of the sources apart while others read them."""
    from build_tools.language.words import general_words, words_of
    from build_tools.search import index, rescue

    _ = general_words(), index, rescue.readings("政")
    for path in sources:
        if path.suffix == ".txt" and path.stat().st_size < WARM:
            for stretch in re.findall("[\u4e00-\u9fff]+", path.read_bytes().decode(errors="ignore")):
                words_of(stretch)


def _ready_for_pages() -> None:
    from build_tools.render import pages, templating

    templating.ready()
    _ = pages


def _words(work: _WordWork) -> Iterator[Any]:
    """Everything that takes words apart."""
    from build_tools.store.corpus import unpack

    corpus = unpack(work.corpus.read_bytes())
    if work.links_to:
        write_atomic(work.links_to, corpus.links.pack())
        yield None
    if work.index_to:
        from build_tools.search.index import write_index

        started = time.perf_counter()
        yield write_index(corpus, work.index_to), time.perf_counter() - started


def _bundled(out: Path) -> Iterator[Any]:
    from build_tools.web.bundle import bundle

    started = time.perf_counter()
    yield len(bundle(out)), time.perf_counter() - started


class _Engine:
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
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def result(self) -> None:
        """Waits for the site. Raises InputError with the engine's own words."""
        _, said = self._process.communicate()
        if self._process.returncode:
            words = "；".join(line.strip() for line in said.splitlines() if line.strip())[:1000]
            raise InputError("mkdocs.yml", 1, f"MkDocs 未能生成站点：{words}；请按所述修改")

    def close(self) -> None:
        """Without work it leaves by itself; in the midst of it, it is ended."""
        if self._process.returncode is None:
            self._process.terminate()
            self._process.communicate()


def _publish(data: Path, site: Path) -> None:
    """Adds tables, feed, and what tells search engines of the pages."""
    from build_tools.render.publish import complete

    shutil.copytree(data, site, dirs_exist_ok=True)
    complete(site)


def _swap(fresh: Path, site: Path, old: Path) -> None:
    """`fresh` takes the place of `site`; between the two renamings, `_restore` finds the old one."""
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _restore(site: Path, old: Path) -> None:
    """Puts the old site back where a build was interrupted between two renamings."""
    if old.exists() and not site.exists():
        old.rename(site)
