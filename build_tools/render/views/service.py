"""Whether a document states how a benefit is claimed (兑现方式, 受理单位, 咨询电话), and where."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as File
from typing import Any

import msgspec

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


def service_facts(entry: StructuredDocument) -> list[dict[str, Any]]:
    """For each field: its name, and the first paragraph that states it as a link, or None."""
    document = entry.document
    rows = []
    for row, pattern in fields():
        link = next(
            (
                base.Link(f"{links.clause_page(document.id, clause.id)}#p{ordinal}", base.clause_label(clause))
                for clause in document.clauses
                for ordinal, paragraph in enumerate(clause.paragraphs, start=1)
                if pattern.search(paragraph.text)
            ),
            None,
        )
        rows.append({"name": row.name, "link": link})
    return rows
