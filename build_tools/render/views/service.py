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
    own: bool = False  # it speaks only of the clause that holds it


@cache
def fields() -> tuple[tuple[Field, re.Pattern[str]], ...]:
    """The rows with their patterns."""
    rows = load_rules(File(__file__).with_name("service.yml"), "fields", Field)
    return tuple((row, re.compile(row.words)) for row in rows)


@dataclass(frozen=True)
class Statement:
    """A paragraph that states one of the fields.

    `below`: it holds for the clauses below its own as well; `general`: for the whole document, as neither its clause
    nor one above it gives anything itself.
    """

    name: str
    clause: Clause
    ordinal: int
    below: bool
    general: bool


def statements(entry: StructuredDocument, giving: Collection[Path]) -> list[Statement]:
    """All paragraphs of a document that state a field, in the order of the text. `giving`: places with benefits."""
    found = []
    for clause in entry.document.clauses:
        gives = any(clause.path[:depth] in giving for depth in range(1, len(clause.path) + 1))
        for ordinal, paragraph in enumerate(clause.paragraphs, start=1):
            rows = [row for row, pattern in fields() if pattern.search(paragraph.text)]
            for name in dict.fromkeys(row.name for row in rows):
                whole = any(row.name == name and not row.own for row in rows)
                found.append(Statement(name, clause, ordinal, whole, whole and not gives))
    return found


def service_facts(document: Document, path: Path, stated: Sequence[Statement]) -> list[dict[str, Any]]:
    """For each field: its name, and the paragraph that states it for the benefits at `path`, as a link, or None.

    The clause itself comes first, then those above it and those that give nothing: a clause with benefits of its own
    speaks of these alone.
    """
    rows = []
    for name in dict.fromkeys(row.name for row, _ in fields()):
        found = [s for s in stated if s.name == name]
        best = next((s for s in found if s.clause.path == path), None) or next(
            (s for s in found if s.general or (s.below and s.clause.path == path[: len(s.clause.path)])), None
        )
        link = best and base.Link(
            f"{links.clause_page(document.id, best.clause.id)}#p{best.ordinal}",
            "见原文" if best.clause.path == path else base.clause_label(best.clause),
        )
        rows.append({"name": name, "link": link})
    return rows
