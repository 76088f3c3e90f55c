"""Every fact stands where it says: its clause exists, and its span in the source spells its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from build_tools.check.findings import Finding
from build_tools.check.lossless import edits_of, repaired_slice, squeeze
from build_tools.model.document import Document, Paragraph
from build_tools.model.facts import (
    Amount,
    Appointment,
    Citation,
    Fact,
    Facts,
    Incentive,
    Rate,
    Responsibility,
    StructuredDocument,
    Support,
)
from build_tools.model.text import SourceText

KINDS = tuple(name for name in Facts.__struct_fields__ if name != "validity")


def check_references(record: StructuredDocument, source: SourceText) -> Iterator[Finding]:
    """Findings for the clauses, tables and facts of one document, in the order of the record."""
    document = record.document
    file = f"sources/{source.name}"
    paths = {clause.path for clause in document.clauses}
    tables = {table.id for table in document.tables}
    for clause in document.clauses:
        if len(clause.path) > 1 and clause.parent not in paths and not _has_above(clause.path, paths):
            yield Finding(file, clause.line, "error", f"{document.doc} 的条款 {'/'.join(clause.path)} 没有上级条款")
        for paragraph in clause.paragraphs:
            if paragraph.table is not None and paragraph.table not in tables:
                yield Finding(file, paragraph.line, "error", f"{document.doc} 此处的表格 {paragraph.table} 不存在")
    for id_, count in Counter(clause.id for clause in document.clauses).items():
        if count > 1:
            yield Finding(file, document.line, "error", f"{document.doc} 有 {count} 个条款的地址同为 {id_}")
    for table in document.tables:
        if table.path and table.path not in paths:
            yield Finding(file, table.line, "error", f"{document.doc} 的表格“{table.title}”所在条款不存在")
    edits = edits_of(document)
    shown = sorted((p for p in _paragraphs(document) if p.text), key=lambda p: p.start)
    for kind in KINDS:
        for fact in getattr(record.facts, kind):
            place = f"{document.doc} {'/'.join(fact.path)} 的 {kind}"
            if fact.path not in paths:
                yield Finding(file, fact.line, "error", f"{place} 所指的条款不存在")
            if not document.start <= fact.start < fact.end <= document.end:
                yield Finding(file, fact.line, "error", f"{place} 的位置不在本文件之内")
                continue
            said = squeeze(repaired_slice(source, edits, fact.start, fact.end))
            readings = (said, squeeze(source.text[fact.start : fact.end]), _as_shown(shown, fact))
            wanted = surface_of(fact)
            if wanted is not None and not any(_spells(reading, wanted, fact) for reading in readings):
                yield Finding(file, fact.line, "error", f"{place} 应为“{wanted[:40]}”，原文此处是“{said[:40]}”")
            first, last = source.line_at(fact.start), source.line_at(fact.end - 1)
            if not first <= fact.line <= last:
                yield Finding(file, fact.line, "error", f"{place} 的行号与位置（第 {first}—{last} 行）不符")


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.header
    yield from document.trailer
    for clause in document.clauses:
        yield from clause.paragraphs


def _as_shown(shown: list[Paragraph], fact: Fact) -> str:
    """The words of a fact as its paragraph shows them: a repair record may reach beyond the fact on either side."""
    at = bisect_right(shown, fact.start, key=lambda p: p.start) - 1
    if at < 0 or fact.end > shown[at].end:
        return ""
    mapped = shown[at].mapped
    first, last = mapped.offset_of(fact.start), mapped.offset_of(fact.end - 1)
    return "" if first is None or last is None else squeeze(mapped.text[first : last + 1])


def surface_of(fact: Fact) -> str | None:
    """The words that a fact's span must spell; None where the model keeps none."""
    if isinstance(fact, (Amount, Rate, Responsibility)):
        return squeeze(fact.surface)
    if isinstance(fact, (Incentive, Support)):
        return squeeze(fact.quote)
    if isinstance(fact, Citation):
        return squeeze(fact.title or fact.number or "")
    if isinstance(fact, Appointment):
        return squeeze(fact.post)
    return None


def _spells(said: str, wanted: str, fact: Fact) -> bool:
    if isinstance(fact, Appointment):  # its span is the sentence
        return wanted in said
    if isinstance(fact, Citation):
        return re.sub(r"[《》]", "", wanted) in re.sub(r"[《》]", "", said)
    return said == wanted


def _has_above(path: tuple[str, ...], paths: set[tuple[str, ...]]) -> bool:
    """Whether some level above is a clause: a label such as 附件1 may hold clauses without being one."""
    return any(path[:depth] in paths for depth in range(1, len(path))) or path[0].startswith("附件")
