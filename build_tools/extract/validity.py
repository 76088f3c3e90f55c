"""From when a document holds, until when, and for which years it plans — as far as its own words say.

Only sentences about the document itself count (本办法自…起施行), not those about others. What the text does not
say stays None, and the status stays 公报未载明: that something is in force is never inferred.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from build_tools.extract.passages import Passage, passages
from build_tools.language.characters import FULL_WIDTH
from build_tools.language.dates import read_date
from build_tools.model.document import Document
from build_tools.model.facts import Validity
from build_tools.model.text import SourceText
from build_tools.rules import load_rules

_RULES = Path(__file__).with_name("validity.yml")


class ValidityRule(msgspec.Struct, frozen=True):
    """A way of saying from or until when. `reads`: what the example reads as."""

    pattern: str
    example: str
    reads: str


class PlanRule(msgspec.Struct, frozen=True):
    """A five-year plan and its years."""

    word: str
    first: int
    last: int
    example: str


class StatusRule(msgspec.Struct, frozen=True):
    """A note on the end of the document."""

    pattern: str
    status: str
    example: str


class _Row(msgspec.Struct, frozen=True):
    example: str
    word: str = ""
    pattern: str = ""


class Told(NamedTuple):
    """What a sentence says, and where in the passage."""

    value: str
    start: int
    end: int


@cache
def _rules(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern) for rule in load_rules(_RULES, table, ValidityRule))


@cache
def _any(table: str) -> re.Pattern[str]:
    return re.compile("|".join(row.word or row.pattern for row in load_rules(_RULES, table, _Row)))


def told(table: str, text: str, start: int = 0, end: int | None = None) -> Told | None:
    """The first thing that text[start:end] says by the rules of `table` (effective, expires)."""
    found = []
    for pattern in _rules(table):
        match = pattern.search(text, start, len(text) if end is None else end)
        if match and (value := _value(match)):
            found.append(Told(value, match.start(), match.end()))
    return min(found, key=lambda item: item.start) if found else None


def _value(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("rule"):
        return re.sub(r"\s+", "", groups["rule"])
    words = re.sub(r"\s+", "", groups["date"]).translate(FULL_WIDTH)
    if not re.search(r"[0-9０-９一二三四五六七八九〇○]年", words):
        return None
    return read_date(words) or words  # a date that no calendar has stays as printed


def find_validity(document: Document, source: SourceText) -> Validity:
    """Validity of `document`, by its own words."""
    effective = expires = None
    for page, start, end in _own_sentences(document, source):
        if effective is None and (said := told("effective", page.text, start, end)):
            effective = (page, said)
        if expires is None and (said := told("expires", page.text, start, end)):
            expires = (page, said)
    return Validity(
        effective=effective[1].value if effective else None,
        effective_line=_line(effective, source),
        expires=expires[1].value if expires else None,
        expires_line=_line(expires, source),
        period=_period(document, source),
        status=_status(document, source),
    )


def _line(found: tuple[Passage, Told] | None, source: SourceText) -> int | None:
    return found[0].place(found[1].start, found[1].end, source)[0] if found else None


# 自2023年1月1日起施行。 with nobody named before it
_SUBJECTLESS = re.compile(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．]\s*)?自")


def _own_sentences(document: Document, source: SourceText) -> Iterator[tuple[Passage, int, int]]:
    """Sentences that speak of the document itself; words in 《》 are another document's."""
    for page in passages(document, source):
        if page.column is not None or page.role == "heading":
            continue
        at = 0
        for stop in (*(match.end() for match in re.finditer(r"[。\n]", page.text)), len(page.text)):
            masked = re.sub(r"《[^《》]*》", lambda m: "\x00" * len(m.group()), page.text[at:stop])
            self_ = _any("selves").search(masked)
            if self_:
                other = masked.find("\x00", self_.end())
                yield page, at + self_.start(), at + other if other >= 0 else stop
            elif _SUBJECTLESS.match(masked) and told("effective", masked):
                yield page, at, stop
            at = stop


def _period(document: Document, source: SourceText) -> tuple[int, int] | None:
    """Years that the document plans for: from the title, else from a sentence that states its period."""
    if years := _years(document.title):
        return years
    for rule in load_rules(_RULES, "plans", PlanRule):
        if rule.word in document.title and re.search("规划|计划|纲要|方案|要点|体系", document.title):
            return rule.first, rule.last
    for page in passages(document, source):
        for match in _any("period_words").finditer(page.text) if page.column is None else ():
            if years := _years(page.text[match.end() : match.end() + 24], start=True):
                return years
    return None


def _years(text: str, start: bool = False) -> tuple[int, int] | None:
    text = re.sub(r"\s+", "", text)
    for pattern in (re.compile(row.pattern) for row in load_rules(_RULES, "years", _Row)):
        match = pattern.match(text) if start else pattern.search(text)
        if match and int(match["first"]) <= int(match["last"]) <= int(match["first"]) + 50:
            return int(match["first"]), int(match["last"])
    return None


def _status(document: Document, source: SourceText) -> str:
    """What a note of the text says on its end; 公报未载明 where there is none."""
    notes = [document.title, *(p.text for p in (*document.header, *document.trailer))]
    notes += [page.text for page in passages(document, source) if page.role in ("note", "signature")]
    for rule in load_rules(_RULES, "status", StatusRule):
        if any(re.search(rule.pattern, note) for note in notes):
            return rule.status
    return Validity().status


def is_date(value: str) -> bool:
    """Whether a told value is a date and not a rule in words."""
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True
