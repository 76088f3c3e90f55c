"""The commands that make something: a parse, an export, the site (stage after stage, see `building`)."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from build_tools.building import Building
from build_tools.errors import InputError, shown
from build_tools.files import alone
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
    """Documents and tables of any texts into `out`, in the place of those of an earlier parse. Raises InputError.

    Nothing is written unless all texts can be read, and all that is made of them can be written.
    """
    from build_tools.export.tables import is_table, write_tables
    from build_tools.extract.units import UnitAuthority
    from build_tools.reading import read_sources
    from build_tools.store.corpus import corpus_of, load_units
    from build_tools.store.documents import is_written, write_document

    units = UnitAuthority(load_units(project.structured))
    groups = read_sources(files, units, jobs, progress)
    corpus = corpus_of(record for group in groups for record in group)
    with _staged(out, lambda path: is_table(path) if path.parent.name == "tables" else is_written(path)) as stage:
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
def _staged(out: Path, ours: Callable[[Path], bool] = lambda _: True) -> Iterator[Path]:
    """A folder to write into; what it then holds takes its place in `out`: all of it, or nothing. Raises InputError.

    A folder in it takes the place of the one that is there, with what in that one is not `ours`.
    """
    place = out.absolute()
    missing = [folder for folder in (place, *place.parents) if not folder.exists()]
    try:
        beside = missing[-1].parent if missing else place  # in the same file system as `out`
        stage = Path(tempfile.mkdtemp(dir=beside, prefix=f".{out.name}."))
        try:
            (stage / "new").mkdir()
            (stage / "old").mkdir()
            yield stage / "new"
            _swap(stage / "new", stage / "old", out, ours)
        except BaseException:
            for folder in missing:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            raise
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise InputError(
            shown(out), 1, f"无法写入（{error.strerror or '已有的文件中有不能复制的'}）；请另选 --out 的文件夹"
        ) from None


def _swap(new: Path, old: Path, out: Path, ours: Callable[[Path], bool]) -> None:
    """What `new` holds changes places with what stands in its place in `out`."""
    entries = sorted(new.iterdir())
    for entry in entries:
        _keep_others(entry, out / entry.name, ours)
    moved: list[tuple[Path, Path]] = []

    def move(path: Path, target: Path) -> None:
        path.rename(target)
        moved.append((path, target))

    try:
        out.mkdir(parents=True, exist_ok=True)
        for entry in entries:
            if os.path.lexists(out / entry.name):
                move(out / entry.name, old / entry.name)
            move(entry, out / entry.name)
    except BaseException:
        for path, target in reversed(moved):
            target.rename(path)
        raise


def _keep_others(entry: Path, stands: Path, ours: Callable[[Path], bool]) -> None:
    """Copies into `entry`, if it is a folder, what is not ours of the folder that it will replace."""
    if (entry.is_dir() != stands.is_dir() and os.path.lexists(stands)) or (entry.is_dir() and stands.is_symlink()):
        kind = "文件夹" if entry.is_dir() else "文件"
        raise InputError(shown(stands), 1, f"这里要放{kind}，已有的不是{kind}；请移开它，或另选 --out 的文件夹")
    for path in stands.iterdir() if entry.is_dir() and stands.is_dir() else ():
        if ours(path):
            continue
        if (entry / path.name).exists():
            raise InputError(shown(path), 1, "这个文件不是本程序写的，不会覆盖；请移开它，或另选 --out 的文件夹")
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, entry / path.name, symlinks=True)
        else:
            shutil.copy2(path, entry / path.name, follow_symlinks=False)
