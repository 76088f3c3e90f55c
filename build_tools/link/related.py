"""Clauses of other documents that a reader of a clause may want, and why."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Place, Related


def find_related(records: tuple[StructuredDocument, ...]) -> Mapping[Place, tuple[Related, ...]]:
    """Up to five a clause."""
    return {}
