"""What was built from what, so that only what changed is done again.

A stage's key is a fingerprint of its inputs. What it wrote is fingerprinted too: a file that was changed or
deleted by hand afterwards is noticed and made again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from build_tools.files import digest, write_atomic


class _Held(msgspec.Struct):
    stages: dict[str, tuple[str, str]] = {}


class Stamps:
    """Fingerprints of the last build, kept in one file."""

    def __init__(self, path: Path, root: Path, clean: bool) -> None:
        self._path, self._root = path, root
        try:
            self._held = _Held() if clean else msgspec.json.decode(path.read_bytes(), type=_Held)
        except (OSError, msgspec.DecodeError):
            self._held = _Held()

    def fresh(self, stage: str, key: str, outputs: Iterable[Path]) -> bool:
        """True if `stage` was built from `key` and its outputs are as it left them."""
        return self._held.stages.get(stage) == (key, digest(outputs, self._root))

    def done(self, stage: str, key: str, outputs: Iterable[Path]) -> None:
        """Notes that `stage` was built from `key`; written at once, so that an interrupted build goes on from here."""
        self._held.stages[stage] = (key, digest(outputs, self._root))
        self._write()

    def _write(self) -> None:
        write_atomic(self._path, msgspec.json.format(msgspec.json.encode(self._held)))
