"""The same benefit with different figures in two documents."""

from __future__ import annotations

from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Conflict


def find_conflicts(records: tuple[StructuredDocument, ...]) -> tuple[Conflict, ...]:
    """Pairs of incentives."""
    return ()
