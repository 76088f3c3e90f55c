"""Sentences on stacking (不得重复申请, 就高不重复), shown beside the benefits that they limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.model.document import CLOSING, PREAMBLE, Path
from build_tools.model.facts import StructuredDocument
from build_tools.render import links
from build_tools.render.views import base
from build_tools.rules import load_rules


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table `rules`; `example` proves the pattern."""

    words: str
    example: str


@dataclass(frozen=True)
class Limit:
    """One sentence that limits stacking, and where it stands."""

    path: Path
    sentence: str
    link: base.Link

    def holds_for(self, path: Path) -> bool:
        """True in the clause that says it, below it, and, for closing words, in the whole document."""
        return self.general or path[: len(self.path)] == self.path

    @property
    def general(self) -> bool:
        """True where it stands outside the numbered clauses and so holds for all of them."""
        return self.path in (PREAMBLE, CLOSING)


@cache
def pattern() -> re.Pattern[str]:
    """All rows as one pattern."""
    rows = load_rules(File(__file__).with_name("stacking.yml"), "rules", Rule)
    return re.compile("|".join(f"(?:{row.words})" for row in rows))


def limits(entry: StructuredDocument) -> list[Limit]:
    """All sentences of a document that limit stacking, in the order of the text."""
    return list(_limits(entry))


def _limits(entry: StructuredDocument) -> Iterator[Limit]:
    document = entry.document
    for clause in document.clauses:
        for ordinal, paragraph in enumerate(clause.paragraphs, start=1):
            if not pattern().search(paragraph.text):
                continue
            for sentence in base.SENTENCE.findall(paragraph.text):
                if pattern().search(sentence):
                    page = f"{links.clause_page(document.id, clause.id)}#p{ordinal}"
                    yield Limit(clause.path, sentence.strip(), base.Link(page, base.clause_label(clause)))
