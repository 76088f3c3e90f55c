"""Rule tables: readable YAML beside the code that applies them, read once, checked against their row type.

A table file is a mapping of table name to a list of rows. Each row type is a frozen msgspec Struct;
a row that does not fit is an error that names the file and the line. Turns of phrase that code looks for by name have
a row type of their own, and stand in the table `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from build_tools.errors import InputError, shown
from build_tools.yamlfile import line_of, misfit, read_text, read_yaml

Row = TypeVar("Row")

_PLACE = re.compile(r"\{([a-z_]+)\}")  # of a part in a pattern


_tables = cache(read_yaml)


def load_rules(file: Path, table: str, row_type: type[Row]) -> tuple[Row, ...]:
    """Rows of `table` in `file`, in the order of the file. Raises InputError."""
    tables = _tables(file)
    rows = tables.get(table) if isinstance(tables, dict) else None
    if not isinstance(rows, list):
        line = line_of(read_text(file, shown(file)), [table])
        raise InputError(shown(file), line, f"没有名为 {table} 的列表；请写明 {table}: 及其各行")
    found = []
    for index, row in enumerate(rows):
        try:
            found.append(msgspec.convert(row, row_type))
        except msgspec.ValidationError as error:
            raise misfit(shown(file), read_text(file, shown(file)), error, [table, index], see="表中其他各行") from None
    return tuple(found)


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A turn of phrase, looked for by its name. In the example 【】 may mark the words that the pattern finds."""

    name: str
    pattern: str
    example: str


@cache
def phrases(file: Path) -> Mapping[str, re.Pattern[str]]:
    """The patterns of the table `phrases` in `file`, by their names. Raises InputError."""
    return {row.name: re.compile(row.pattern) for row in load_rules(file, "phrases", Phrase)}


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """`pattern` with the part called x in place of each {x}. Raises KeyError for a part that is not there."""
    return _PLACE.sub(lambda place: parts[place[1]], pattern)
