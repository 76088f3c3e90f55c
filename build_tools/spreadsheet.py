"""CSV as spreadsheets read it: Chinese text as such, and no cell that would be run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any


@cache
def _formula() -> re.Pattern[str]:
    # in half or full width; spaces before it do not keep a spreadsheet from running it
    return re.compile(r"\s*[=+\-@＝＋－＠−]|[\t\r\n]")


def harmless(value: Any) -> Any:
    """`value`; text that a spreadsheet would run as a formula with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and _formula().match(value) else value


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """RFC 4180 with a byte order mark, without which spreadsheets take Chinese text for another encoding."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()
