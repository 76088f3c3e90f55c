"""What was mended in the source, as readers shall see it."""

from __future__ import annotations

from build_tools.model.document import Clause, Document, Repair


def repairs_of(document: Document, clause: Clause) -> list[Repair]:
    """Repairs within a clause's own lines."""
    spans = [(p.line, p.end_line) for p in clause.paragraphs]
    return [r for r in document.repairs if any(first <= r.line <= last for first, last in spans)]
