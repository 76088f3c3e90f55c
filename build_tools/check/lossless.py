"""Proof that nothing is lost (docs/adr/0001): characters of the source, and those that are accounted for.

A character that is not white space is accounted for when it stands in exactly one paragraph or table row whose text
equals the source with its repairs applied, or when a repair record cuts it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from build_tools.check.findings import Finding
from build_tools.model.document import Document
from build_tools.model.text import Edit, SourceText, apply_edits

SHOWN = 30  # characters of the text that a finding quotes


class Proof(NamedTuple):
    """Characters other than white space: in a stretch of the source, and accounted for."""

    name: str
    characters: int
    accounted: int


class Element(NamedTuple):
    """A stretch of the source that a paragraph or a table row stands for, and its text."""

    start: int
    end: int
    line: int
    text: str


def prove(documents: Sequence[Document], source: SourceText) -> tuple[list[Proof], list[Finding]]:
    """One proof a document and one for what lies between them; a finding for each gap, overlap or difference."""
    proofs, findings = [], []
    file = f"sources/{source.name}"
    at = 0
    between = lost = 0
    for document in sorted(documents, key=lambda d: (d.start, d.end)):
        if document.start < at:
            findings.append(Finding(file, document.line, "error", f"{document.doc}与上一份文件的原文重叠"))
        gap = _visible(source.text[at : document.start])
        between += gap
        lost += gap
        findings += _gap(source, at, document.start)
        at = max(at, document.end)
        proof, found = _prove(document, source)
        proofs.append(proof)
        findings += [Finding(file, line, "error", text) for line, text in found]
    tail = _visible(source.text[at:])
    findings += _gap(source, at, len(source.text))
    between, lost = between + tail, lost + tail
    return [*proofs, Proof("文件之间", between, between - lost)], findings


def elements(document: Document) -> Iterator[Element]:
    """Every stretch that the document holds, in no order. A paragraph that stands for a table has no text of its own."""
    for paragraph in (*document.header, *(p for c in document.clauses for p in c.paragraphs), *document.trailer):
        if paragraph.role != "table":
            yield Element(paragraph.start, paragraph.end, paragraph.line, paragraph.text)
    for table in document.tables:
        for row in table.rows:
            yield Element(row.start, row.end, row.line, "".join(row.cells))


def edits_of(document: Document) -> list[Edit]:
    """The repairs that changed something, as edits in the order of the source."""
    changes = (Edit(r.start, r.end, r.put) for r in document.repairs if r.put is not None)
    return sorted(changes, key=lambda edit: (edit.start, edit.end))


def _prove(document: Document, source: SourceText) -> tuple[Proof, list[tuple[int, str]]]:
    text, start, end = source.text, document.start, document.end
    edits = edits_of(document)
    found: list[tuple[int, str]] = []
    held = bytearray(end - start)  # 1: in an element; 2: cut by a repair
    for edit in edits:
        if not start <= edit.start <= edit.end <= end:
            found.append((document.line, "有一条修复记录不在本文件之内"))
            continue
        held[edit.start - start : edit.end - start] = b"\2" * (edit.end - edit.start)
    wrong = 0
    reached = start
    for element in sorted(elements(document), key=lambda e: (e.start, e.end)):
        if not start <= element.start <= element.end <= end:
            found.append((element.line, f"“{_short(element.text)}”不在本文件的原文范围之内"))
            continue
        if element.start < reached:
            found.append((element.line, f"“{_short(element.text)}”与前一段占用同一处原文"))
        reached = max(reached, element.end)
        repaired = repaired_slice(source, edits, element.start, element.end)
        if squeeze(repaired) != squeeze(element.text):
            found.append((element.line, f"“{_short(element.text)}”与原文“{_short(repaired)}”不一致，也没有修复记录"))
            wrong += _visible(text[element.start : element.end])
        held[element.start - start : element.end - start] = b"\1" * (element.end - element.start)
    for free in re.finditer(rb"\0+", held):
        lost = squeeze(text[start + free.start() : start + free.end()])
        if lost:
            wrong += len(lost)
            line = source.line_at(_first_visible(text, start + free.start()))
            found.append((line, f"原文“{_short(lost)}”（{len(lost)} 字）既不在文件中，也没有修复记录"))
    characters = _visible(text[start:end])
    return Proof(document.doc, characters, characters - wrong), sorted(found)


def repaired_slice(source: SourceText, edits: Sequence[Edit], start: int, end: int) -> str:
    """Source characters start..end with the repairs that lie within them; `edits` in the order of the source."""
    chosen = []
    for edit in edits[bisect_left(edits, start, key=lambda edit: edit.start) :]:
        if edit.start > end:
            break
        if edit.end <= end:
            chosen.append(edit)
    return apply_edits(source.text, chosen, start, end).text


def _gap(source: SourceText, start: int, end: int) -> list[Finding]:
    lost = squeeze(source.text[start:end])
    if not lost:
        return []
    line = source.line_at(_first_visible(source.text, start))
    text = f"原文“{_short(lost)}”（{len(lost)} 字）不属于任何文件"
    return [Finding(f"sources/{source.name}", line, "error", text)]


def _first_visible(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def squeeze(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def _visible(text: str) -> int:
    return len(squeeze(text))


def _short(text: str) -> str:
    text = squeeze(text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
