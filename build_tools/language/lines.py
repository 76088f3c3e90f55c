"""Lines that are known by their form: web notes, page numbers, annex labels, addressees, lines that state units."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from build_tools.language.characters import FULL_WIDTH, squeeze
from build_tools.language.dates import is_date
from build_tools.language.document_numbers import whole_number
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("lines.yml")
LONGEST = 600


class LineRule(msgspec.Struct, frozen=True):
    """Lines of at most `longest` characters that `pattern` fits whole, white space taken out, are of `kind`."""

    kind: str
    longest: int
    pattern: str
    example: str


class LineKind(NamedTuple):
    """What a line is, and the number and title that it states (annexes)."""

    kind: str
    number: str = ""
    title: str = ""


@cache
def line_rules() -> tuple[tuple[LineRule, re.Pattern[str]], ...]:
    """Rules in the order of the table, with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "lines", LineRule))


def line_kind(line: str) -> LineKind | None:
    """Kind of a line, or None for running text, headings and titles. Also "number" (发文字号) and "date"."""
    if len(line) > LONGEST:
        return None
    text = squeeze(line)
    if not text:
        return None
    plain = text.translate(FULL_WIDTH)
    if whole_number(text):
        return LineKind("number")
    if is_date(text):
        return LineKind("date")
    for rule, pattern in line_rules():
        if len(text) > rule.longest:
            continue
        match = pattern.fullmatch(plain)
        if match:
            groups = match.groupdict()
            title = text[slice(*match.span("title"))] if groups.get("title") else ""
            return LineKind(rule.kind, groups.get("n") or groups.get("m") or "", title)
    return None
