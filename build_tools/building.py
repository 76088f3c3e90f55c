"""The site, stage after stage: sources → structured → links → pages, index → site. Only what changed is done again.

Two processes help where more than one may work: the engine gets ready while the gazette is read, and everything that
takes words apart (links between documents, the index) is done beside the writing of pages.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools import helpers
from build_tools.beside import Beside
from build_tools.files import tree, write_atomic
from build_tools.progress import Progress
from build_tools.project import CODE, Project
from build_tools.stamps import Stamps

if TYPE_CHECKING:  # rooms are entered where they are needed: a build that has nothing to do is over in a moment
    from build_tools.store.corpus import Corpus

READING_ROOMS = ("model", "language", "read", "repair", "segment", "extract", "link", "store", "check/lossless.py")
GENERATED = "assets/generated"  # scripts and index: added when the engine is done, as they are made meanwhile
LOCK = CODE / "locks" / "site.txt"


class Building:
    """One run over all stages. Use as a context: at its end no helping process is left."""

    def __init__(self, project: Project, jobs: int, clean: bool, progress: Progress, guarded: bool) -> None:
        self.project, self.jobs, self.progress, self.guarded = project, jobs, progress, guarded
        self.stamps = Stamps(project.cache / "build.json", project.root, clean)
        self._helpers: list[Beside[Any] | helpers.Engine] = []
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
                helpers.WordWork(
                    self._packed,
                    self._links if "links" in stale else None,
                    self.project.generated / "search" if "index" in stale else None,
                )
            )
        if "links" in stale:
            self._words.take()
            self._done("links", keys)
        if "pages" in stale:
            self._pages.give((self._packed, self._links, self.project))
            number, seconds = self._pages.take()
            self._done("pages", keys, "生成页面，写 docs/", f"{number} 页", seconds)
        self._site(keys, stale)

    def _rest(self, keys: dict[str, str], stale: set[str]) -> None:
        """What pages do not need, while the engine works."""
        if "data" in stale:
            _data(self.corpus, self.project.cache / "data")
            self._done("data", keys)
        if "index" in stale:
            clauses, files, size, seconds = self._words.take()
            self._done("index", keys, "建全文索引", f"{clauses} 条，{files} 个文件，{size // 1024} KiB", seconds)
        if "scripts" in stale:
            number, seconds = self._scripts.take()
            self._done("scripts", keys, "打包浏览器脚本", f"{number} 个", seconds)

    def _done(self, stage: str, keys: dict[str, str], name: str = "", note: str = "", seconds: float = 0.0) -> None:
        if name:
            self.progress.done(name, [note], seconds)
        self.stamps.done(stage, keys[stage], self._outputs(stage))

    # The stages

    def structure(self, stale: Callable[[], object] = lambda: None) -> None:
        """sources/ and what people wrote in structured/ → structured/. Calls `stale` if it must be done. Raises InputError."""
        code = self._code(*READING_ROOMS, "reading.py", "structuring.py")
        outputs = self.project.structured / "documents"
        files = self.project.source_files
        key = self.stamps.key([*files, *self._by_hand()], code)
        if self.stamps.fresh("structured", key, tree(outputs)):
            return
        stale()
        with self.progress.step("读公报，写 structured/") as notes:
            from build_tools.structuring import write_structured

            again, corpus = write_structured(self.project, self.jobs, self.progress, code)
            self.stamps.done("structured", self.stamps.key([*files, *self._by_hand()], code), tree(outputs))
            notes.append(f"{again} 份公报重读，共 {len(corpus.records)} 份文件")
            lost = sum(record.account.lost for record in corpus.records if record.account)
            if lost:
                notes.append(f"原文有 {lost} 字未能逐字对上，详见 make check")
        self.corpus = corpus

    def _get_ready(self) -> None:
        """Starts the helpers before their work is there; all of them will be needed."""
        _ = self._engine, self._words, self._scripts, self._pages

    def _site(self, keys: dict[str, str], stale: set[str]) -> None:
        project = self.project
        if not stale and self.stamps.fresh("site", self._site_key(keys), tree(project.site)):
            return
        fresh = project.cache / "site"
        shutil.rmtree(fresh, ignore_errors=True)
        started = time.perf_counter()
        self._engine.go()
        self._rest(keys, stale)
        key = self._site_key(keys)
        self._engine.result()
        shutil.copytree(project.generated, fresh / GENERATED)
        _complete(project.cache / "data", fresh, project.source_files)
        _swap(fresh, project.site, project.cache / "site.old")
        self.stamps.done("site", key, tree(project.site))
        self.progress.done("MkDocs 生成站点", [], time.perf_counter() - started)

    def _site_key(self, keys: dict[str, str]) -> str:
        return self.stamps.key(
            [*tree(self.project.docs), *self.project.source_files, self.project.root / "mkdocs.yml"],
            self._code("render"), keys["data"], str(self.guarded), os.environ.get("SITE_ADDRESS", ""),
        )  # fmt: skip

    # What the stages share

    @cached_property
    def corpus(self) -> Corpus:
        """What structured/ holds, read once."""
        from build_tools.store.corpus import load_corpus

        return load_corpus(self.project.structured)

    @cached_property
    def _packed(self) -> Path:
        """The corpus for the processes beside."""
        from build_tools.store.corpus import pack

        path = self.project.cache / "corpus.msgpack"
        write_atomic(path, pack(self.corpus))
        return path

    @property
    def _links(self) -> Path:
        return self.project.cache / "links.msgpack"

    @cached_property
    def _pages(self) -> Beside[tuple[Path, Path, Project]]:
        self._toolchain()
        helper = Beside(helpers.ready_for_pages, helpers.pages, beside=self.jobs > 1)
        self._helpers.append(helper)
        return helper

    @cached_property
    def _words(self) -> Beside[helpers.WordWork]:
        helper = Beside(
            partial(helpers.ready_for_words, self.project.source_files), helpers.words, beside=self.jobs > 1
        )
        self._helpers.append(helper)
        return helper

    @cached_property
    def _scripts(self) -> Beside[Path]:
        self._toolchain()
        helper = Beside(lambda: None, helpers.scripts, beside=self.jobs > 1)
        self._helpers.append(helper)
        return helper

    @cached_property
    def _engine(self) -> helpers.Engine:
        engine = helpers.Engine(self.project, self.project.cache / "site", self.jobs, self.guarded)
        self._helpers.append(engine)
        return engine

    def _toolchain(self) -> None:
        """Pictures and scripts need it, each in a process of its own: it is installed before they start."""
        from build_tools.web import toolchain

        toolchain.ensure()

    def _by_hand(self) -> list[Path]:
        """What people write in structured/; search and pages read the synonyms, the stage before them does not."""
        return [p for p in tree(self.project.structured, "*.yml") if p.parent.name not in ("documents", "search")]

    def _code(self, *rooms: str) -> str:
        """Fingerprint of the code and rule tables of rooms, and of the locked libraries."""
        files = [path for room in rooms for path in (tree(CODE / room) if (CODE / room).is_dir() else [CODE / room])]
        return self.stamps.key([*files, CODE / "rules.py", CODE / "yamlfile.py", CODE / "files.py", LOCK])

    def _keys(self) -> dict[str, str]:
        """Fingerprints of what the stages after structured/ are made from."""
        structured = self.stamps.key(tree(self.project.structured, "*.yml"))
        below = ("store", "link", "language", "model")
        links = structured + self._code(*below)
        return {
            "links": links,
            "pages": links + self._code("render", "web/charts", "web/package-lock.json"),
            "index": links + self._code("search"),
            "data": links + self._code("export"),
            "scripts": self.stamps.key(tree(CODE, "*.js", "package-lock.json"), self._code("web")),
        }

    def _outputs(self, stage: str) -> list[Path]:
        project = self.project
        if stage == "pages":
            from build_tools.render.links import OWNED

            return [*project.docs.glob("index.md"), *(path for name in OWNED for path in tree(project.docs / name))]
        if stage == "scripts":
            return sorted(path for path in project.generated.glob("*.*") if path.is_file())
        if stage == "links":
            return [path for path in (self._links,) if path.is_file()]
        return tree(project.generated / "search" if stage == "index" else project.cache / "data")


def _data(corpus: Corpus, made: Path) -> None:
    """Tables and feed."""
    from build_tools.export.feeds import write_feed
    from build_tools.export.tables import write_tables

    shutil.rmtree(made, ignore_errors=True)
    write_tables(corpus, made / "data")
    write_feed(corpus, made)


def _complete(data: Path, site: Path, sources: Iterable[Path]) -> None:
    """Adds tables, feed, and what tells search engines of the pages."""
    from build_tools.render.publish import complete, publish_sources

    shutil.copytree(data, site, dirs_exist_ok=True)
    complete(site)
    publish_sources(sources, site)


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
