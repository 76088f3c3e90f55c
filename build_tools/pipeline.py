"""The stages in order: sources → structured → pages and index → site."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.errors import InputError
from build_tools.export.akomantoso import write_akn
from build_tools.export.feeds import write_feed
from build_tools.export.tables import write_tables
from build_tools.extract.units import load_units
from build_tools.files import digest, tree
from build_tools.progress import Progress
from build_tools.project import CODE, Project
from build_tools.reading import Readings, read_sources
from build_tools.render.pages import write_pages
from build_tools.render.publish import publish
from build_tools.search.index import write_index
from build_tools.stamps import Stamps
from build_tools.store.corpus import corpus_of, load_corpus, load_topics
from build_tools.store.corpus import load_units as load_unit_rows
from build_tools.store.corrections import apply_corrections
from build_tools.store.documents import write_document
from build_tools.store.permalinks import load_registry
from build_tools.store.write import write_corpus
from build_tools.web.bundle import bundle

READING_ROOMS = ("model", "language", "read", "repair", "segment", "extract", "link", "store")
LOCK = CODE / "locks" / "site.txt"


def parse_files(project: Project, files: Sequence[Path], out: Path, jobs: int, progress: Progress) -> int:
    """Documents and tables of any texts into `out`; nothing is written unless all of them can be read."""
    units = load_units(project.structured / "units.yml")
    groups = read_sources(files, units, jobs, progress)
    corpus = corpus_of(record for group in groups for record in group)
    with _staged(out) as stage:
        for record in corpus.records:
            write_document(stage / "documents", record)
        write_tables(corpus, stage / "tables", ("jsonl",))
    return len(corpus.records)


def export(project: Project, format_: str, out: Path) -> int:
    """The tables, or the documents as Akoma Ntoso, of structured/ into `out`; how many files."""
    corpus = load_corpus(project.structured)
    with _staged(out) as stage:
        written = write_akn(corpus, stage) if format_ == "akn" else write_tables(corpus, stage, (format_,))
    return len(written)


def build(project: Project, *, jobs: int = 1, clean: bool = False, progress: Progress, guarded: bool = True) -> Path:
    """The site, brought up to date; returns its folder. `guarded`: with a Content-Security-Policy. Raises InputError."""
    stamps = Stamps(project.cache / "build.json", project.root, clean)
    structure(project, stamps, jobs, progress)
    _pages(project, stamps, progress)
    _index(project, stamps, progress)
    _scripts(project, stamps, progress)
    _site(project, stamps, progress, guarded)
    return project.site


def _code(*rooms: str) -> str:
    """Fingerprint of the code and rule tables of rooms, and of the locked libraries."""
    files = [path for room in rooms for path in (tree(CODE / room) if (CODE / room).is_dir() else [CODE / room])]
    return digest([*files, CODE / "rules.py", CODE / "files.py", LOCK], CODE)


def structure(project: Project, stamps: Stamps, jobs: int, progress: Progress) -> None:
    """sources/ and what people wrote in structured/ → structured/. Raises InputError."""
    by_hand = [p for p in tree(project.structured, "*.yml") if p.parent.name not in ("documents", "search")]
    code = _code(*READING_ROOMS, "reading.py", "pipeline.py")
    outputs = project.structured / "documents"
    if stamps.fresh("structured", digest([*project.source_files, *by_hand], project.root) + code, tree(outputs)):
        return
    with progress.step("读公报，写 structured/") as notes:
        files = project.source_files
        units = project.structured / "units.yml"
        read = Readings(project.cache / "readings", digest([units], project.root) + code)
        again = [path for path in files if read.get(path) is None]
        for path, records in zip(again, read_sources(again, load_units(units), jobs, progress), strict=True):
            read.put(path, records)
        corpus = corpus_of(
            apply_corrections([record for path in files for record in read[path]], project.structured),
            load_unit_rows(project.structured),
            load_topics(project.structured),
            load_registry(project.structured),
        )
        write_corpus(project.structured, corpus)
        by_hand = [p for p in tree(project.structured, "*.yml") if p.parent.name not in ("documents", "search")]
        stamps.done("structured", digest([*files, *by_hand], project.root) + code, tree(outputs))
        notes.append(f"{len(again)} 份公报重读，共 {len(corpus.records)} 份文件")


def _pages(project: Project, stamps: Stamps, progress: Progress) -> None:
    key = _structured_key(project) + _code("render", "store", "link", "model")
    if stamps.fresh("pages", key, _generated_pages(project)):
        return
    with progress.step("生成页面，写 docs/") as notes:
        notes.append(f"{len(write_pages(load_corpus(project.structured), project.docs))} 页")
        stamps.done("pages", key, _generated_pages(project))


def _index(project: Project, stamps: Stamps, progress: Progress) -> None:
    key = _structured_key(project) + _code("search", "store", "link", "model")
    out = project.generated / "search"
    if stamps.fresh("index", key, tree(out)):
        return
    with progress.step("建全文索引") as notes:
        written = write_index(load_corpus(project.structured), out)
        notes.append(f"{written.clauses} 条，{written.files} 个文件，{written.bytes // 1024} KiB")
        stamps.done("index", key, tree(out))


def _scripts(project: Project, stamps: Stamps, progress: Progress) -> None:
    key = digest(tree(CODE, "*.js", "package-lock.json"), CODE) + _code("web")
    if stamps.fresh("scripts", key, sorted(project.generated.glob("*.js"))):
        return
    with progress.step("打包浏览器脚本") as notes:
        notes.append(f"{len(bundle(project.generated))} 个")
        stamps.done("scripts", key, sorted(project.generated.glob("*.js")))


def _site(project: Project, stamps: Stamps, progress: Progress, guarded: bool) -> None:
    inputs = [*tree(project.docs), project.root / "mkdocs.yml"]
    key = (
        digest(inputs, project.root)
        + _structured_key(project)
        + _code("render", "export", "pipeline.py")
        + str(guarded)
    )
    if stamps.fresh("site", key, tree(project.site)):
        return
    fresh = project.cache / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    with progress.step("MkDocs 生成站点"):
        engine = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(fresh)]
        done = subprocess.run(engine, cwd=project.root, capture_output=True, text=True, check=False)
        if done.returncode:
            raise InputError("mkdocs.yml", 1, f"MkDocs 未能生成站点：{_one_line(done.stderr)}；请按所述修改")
    with progress.step("发布：数据表、安全策略") as notes:
        corpus = load_corpus(project.structured)
        notes.append(f"{len(write_tables(corpus, fresh / 'data'))} 个数据文件")
        write_feed(corpus, fresh)
        publish(fresh, guarded=guarded)
        _swap(fresh, project.site, project.cache / "site.old")
        stamps.done("site", key, tree(project.site))


def _structured_key(project: Project) -> str:
    return digest(tree(project.structured, "*.yml"), project.root)


def _generated_pages(project: Project) -> list[Path]:
    return tree(project.docs, "index.md")


def _one_line(text: str) -> str:
    return "；".join(line.strip() for line in text.splitlines() if line.strip())[:1000]


def _swap(fresh: Path, site: Path, old: Path) -> None:
    """`fresh` takes the place of `site` in one step as far as the file system allows."""
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


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
