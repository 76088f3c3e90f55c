"""Whole small documents, written for these tests, with what reading makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.model.document import Document, Paragraph
from build_tools.model.text import SourceText
from build_tools.segment.documents import parse

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yml"))


def roles(paragraphs: tuple[Paragraph, ...]) -> str:
    return " ".join(f"{p.role}@{p.line}" for p in paragraphs)


def shown(document: Document) -> dict[str, Any]:
    """A document as the golden files write it. Shifted rows of tables have tests of their own."""
    return {
        "id": document.id,
        "doc": document.doc,
        "title": document.title,
        "type": document.type,
        "issuers": list(document.issuers),
        "date": document.date,
        "addressees": list(document.addressees),
        "header": roles(document.header),
        "clauses": [
            f"{'/'.join(c.path)} | {c.heading} | {c.line}-{c.end_line} | {roles(c.paragraphs)}"
            for c in document.clauses
        ],
        "trailer": roles(document.trailer),
        "tables": [f"{t.id} | {t.title} | {t.unit or ''} | {t.line}-{t.end_line}" for t in document.tables],
        "repairs": [f"{r.line} {r.kind}" for r in document.repairs if r.kind != "table_shift"],
        "oddities": [f"{o.line} {o.what}" for o in document.oddities],
    }


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_document_is_read_as_a_person_would(file: Path) -> None:
    golden = yaml.safe_load(file.read_text("utf-8"))
    source = SourceText("样例.txt", "\n".join(golden["lines"]) + "\n", "utf-8", "0")
    assert [shown(document) for document in parse(source)] == golden["documents"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(ending: str) -> None:
    for file in GOLDEN[:3]:
        golden = yaml.safe_load(file.read_text("utf-8"))
        source = SourceText("样例.txt", ending.join(golden["lines"]), "utf-8", "0")
        assert [shown(document) for document in parse(source)] == golden["documents"]
