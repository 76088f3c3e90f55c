"""A goal's figure as the text prints it, with the words of comparison beside it: 达3%, 突破2000亿元, 400家左右."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.language.numerals import HAN_DIGITS, number_value
from build_tools.model.document import Document, Table, TableRow
from build_tools.model.facts import Target
from build_tools.render.views import base
from build_tools.rules import load_rules

RULES = File(__file__).with_name("printed.yml")
NUMBER = r"\d[\d,]*(?:\.\d+)?"
FIGURE = re.compile(rf"(?<![\d.])({NUMBER})(?:\s*[—–－~～至到-]+\s*({NUMBER}))?")
HAN = re.compile(f"[{HAN_DIGITS}]+")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `before` or `behind`; the figure of `example` stands in 【】."""

    words: str
    example: str


@cache
def _words(table: str) -> str:
    return "|".join(f"(?:{row.words})" for row in load_rules(RULES, table, Words))


def in_words(words: str, target: Target) -> str:
    """The figure of `target` as `words` print it, with what compares it; "" where it is not found there."""
    unit = re.escape(target.unit or "")
    found = [span for span in _figures(words, target) if re.match(rf"\s*{unit}", words[span[1] :])]
    for start, end in found:
        before = re.search(rf"(?:{_words('before')})*$", words[:start])
        behind = re.match(rf"\s*{unit}(?:{_words('behind')})?", words[end:])
        return f"{before[0] if before else ''}{words[start:end]}{behind[0] if behind else ''}"
    return ""


def _figures(words: str, target: Target) -> Iterator[tuple[int, int]]:
    """Where the value of a goal stands, in Arabic or in Han digits."""
    for match in FIGURE.finditer(words):
        low, high = (float(part.replace(",", "")) if part else None for part in match.groups())
        if low == target.value and (target.value_max is None or high == target.value_max):
            yield match.start(), match.end() if target.value_max is not None else match.end(1)
    for match in HAN.finditer(words):
        if target.unit and target.value_max is None and number_value(match[0]) == target.value:
            yield match.span()


def row_of(document: Document, target: Target) -> tuple[Table, TableRow] | None:
    """The row of a table that states a goal."""
    rows = ((table, row) for table in document.tables for row in table.rows)
    return next(((table, row) for table, row in rows if row.start <= target.start <= row.end), None)


def in_table(document: Document, target: Target) -> str:
    """The figure of a goal as its cell prints it: a cell of words with what compares it, a bare figure with its unit."""
    found = row_of(document, target)
    if not found:
        return ""
    table, row = found
    bare = [
        (target.deadline is not None and target.deadline in column, cell.strip())
        for column, cell in zip(table.columns, row.cells, strict=False)
        if re.fullmatch(NUMBER, cell.strip()) and float(cell.strip().replace(",", "")) == target.value
    ]
    if bare and target.value_max is None:
        return f"{max(bare, key=lambda item: item[0])[1]}{target.unit or ''}"
    return next((words for cell in row.cells if (words := in_words(cell, target))), "")


def base_year(document: Document, target: Target) -> str:
    """The year of a goal's beginning, where the head of its column names one: 2020."""
    found = row_of(document, target) if target.baseline is not None else None
    if not found:
        return ""
    for column, cell in zip(found[0].columns, found[1].cells, strict=False):
        year = re.search(r"(?<!\d)((?:19|20)\d\d)年", column)
        if year and re.fullmatch(NUMBER, cell.strip()) and float(cell.strip().replace(",", "")) == target.baseline:
            return year[1]
    return ""


def figure(document: Document, words: str, target: Target) -> str:
    """The figure of a goal as printed in `words` or in its table; the bare value where it is not found."""
    found = in_table(document, target) if target.from_table else in_words(words, target)
    return found or base.target_value(target)
