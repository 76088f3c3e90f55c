"""The stretches of text in which facts are looked for: paragraphs and table cells, each with where it stands.

In: a document and its source. Out: passages whose text maps back to the source.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from build_tools.model.document import Clause, Document, Path, Table
from build_tools.model.text import Mapped, Run, SourceText
from build_tools.segment.cells import cell_spans

# lines that state no money: who acts, what is enclosed, headers of the document
SILENT = frozenset({"duty", "issuer", "number", "date", "addressees", "signature", "annex_note", "contents", "table"})


class Passage(msgspec.Struct, frozen=True):
    """A paragraph or a table cell. `headings`: of its clause and those above it, from the top."""

    path: Path
    mapped: Mapped
    headings: tuple[str, ...] = ()
    lead: str = ""  # the sentence that opens the list in which this paragraph stands, if it ends in a colon
    year: int | None = None  # of the document
    table: Table | None = None
    row: int = 0  # index of the row in table.rows
    column: int = 0

    @property
    def text(self) -> str:
        """What readers see."""
        return self.mapped.text


def passages(document: Document, source: SourceText) -> Iterator[Passage]:
    """All passages of the clauses of `document`, in the order of the text; a table's cells where it stands."""
    year = int(document.date[:4]) if document.date and document.date[:4].isdigit() else None
    headings: dict[Path, tuple[str, ...]] = {}
    leads: dict[Path, str] = {}
    tables = {table.id: table for table in document.tables}
    for clause in document.clauses:
        above = headings.get(clause.parent, ())
        headings[clause.path] = here = (*above, clause.heading)
        lead = leads.get(clause.parent, "")
        for paragraph in clause.paragraphs:
            if paragraph.table is not None and paragraph.table in tables:
                yield from _cells(tables[paragraph.table], clause, here, year, source)
            elif paragraph.role not in SILENT and paragraph.text:
                yield Passage(clause.path, paragraph.mapped, here, lead, year)
                opened = _opens_list(paragraph.text)
                lead = opened or lead
                leads[clause.path] = opened or leads.get(clause.path, "")


def _opens_list(text: str) -> str:
    """The last sentence of `text` when a list follows it."""
    plain = text.rstrip()
    return plain[max(plain.rfind("。"), plain.rfind("\n")) + 1 :] if plain.endswith(("：", ":")) else ""


def _cells(
    table: Table, clause: Clause, headings: tuple[str, ...], year: int | None, source: SourceText
) -> Iterator[Passage]:
    for number, row in enumerate(table.rows):
        for column, span in enumerate(cell_spans(row, source)):
            if span is not None:
                mapped = Mapped(source.text[slice(*span)], (Run(0, span[0]),))
                yield Passage(table.path or clause.path, mapped, headings, "", year, table, number, column)
