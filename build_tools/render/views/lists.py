"""Doors: all documents, all topics and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.topic import held_words, missing, topic_page


def documents_page(library: Library) -> base.Page:
    """All documents by year, newest first."""
    years = [
        (year, [base.document_row(entry) for entry in entries])
        for year, entries in groupby(library.documents, key=lambda e: (e.document.date or "")[:4])
    ]
    return base.Page(
        links.DOCUMENTS, "documents", "政策文件", {"years": years, "count": len(library.documents)}, layout="wide"
    )


def topic_pages(library: Library) -> Iterator[base.Page]:
    """The list of doors, then one page each: clauses in plain order."""
    yield base.Page(links.TOPICS, "topics", "办事主题", {"kinds": topics_by_kind(library)}, layout="wide")
    for topic in library.topics:
        yield topic_page(library, topic)


def topics_by_kind(library: Library) -> list[tuple[str, list[dict[str, Any]]]]:
    """Doors by kind, life events first, each with the number of clauses behind it."""
    return [
        (
            kind,
            [
                {
                    "link": base.Link(links.topic_page(t.slug), t.title),
                    "count": len(library.topic_spots(t)),
                    "held": held_words(library, t),
                    "missing": missing(library, t),
                }
                for t in library.topics
                if t.kind == kind
            ],
        )
        for kind in ("life", "subject")
    ]
