"""Rule tables: readable YAML beside the code that applies them, read once, checked against their row type.

A table file is a mapping of table name to a list of rows. Each row type is a frozen msgspec Struct;
a row that does not fit is an error that names the file and the row.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

Row = TypeVar("Row")


class RuleError(Exception):
    """A rule table is wrong: a defect of this project, not of the input."""


@cache
def _tables(file: Path) -> dict[str, list[Any]]:
    with file.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}


def load_rules(file: Path, table: str, row_type: type[Row]) -> tuple[Row, ...]:
    """Rows of `table` in `file`, in the order of the file. Raises RuleError."""
    rows = []
    for index, row in enumerate(_tables(file).get(table, ()), start=1):
        try:
            rows.append(msgspec.convert(row, row_type))
        except msgspec.ValidationError as error:
            raise RuleError(f"{file}: {table} row {index}: {error}") from None
    return tuple(rows)
