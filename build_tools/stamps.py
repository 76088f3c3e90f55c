"""What was built from what, so that only what changed is done again.

A stage's key is a fingerprint of its inputs, by their content. What it wrote is remembered by size and time: a file
that was changed or deleted by hand afterwards is noticed and made again.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from build_tools.files import write_atomic

TICK = 0.1  # seconds: a file changed so shortly before it was read may change again without showing a new time


class _Seen(msgspec.Struct, array_like=True, frozen=True):
    """A file when its content was last read."""

    size: int
    time: int  # of the last change, nanoseconds
    inode: int
    content: str


class _Held(msgspec.Struct):
    stages: dict[str, tuple[str, str]] = {}
    files: dict[str, _Seen] = {}


class Stamps:
    """Fingerprints of the last build, kept in one file. Paths are noted below `root`."""

    def __init__(self, path: Path, root: Path, clean: bool) -> None:
        self._path, self._root = path, root
        self._seen: dict[str, _Seen] = {}
        self._unsaved = False
        try:
            self._held = _Held() if clean else msgspec.json.decode(path.read_bytes(), type=_Held)
        except (OSError, msgspec.DecodeError):
            self._held = _Held()

    def key(self, paths: Iterable[Path], *more: str) -> str:
        """One fingerprint of the names and contents of `paths`, whatever their order, and of `more`."""
        total = hashlib.sha256("\0".join(more).encode())
        for path in sorted({os.fspath(path) for path in paths}):
            name = self._name(path)
            total.update(f"{name}\0{self._content(name, path)}\0".encode())
        return total.hexdigest()

    def _name(self, path: str) -> str:
        root = f"{self._root}{os.sep}"
        return path[len(root) :] if path.startswith(root) else path

    def _content(self, name: str, path: str) -> str:
        """Fingerprint of a file's content; the file is read only where its size or time has changed since."""
        state = os.stat(path)  # noqa: PTH116 - of hundreds of files: a Path costs more than the call
        seen = self._held.files.get(name)
        if not seen or (seen.size, seen.time, seen.inode) != (state.st_size, state.st_mtime_ns, state.st_ino):
            content = hashlib.sha256(Path(path).read_bytes()).hexdigest()
            seen = _Seen(state.st_size, state.st_mtime_ns, state.st_ino, content)
            self._unsaved = True
        self._seen[name] = seen
        return seen.content

    def fresh(self, stage: str, key: str, outputs: Iterable[Path]) -> bool:
        """True if `stage` was built from `key` and its outputs are as it left them."""
        held = self._held.stages.get(stage)
        return held is not None and held[0] == key and held[1] == self._left(outputs)

    def done(self, stage: str, key: str, outputs: Iterable[Path]) -> None:
        """Notes that `stage` was built from `key`; written at once, so that an interrupted build goes on from here."""
        self._held.stages[stage] = (key, self._left(outputs))
        self._unsaved = True
        self.save()

    def save(self) -> None:
        """Writes what was learned. A file that changed a moment ago is not taken for known: it is read again."""
        if not self._unsaved:
            return
        settled = time.time_ns() - int(TICK * 1e9)
        self._held.files |= self._seen
        known = {name: seen for name, seen in sorted(self._held.files.items()) if seen.time < settled}
        write_atomic(self._path, msgspec.json.encode(_Held(self._held.stages, known)))
        self._unsaved = False

    def _left(self, outputs: Iterable[Path]) -> str:
        total = hashlib.sha256()
        for path in sorted(map(os.fspath, outputs)):
            state = os.stat(path)  # noqa: PTH116
            total.update(f"{self._name(path)}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
        return total.hexdigest()
