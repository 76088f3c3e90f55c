"""The order in which a document's text was printed, whatever clause a paragraph belongs to."""

from __future__ import annotations

from typing import NamedTuple

from build_tools.model.document import Clause, Document, Paragraph

METADATA = frozenset(("issuer", "title", "number", "date", "addressees"))  # of a header: told apart from the text


class Stretch(NamedTuple):
    """Paragraphs that stand together and belong to one clause, or (None) to none. A clause may come back after its children."""

    clause: Clause | None
    paragraphs: tuple[
        tuple[int, Paragraph], ...
    ]  # with their ordinals, from 1, within the clause or the whole remainder
    first: bool  # nothing of this clause stands before


def stretches(document: Document) -> list[Stretch]:
    """The whole text by its place in the source: header lines that are no metadata, clauses, trailer.

    Paragraphs of one clause never change places among themselves. A clause without text comes before the next one.
    """
    loose = [p for p in document.header if p.role not in METADATA]
    rows: list[tuple[int, int, int, Paragraph | None]] = []  # start, clause (-1: none), ordinal, paragraph
    rows += _placed(-1, loose)
    after = document.end
    for index in range(len(document.clauses) - 1, -1, -1):
        placed = _placed(index, document.clauses[index].paragraphs) or [(after, index, 0, None)]
        after = placed[0][0]
        rows += placed
    last = len(document.clauses)  # comes after a clause at the same place
    rows += _placed(last, document.trailer, len(loose) + 1)
    rows.sort(key=lambda row: row[:3])

    found: list[Stretch] = []
    seen: set[int] = set()
    at: int | None = None
    for _, index, ordinal, paragraph in rows:
        clause = document.clauses[index] if 0 <= index < last else None
        piece = ((ordinal, paragraph),) if paragraph else ()
        if found and index == at:
            found[-1] = found[-1]._replace(paragraphs=(*found[-1].paragraphs, *piece))
        else:
            found.append(Stretch(clause, piece, index not in seen))
            seen.add(index)
        at = index
    return found


def _placed(
    index: int, paragraphs: tuple[Paragraph, ...] | list[Paragraph], first: int = 1
) -> list[tuple[int, int, int, Paragraph | None]]:
    rows: list[tuple[int, int, int, Paragraph | None]] = []
    start = 0
    for ordinal, paragraph in enumerate(paragraphs, start=first):
        start = max(start, paragraph.start)
        rows.append((start, index, ordinal, paragraph))
    return rows
