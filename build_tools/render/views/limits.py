"""Sentences that hold for a benefit (不得重复申请, 退回, 适用范围, 细则另行制定), shown beside what they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Literal

import msgspec

from build_tools.model.document import CLOSING, PREAMBLE, Clause, Path
from build_tools.model.facts import StructuredDocument
from build_tools.render import links
from build_tools.render.views import base, who
from build_tools.rules import load_rules

RULES = File(__file__).with_name("limits.yml")
Sense = Literal["scope", "limit", "detail", "paid"]
UNSURE = frozenset((who.OTHER, who.PROJECTS))  # of a receiver named so, nobody can tell who gets the benefit


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a table; `example` proves the pattern."""

    words: str
    example: str
    kind: Sense = "limit"


class Narrow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `narrow`; `example` is a name of the kind."""

    kind: str
    example: str


@dataclass(frozen=True)
class Limit:
    """One sentence that holds for benefits, and where it stands. `general`: it speaks of the whole document."""

    path: Path
    sentence: str
    link: base.Link
    general: bool
    sense: Sense
    kinds: frozenset[str] = frozenset()  # of those whom it names; empty where it holds for all

    def holds_for(self, path: Path, receiver: str | None = None) -> bool:
        """True in the clause that says it and below it; everywhere, for those whom it names, where it is general."""
        if not self.general:
            return path[: len(self.path)] == self.path
        kinds = frozenset(who.kinds_of(receiver))
        return not self.kinds or bool(self.kinds & kinds) or bool(kinds & UNSURE)


@cache
def pattern(table: str = "rules") -> re.Pattern[str]:
    """All rows of a table as one pattern."""
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, table, Rule)))


def sense_of(sentence: str) -> Sense | None:
    """The kind of the first row that a sentence fits; None where it fits none."""
    return next((row.kind for row in load_rules(RULES, "rules", Rule) if re.search(row.words, sentence)), None)


def named(sentence: str) -> frozenset[str]:
    """The kinds of those to whom a sentence is narrowed by naming them; empty where it holds for anyone."""
    name = next((match[1] for match in pattern("named").finditer(sentence)), "")
    if not name or pattern("anyone").search(name):
        return frozenset()
    kinds = frozenset(who.kinds_of(name))
    return kinds if kinds <= {row.kind for row in load_rules(RULES, "narrow", Narrow)} else frozenset()


def limits(entry: StructuredDocument) -> list[Limit]:
    """All sentences of a document that hold for its benefits, in the order of the text."""
    given = base.given(entry.facts)
    return [limit for limit in _limits(entry) if any(limit.holds_for(fact.path, fact.beneficiary) for fact in given)]


def _limits(entry: StructuredDocument) -> Iterator[Limit]:
    document = entry.document
    for clause in document.clauses:
        outside = clause.path in (PREAMBLE, CLOSING)
        for ordinal, sentence in _sentences(clause):
            page = f"{links.clause_page(document.id, clause.id)}#p{ordinal}"
            scope = bool(pattern("scopes").search(clause.heading))
            general = outside or scope or bool(pattern("whole").search(sentence))
            sense = "scope" if scope else sense_of(sentence) or "limit"
            kinds = named(sentence) if general and sense == "limit" else frozenset()
            yield Limit(clause.path, sentence, base.Link(page, base.clause_label(clause)), general, sense, kinds)


def _sentences(clause: Clause) -> Iterator[tuple[int, str]]:
    """Sentences that limit, with the number of their paragraph; under a heading of scope also the first sentence."""
    scope = bool(pattern("scopes").search(clause.heading))
    for ordinal, paragraph in enumerate(clause.paragraphs, start=1):
        if paragraph.role != "text" or not (scope or pattern().search(paragraph.text)):
            continue
        for sentence in base.SENTENCE.findall(paragraph.text):
            if (scope and sentence.strip()) or pattern().search(sentence):
                yield ordinal, _bare(sentence, clause)
            scope = scope and not sentence.strip()


def _bare(sentence: str, clause: Clause) -> str:
    """A sentence without the number that opens its clause."""
    return sentence.strip().removeprefix(f"（{clause.num.strip('（）()')}）").strip()
