"""Rows of the published tables. Fields and their order are public: see the contract and the page 数据说明."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from build_tools.model.document import Document, Path
from build_tools.model.facts import StructuredDocument
from build_tools.store.corpus import Corpus

Row = dict[str, Any]
NOT_CLAUSES = frozenset({"前言", "附则"})

# table → fields after doc and path, with the type of the value
FIELDS: Mapping[str, Mapping[str, str]] = {
    "documents": {
        "id": "text", "title": "text", "issuer": "text", "date": "text", "effective": "text", "status": "text",
        "addressees": "text", "source_file": "text", "line": "integer", "end_line": "integer", "url": "text",
        "number": "text", "type": "text", "expires": "text",
    },
    "clauses": {
        "id": "text", "num": "text", "heading": "text", "text": "text", "line": "integer", "end_line": "integer",
        "url": "text",
    },
    "amounts": {
        "line": "integer", "surface": "text", "yuan_min": "number", "yuan_max": "number", "role": "text",
        "in_table": "boolean",
    },
    "rates": {
        "line": "integer", "surface": "text", "value_min": "number", "value_max": "number", "role": "text",
        "in_table": "boolean",
    },
    "incentives": {
        "line": "integer", "beneficiary": "text", "condition": "text", "benefit_type": "text", "rate": "number",
        "rate_min": "number", "base": "text", "amount_yuan_min": "number", "amount_yuan_max": "number",
        "cap_yuan": "number", "recurrence": "text", "quote": "text", "url": "text",
    },
    "supports": {
        "line": "integer", "beneficiary": "text", "condition": "text", "benefit_type": "text", "benefit": "text",
        "recurrence": "text", "quote": "text", "url": "text",
    },
    "responsibilities": {"line": "integer", "unit": "text", "role": "text", "surface": "text"},
    "citations": {"line": "integer", "title": "text", "number": "text", "relation": "text", "target_url": "text"},
    "targets": {
        "line": "integer", "indicator": "text", "value": "number", "value_max": "number", "unit": "text", "op": "text",
        "deadline": "text", "baseline": "number", "from_table": "boolean",
    },
    "repairs": {
        "line": "integer", "kind": "text", "before": "text", "after": "text", "confidence": "text", "reason": "text",
    },
    "tables": {
        "title": "text", "line": "integer", "end_line": "integer", "columns": "list", "rows": "list", "audit": "list",
        "unit": "text", "doubts": "list",
    },
    "appointments": {
        "line": "integer", "person": "text", "action": "text", "organization": "text", "post": "text",
        "concurrent": "boolean", "date": "text", "doubt": "text",
    },
    "schedules": {
        "line": "integer", "task": "text", "kind": "text", "start_year": "integer", "end_year": "integer", "by": "text",
        "unit": "text", "url": "text",
    },
}  # fmt: skip


def rows(corpus: Corpus, table: str) -> Iterator[Row]:
    """Rows of one table, in the order of documents and text; each has every field of the table."""
    fields = FIELDS[table]
    make = _MAKERS.get(table) or _facts(table)
    for record in corpus.records:
        for path, row in make(corpus, record):
            yield {"doc": record.document.doc, "path": list(path), **{name: _value(row.get(name)) for name in fields}}


def _value(value: Any) -> Any:
    """Whole numbers as such; what JSON cannot hold as null."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


Made = Iterator[tuple[Path, Row]]
Maker = Callable[[Corpus, StructuredDocument], Made]


def _facts(table: str) -> Maker:
    def make(corpus: Corpus, record: StructuredDocument) -> Made:
        for fact in getattr(record.facts, table):
            yield fact.path, msgspec.structs.asdict(fact)

    return make


def _documents(corpus: Corpus, record: StructuredDocument) -> Made:
    document, validity = record.document, record.facts.validity
    row = msgspec.structs.asdict(document) | {
        "issuer": "、".join(document.issuers) or None,
        "addressees": "，".join(document.addressees) or None,
        "effective": validity.effective,
        "expires": validity.expires,
        "status": validity.status,
        "url": f"doc/{document.id}/",
    }
    yield (), row


def _clauses(corpus: Corpus, record: StructuredDocument) -> Made:
    for clause in record.document.clauses:
        if clause.num not in NOT_CLAUSES:
            url = f"doc/{record.document.id}/{clause.id}/"
            yield clause.path, msgspec.structs.asdict(clause) | {"text": clause.text, "url": url}


def _placed(table: str) -> Maker:
    """Facts with the address of their clause."""

    def make(corpus: Corpus, record: StructuredDocument) -> Made:
        pages = {clause.path: f"doc/{record.document.id}/{clause.id}/" for clause in record.document.clauses}
        for fact in getattr(record.facts, table):
            yield fact.path, msgspec.structs.asdict(fact) | {"url": pages.get(fact.path)}

    return make


def _citations(corpus: Corpus, record: StructuredDocument) -> Made:
    for fact in record.facts.citations:
        target = corpus.links.target(fact)
        yield fact.path, msgspec.structs.asdict(fact) | {"target_url": corpus.url_of(target) if target else None}


def _repairs(corpus: Corpus, record: StructuredDocument) -> Made:
    path_at = places(record.document)
    for repair in record.document.repairs:
        yield path_at(repair.start), msgspec.structs.asdict(repair)


def _tables(corpus: Corpus, record: StructuredDocument) -> Made:
    for table in record.document.tables:
        yield (
            table.path,
            msgspec.structs.asdict(table)
            | {
                "columns": list(table.columns),
                "rows": [list(row.cells) for row in table.body],
                "audit": [msgspec.to_builtins(audit) for audit in table.audit],
                "doubts": [*table.doubts, *(f"第{row.line}行：{row.doubt}" for row in table.rows if row.doubt)],
            },
        )


def places(document: Document) -> Callable[[int], Path]:
    """A lookup: source offset → path of the clause that begins last before it; () in the header and the trailer."""
    starts = sorted((part.start, clause.path) for clause in document.clauses for part in clause.paragraphs)
    offsets = [start for start, _ in starts]
    closing = min((part.start for part in document.trailer), default=document.end)

    def path_at(offset: int) -> Path:
        index = bisect_right(offsets, offset) - 1
        return starts[index][1] if index >= 0 and offset < closing else ()

    return path_at


_MAKERS: Mapping[str, Maker] = {
    "documents": _documents,
    "clauses": _clauses,
    "incentives": _placed("incentives"),
    "supports": _placed("supports"),
    "schedules": _placed("schedules"),
    "citations": _citations,
    "repairs": _repairs,
    "tables": _tables,
}
