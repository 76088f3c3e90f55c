"""The published tables as files: NAME.csv, NAME.jsonl, and one policy.sqlite3. The same corpus, the same bytes."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from build_tools import spreadsheet
from build_tools.export.rows import FIELDS, rows
from build_tools.files import write_changed
from build_tools.store.corpus import Corpus

DATABASE = "policy.sqlite3"
FORMATS = ("csv", "jsonl", "sqlite")
_SQL = {"text": "TEXT", "list": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}


def write_tables(corpus: Corpus, out: Path, formats: Collection[str] = FORMATS) -> list[Path]:
    """Writes every table in each of `formats` below `out`; each file whole or not at all. Returns the files."""
    written = []
    for table in FIELDS:
        for format_, text_of in (("csv", csv_text), ("jsonl", jsonl_text)):
            if format_ in formats:
                written.append(out / f"{table}.{format_}")
                write_changed(written[-1], text_of(corpus, table))
    if "sqlite" in formats:
        written.append(out / DATABASE)
        write_changed(written[-1], sqlite_bytes(corpus))
    return written


def is_table(path: Path) -> bool:
    """Whether a file has the name of one that `write_tables` writes."""
    named = path.name == DATABASE or (path.stem in FIELDS and path.suffix in (".csv", ".jsonl"))
    return named and path.is_file()


def jsonl_text(corpus: Corpus, table: str) -> bytes:
    """One JSON object a line; a path is a list."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows(corpus, table))


def csv_text(corpus: Corpus, table: str) -> str:
    """The table as spreadsheets read it."""
    body = ([_cell(name, value) for name, value in row.items()] for row in rows(corpus, table))
    return spreadsheet.csv_text([["doc", "path", *FIELDS[table]], *body])


def _cell(name: str, value: Any) -> Any:
    """A value of a CSV field."""
    value = _flat(name, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _flat(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return "/".join(value) if name == "path" else msgspec.json.encode(value).decode()
    return value


def sqlite_bytes(corpus: Corpus) -> bytes:
    """A database of all tables; lists are JSON, a path is joined with "/", truth values are 0 and 1."""
    handle, name = tempfile.mkstemp(suffix=".sqlite3")
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        connection.execute("PRAGMA journal_mode = OFF")
        with connection:
            for table, fields in FIELDS.items():
                columns = {"doc": "text", "path": "text", **fields}
                declared = ", ".join(f'"{column}" {_SQL[type_]}' for column, type_ in columns.items())
                connection.execute(f'CREATE TABLE "{table}" ({declared})')
                connection.executemany(
                    f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})',
                    ([_flat(key, value) for key, value in row.items()] for row in rows(corpus, table)),
                )
                connection.execute(f'CREATE INDEX "{table}_place" ON "{table}" (doc, path)')
        connection.close()
        return Path(name).read_bytes()
    finally:
        Path(name).unlink()
