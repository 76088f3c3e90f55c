"""What must hold of any reading of any text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_tools.model.document import Document, Paragraph
from build_tools.model.text import Edit, SourceText, apply_edits


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """All paragraphs of a document."""
    yield from document.header
    for clause in document.clauses:
        yield from clause.paragraphs
    yield from document.trailer


def faults(source: SourceText, documents: Sequence[Document]) -> list[str]:
    """What breaks the rule that nothing is lost, told so that one finds it; empty where all is well."""
    found: list[str] = []
    held: list[tuple[int, int]] = []
    cut: set[int] = set()
    for document in documents:
        edits = sorted(
            (Edit(r.start, r.end, r.put) for r in document.repairs if r.put is not None and r.kind != "table_shift"),
            key=lambda e: (e.start, e.end),
        )
        found += [f"overlap {a} {b}" for a, b in pairwise(edits) if b.start < a.end]
        cut.update(*(range(edit.start, edit.end) for edit in edits))
        for p in paragraphs_of(document):
            if p.role == "table":
                continue
            want = "".join(apply_edits(source.text, edits, p.start, p.end).text.split())
            if want != "".join(p.text.split()):
                found.append(f"line {p.line}: {p.text[:30]!r} is not {want[:30]!r}")
            if p.text and (p.mapped.source_start(0), p.mapped.source_end(len(p.text))) != (p.start, p.end):
                found.append(f"line {p.line}: map and span disagree")
            if (source.line_at(p.start), source.line_at(p.end - 1)) != (p.line, p.end_line):
                found.append(f"line {p.line}: wrong lines")
            held.append((p.start, p.end))
        held += [(row.start, row.end) for table in document.tables for row in table.rows]
    at = 0
    for start, end in [*sorted(held), (len(source.text), len(source.text))]:
        if start < at:
            found.append(f"line {source.line_at(start)}: stands in two places")
        lost = [i for i in range(at, start) if not source.text[i].isspace() and i not in cut]
        if lost and source.text[lost[0]] not in "\ufeff\u200b":
            found.append(f"line {source.line_at(lost[0])}: lost {source.text[lost[0] : lost[0] + 20]!r}")
        at = max(at, end)
    return found
