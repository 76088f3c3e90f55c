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
from build_tools.model.document import Account, Document
from build_tools.model.text import Edit, SourceText, apply_edits

SHOWN = 30  # characters of the text that a finding quotes


class Proof(NamedTuple):
    """Characters other than white space: in a stretch of the source, and accounted for."""

    name: str
    characters: int
    accounted: int
    account: Account | None = None  # of a document: where they went


class Element(NamedTuple):
    """A stretch of the source that a paragraph or a table row stands for, and its text."""

    start: int
    end: int
    line: int
    text: str
    kind: str  # field of Account that counts it


# Where a character went, as one byte for each: the place of a field of Account in this row.
PLACES = ("", "header", "heading", "text", "table", "replaced", "removed", "lost")
CODES = {name: bytes([code]) for code, name in enumerate(PLACES)}


def account_of(document: Document, source: SourceText) -> Account:
    """Where each character of the document's stretch of `source` went."""
    return _prove(document, source)[0]


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
        account, found = _prove(document, source)
        proofs.append(Proof(document.doc, account.source, account.source - account.lost, account))
        findings += [Finding(file, line, "error", text) for line, text in found]
    tail = _visible(source.text[at:])
    findings += _gap(source, at, len(source.text))
    between, lost = between + tail, lost + tail
    return [*proofs, Proof("文件之间", between, between - lost)], findings


def elements(document: Document) -> Iterator[Element]:
    """Every stretch that the document holds, in no order. A paragraph that stands for a table has no text of its own."""
    for paragraph in (*document.header, *document.trailer):
        yield Element(paragraph.start, paragraph.end, paragraph.line, paragraph.text, "header")
    for paragraph in (p for clause in document.clauses for p in clause.paragraphs):
        if paragraph.role != "table":
            kind = "heading" if paragraph.role == "heading" else "text"
            yield Element(paragraph.start, paragraph.end, paragraph.line, paragraph.text, kind)
    for table in document.tables:
        for row in table.rows:
            yield Element(row.start, row.end, row.line, "".join(row.cells), "table")


def edits_of(document: Document) -> list[Edit]:
    """The repairs that changed something, as edits in the order of the source."""
    changes = (Edit(r.start, r.end, r.put) for r in document.repairs if r.put is not None)
    return sorted(changes, key=lambda edit: (edit.start, edit.end))


def _prove(document: Document, source: SourceText) -> tuple[Account, list[tuple[int, str]]]:
    text, start, end = source.text, document.start, document.end
    edits = edits_of(document)
    found: list[tuple[int, str]] = []
    held = bytearray(end - start)

    def hold(at: int, until: int, place: str) -> None:
        held[at - start : until - start] = CODES[place] * (until - at)

    wrong: list[Element] = []
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
            wrong.append(element)
        hold(element.start, element.end, element.kind)
    for edit in edits:
        if start <= edit.start <= edit.end <= end:
            hold(edit.start, edit.end, "replaced" if edit.put else "removed")
        else:
            found.append((document.line, "有一条修复记录不在本文件之内"))
    for free in re.finditer(rb"\0+", held):
        lost = squeeze(text[start + free.start() : start + free.end()])
        if lost:
            line = source.line_at(_first_visible(text, start + free.start()))
            found.append((line, f"原文“{_short(lost)}”（{len(lost)} 字）既不在文件中，也没有修复记录"))
    for element in wrong:
        hold(element.start, element.end, "lost")
    return _counted(text, start, held), sorted(found)


def _counted(text: str, start: int, held: bytearray) -> Account:
    counts = dict.fromkeys(PLACES, 0)
    for run in re.finditer(rb"(.)\1*", held, re.DOTALL):
        counts[PLACES[run[1][0]]] += _visible(text[start + run.start() : start + run.end()])
    counts["lost"] += counts.pop("")
    return Account(source=sum(counts.values()), **counts)


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
    while at < len(text) and not squeeze(text[at]):
        at += 1
    return at


def squeeze(text: str) -> str:
    """`text` without white space, and without what is white space in all but the standard: zero-width space, byte order mark."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


def _visible(text: str) -> int:
    return len(squeeze(text))


def _short(text: str) -> str:
    text = squeeze(text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
