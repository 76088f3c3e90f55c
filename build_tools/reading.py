"""read → repair → segment → extract, for one input or many, in one process or several."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from build_tools.beside import may_fork
from build_tools.check.lossless import account_of
from build_tools.errors import InputError, shown
from build_tools.extract.facts import find_facts
from build_tools.extract.units import UnitAuthority
from build_tools.files import write_atomic
from build_tools.model.facts import StructuredDocument
from build_tools.progress import Progress
from build_tools.read.kept import keep
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse

Records = tuple[StructuredDocument, ...]


class Job(NamedTuple):
    """One input, and what a reading of it needs to know."""

    path: Path
    units: UnitAuthority
    known: Mapping[str, str]  # contract key → id of documents that have an address
    kept: Path | None = None  # folder where its text is kept, see `read.kept`


def read_source(job: Job) -> Records:
    """The documents of one input with their facts, and where each character went. Raises InputError."""
    source = read_file(job.path)
    if job.kept:
        keep(source, job.kept)
    documents = parse(source, job.known)
    if not documents or not any("\u3400" <= c <= "\u9fff" for c in source.text):
        raise InputError(shown(job.path), 1, "文件里没有公文（没有汉字）；请核对是否拿错了文件")
    return tuple(
        StructuredDocument(
            document=document, facts=find_facts(document, source, job.units), account=account_of(document, source)
        )
        for document in documents
    )


def read_sources(
    files: Sequence[Path],
    units: UnitAuthority,
    jobs: int,
    progress: Progress,
    known: Mapping[str, str] = MappingProxyType({}),
    kept: Path | None = None,
) -> list[Records]:
    """The documents of each input, in order; an input is read by one process. Raises InputError.

    `kept`: a folder where the text of each is kept, see `read.kept`.
    """
    work = [Job(path, units, dict(known), kept) for path in files]
    if jobs == 1 or len(work) < 2:
        return list(progress.each((read_source(job) for job in work), "读公报", len(work)))
    with multiprocessing.get_context("fork" if may_fork() else "spawn").Pool(
        min(jobs, len(work)), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        return list(progress.each(pool.imap(read_source, work), "读公报", len(work)))


class Readings:
    """What was read from inputs that have not changed since, before any correction by a person."""

    def __init__(self, folder: Path, key: str) -> None:
        """`key`: fingerprint of all that a reading depends on besides the input itself."""
        self._folder, self._key = folder, key
        self._held: dict[Path, Records] = {}

    def get(self, path: Path) -> Records | None:
        """The records of an input, if it was read before under this key."""
        if path not in self._held and (file := self._file(path)).is_file():
            try:
                self._held[path] = msgspec.msgpack.decode(file.read_bytes(), type=Records)
            except msgspec.DecodeError:
                return None
        return self._held.get(path)

    def __getitem__(self, path: Path) -> Records:
        return self._held[path]

    def put(self, path: Path, records: Records) -> None:
        """Keeps the records of an input; an older reading of it goes."""
        for old in self._folder.glob(f"{_safe(path.name)}.*"):
            old.unlink()
        write_atomic(self._file(path), msgspec.msgpack.encode(records))
        self._held[path] = records

    def _file(self, path: Path) -> Path:
        content = hashlib.sha256(path.read_bytes() + self._key.encode()).hexdigest()
        return self._folder / f"{_safe(path.name)}.{content}.msgpack"


def _safe(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
