"""Sentences that limit a benefit (不得重复申请, 不得迁出, 退回, 适用范围), shown beside what they limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.model.document import CLOSING, PREAMBLE, Clause, Path
from build_tools.model.facts import StructuredDocument
from build_tools.render import links
from build_tools.render.views import base
from build_tools.rules import load_rules

RULES = File(__file__).with_name("limits.yml")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a table; `example` proves the pattern."""

    words: str
    example: str


@dataclass(frozen=True)
class Limit:
    """One sentence that limits a benefit, and where it stands. `general`: it speaks of the whole document."""

    path: Path
    sentence: str
    link: base.Link
    general: bool
    scope: bool = False  # it says to whom the document applies

    @property
    def name(self) -> str:
        """What a reader sees before it."""
        return "适用范围" if self.scope else "享受限制"

    def holds_for(self, path: Path) -> bool:
        """True in the clause that says it, below it, and everywhere where it speaks of the whole document."""
        return self.general or path[: len(self.path)] == self.path


@cache
def pattern(table: str = "rules") -> re.Pattern[str]:
    """All rows of a table as one pattern."""
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, table, Rule)))


def limits(entry: StructuredDocument) -> list[Limit]:
    """All sentences of a document that limit its benefits, in the order of the text."""
    benefits = {fact.path for fact in (*entry.facts.incentives, *entry.facts.supports)}
    return [limit for limit in _limits(entry) if any(limit.holds_for(path) for path in benefits)]


def _limits(entry: StructuredDocument) -> Iterator[Limit]:
    document = entry.document
    for clause in document.clauses:
        outside = clause.path in (PREAMBLE, CLOSING)
        for ordinal, sentence in _sentences(clause):
            page = f"{links.clause_page(document.id, clause.id)}#p{ordinal}"
            scope = bool(pattern("scopes").search(clause.heading))
            general = outside or scope or bool(pattern("whole").search(sentence))
            yield Limit(clause.path, sentence, base.Link(page, base.clause_label(clause)), general, scope)


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
