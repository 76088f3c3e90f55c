"""Texts of inputs, kept so that an input which takes long to read (a .pdf) is read once."""

from __future__ import annotations

from pathlib import Path

import msgspec

from build_tools.files import write_atomic
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file


def keep(source: SourceText, folder: Path) -> None:
    """Keeps a text in `folder` under the fingerprint of the bytes that it was read from."""
    write_atomic(folder / source.sha256, msgspec.msgpack.encode(source))


def text_of(path: Path, sha256: str, folder: Path) -> SourceText:
    """What was read from the bytes with this fingerprint: as it was kept in `folder`, else read again from `path`.

    Raises InputError where it must be read and cannot be.
    """
    try:
        return msgspec.msgpack.decode((folder / sha256).read_bytes(), type=SourceText)
    except (OSError, msgspec.DecodeError):
        return read_file(path)
