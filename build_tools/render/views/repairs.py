"""What was mended in the source, as readers shall see it."""

from __future__ import annotations

from build_tools.model.document import Clause, Document, Repair
from build_tools.model.facts import Correction, StructuredDocument


def corrections_of(entry: StructuredDocument, clause: Clause | None = None) -> list[Correction]:
    """What a person corrected in a document, or in one clause of it; the newest first."""
    held = (c for c in entry.corrections if clause is None or c.path == clause.path)
    return sorted(held, key=lambda c: c.date, reverse=True)


def repairs_of(document: Document, clause: Clause) -> list[Repair]:
    """Repairs within a clause's own lines."""
    spans = [(p.line, p.end_line) for p in clause.paragraphs]
    return [r for r in document.repairs if any(first <= r.line <= last for first, last in spans)]
