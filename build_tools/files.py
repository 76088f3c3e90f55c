"""Files as they should be written: whole or not at all, and only where something changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path


@contextmanager
def alone(lock: Path, waits: Callable[[], object]) -> Iterator[None]:
    """Holds `lock`, a file, so that one process at a time does what stands within; calls `waits` before it waits.

    The system frees it when the process ends, however it ends. Where the system has no such locks, nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("ab") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(stream, fcntl.LOCK_UN)  # also for processes that were copied from this one


def write_atomic(path: Path, data: str | bytes) -> None:
    """Writes `data` (text as UTF-8) to `path`; a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data.encode() if isinstance(data, str) else data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def write_changed(path: Path, data: str | bytes) -> bool:
    """Like write_atomic, but leaves a file alone that already holds `data`. True if it wrote."""
    content = data.encode() if isinstance(data, str) else data
    if path.is_file() and path.read_bytes() == content:
        return False
    write_atomic(path, content)
    return True


def digest(paths: Iterable[Path], root: Path) -> str:
    """One fingerprint of the names (below `root`) and bytes of `paths`, whatever their order."""
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def tree(
    folder: Path, *patterns: str, leave_out: frozenset[str] = frozenset({"__pycache__", "node_modules"})
) -> list[Path]:
    """All files below `folder` whose name matches one of `patterns` (default: every file), sorted.

    Folders named in `leave_out` are not entered. A folder that is not there holds nothing.
    """
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in leave_out]
        if patterns:
            names = [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]
        found += [f"{parent}/{name}" for name in names if name not in leave_out]
    return [Path(path) for path in sorted(found)]
