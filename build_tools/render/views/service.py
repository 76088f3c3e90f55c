"""Whether the text states how a benefit is claimed (兑现方式, 受理单位, 咨询电话), and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any

import msgspec

from build_tools.model.document import Clause, Document, Path
from build_tools.model.facts import StructuredDocument
from build_tools.render import links
from build_tools.render.views import base
from build_tools.rules import load_rules


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table `fields`; `example` proves the pattern."""

    name: str
    words: str
    example: str


@cache
def fields() -> tuple[tuple[Field, re.Pattern[str]], ...]:
    """The rows with their patterns."""
    rows = load_rules(File(__file__).with_name("service.yml"), "fields", Field)
    return tuple((row, re.compile(row.words)) for row in rows)


@dataclass(frozen=True)
class Statement:
    """A paragraph that states one of the fields. `general`: neither its clause nor one above it gives anything itself."""

    name: str
    clause: Clause
    ordinal: int
    general: bool


def statements(entry: StructuredDocument, giving: Collection[Path]) -> list[Statement]:
    """All paragraphs of a document that state a field, in the order of the text. `giving`: places with benefits."""
    return [
        Statement(
            name, clause, ordinal, not any(clause.path[:depth] in giving for depth in range(1, len(clause.path) + 1))
        )
        for clause in entry.document.clauses
        for ordinal, paragraph in enumerate(clause.paragraphs, start=1)
        for name in dict.fromkeys(row.name for row, pattern in fields() if pattern.search(paragraph.text))
    ]


def service_facts(document: Document, path: Path, stated: Sequence[Statement]) -> list[dict[str, Any]]:
    """For each field: its name, and the paragraph that states it for the benefits at `path`, as a link, or None.

    The clause itself comes first, then those above it and those that give nothing: a clause with benefits of its own
    speaks of these alone.
    """
    rows = []
    for name in dict.fromkeys(row.name for row, _ in fields()):
        found = [s for s in stated if s.name == name]
        best = next((s for s in found if s.clause.path == path), None) or next(
            (s for s in found if s.general or s.clause.path == path[: len(s.clause.path)]), None
        )
        link = best and base.Link(
            f"{links.clause_page(document.id, best.clause.id)}#p{best.ordinal}",
            "见原文" if best.clause.path == path else base.clause_label(best.clause),
        )
        rows.append({"name": name, "link": link})
    return rows
