"""The stretches of text in which facts are looked for: paragraphs and table cells, each with where it stands.

In: a document and its source. Out: passages whose text maps back to the source. Labels of a guide (【享受条件】) part
paragraphs: they are in no passage, and what stands after them is known to all passages of their clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from build_tools.extract.money.labels import Kind, label_kind, stretches, told
from build_tools.model.document import Clause, Document, Paragraph, Path, Table
from build_tools.model.text import Mapped, SourceText
from build_tools.segment.cells import cell_texts

# lines that state no money: who acts, what is enclosed, headers of the document
SILENT = frozenset({"duty", "issuer", "number", "date", "addressees", "signature", "annex_note", "contents", "table"})

LONGEST_TERMS = 200  # characters of conditions that stand under one label


class Passage(msgspec.Struct, frozen=True):
    """A paragraph or a table cell. `headings`: of its clause and those above it, from the top, and its label."""

    path: Path
    mapped: Mapped
    headings: tuple[str, ...] = ()
    lead: str = ""  # the sentence that opens the list in which this paragraph stands, if it ends in a colon
    year: int | None = None  # of the document
    table: Table | None = None
    row: int = 0  # index of the row in table.rows
    column: int = 0
    kind: Kind | None = None  # of the label that it stands under
    who: str = ""  # what stands after the label that says who
    terms: str = ""  # what stands after the label that says on what condition

    @property
    def text(self) -> str:
        """What readers see."""
        return self.mapped.text


@dataclass
class _Said:
    """What the labels of one benefit say; a second label of who opens another one.

    `closed`: who was told after what is given; the next thing that is given opens another one.
    """

    who: str = ""
    terms: str = ""
    given: bool = False
    closed: bool = False


@dataclass
class _Labels:
    """The labels of a document while it is gone through, by the path of the clause that they are for."""

    over: dict[Path, tuple[str, Kind]] = field(default_factory=dict)  # the label that all of a clause stands under
    said: dict[Path, _Said] = field(default_factory=dict)
    bracketed: set[Path] = field(default_factory=set)  # clauses that labels in brackets part

    def home(self, path: Path) -> Path:
        """The clause that a label in the clause at `path` is for: one above it, if labels in brackets part that one."""
        return next((path[:end] for end in range(1, len(path)) if path[:end] in self.bracketed), path)

    def tell(self, path: Path, kind: Kind, words: str) -> None:
        """Note that `words` stand after a label of `kind` in the clause at `path`."""
        if kind == "who" and (path not in self.said or self.said[path].who):
            self.said[path] = _Said()
        if kind == "who":
            self.said[path].who, self.said[path].closed = words, self.said[path].given
        elif kind == "given":
            if path not in self.said or self.said[path].closed:
                self.said[path] = _Said()
            self.said[path].given = True
        elif kind == "condition":
            said = self.said.setdefault(path, _Said())
            both = "；".join(part for part in (said.terms, words) if part)
            said.terms = both if len(both) <= LONGEST_TERMS else said.terms or words

    def go_on(self, path: Path, kind: Kind, words: str) -> None:
        """Note `words` under a label of `kind` that stands further above, if nothing stood there yet."""
        if kind != "who" or path not in self.said or not self.said[path].who:
            self.tell(path, kind, words)

    def of(self, path: Path) -> _Said:
        """What the labels of the clause, or of those beside it, say."""
        return self.said.get(path) or (self.said.get(path[:-1]) if path else None) or _Said()


def passages(document: Document, source: SourceText) -> Iterator[Passage]:
    """All passages of the clauses of `document`, in the order of the text; a table's cells where it stands."""
    labels = _Labels()
    # a condition may be told after the benefit: what a label says is known when all have been read
    for passage, said in list(_read(document, source, labels)):
        yield msgspec.structs.replace(passage, who=said.who, terms=said.terms) if said.who or said.terms else passage


def _read(document: Document, source: SourceText, labels: _Labels) -> Iterator[tuple[Passage, _Said]]:
    year = int(document.date[:4]) if document.date and document.date[:4].isdigit() else None
    headings: dict[Path, tuple[str, ...]] = {}
    leads: dict[Path, str] = {}
    tables = {table.id: table for table in document.tables}
    for clause in document.clauses:
        above = headings.get(clause.parent, ())
        headings[clause.path] = here = (*above, clause.heading)
        lead = leads.get(clause.parent, "")
        if over := labels.over.get(clause.parent):
            labels.over[clause.path] = over
        for paragraph in clause.paragraphs:
            if paragraph.table is not None and paragraph.table in tables:
                cells = _cells(tables[paragraph.table], clause, here, year, source)
                yield from ((cell, labels.of(clause.path)) for cell in cells)
            elif paragraph.role not in SILENT and paragraph.text:
                for mapped, label, kind in _parts(clause, paragraph, labels):
                    under = (*here, label) if label and label != clause.heading else here
                    passage = Passage(clause.path, mapped, under, lead, year, kind=kind)
                    yield passage, labels.of(clause.path)
                    opened = _opens_list(mapped.text)
                    lead = opened or lead
                    leads[clause.path] = opened or leads.get(clause.path, "")


def _parts(clause: Clause, paragraph: Paragraph, labels: _Labels) -> Iterator[tuple[Mapped, str, Kind | None]]:
    """The stretches of a paragraph, each with its label."""
    text = paragraph.text
    kind = label_kind(clause.heading)
    if kind and text.endswith(clause.heading) and paragraph is clause.paragraphs[0]:
        labels.over[clause.path] = (clause.heading, kind)  # the label is a heading
        return
    home, in_brackets = labels.home(clause.path), "【" in text
    for stretch in stretches(text):
        words = told(text[stretch.start : stretch.end])
        if stretch.kind is not None:
            opens = paragraph is clause.paragraphs[0] and not in_brackets
            if opens or not words or in_brackets:
                labels.over[clause.path] = (stretch.label, stretch.kind)
            if in_brackets:
                labels.bracketed.add(home)
                labels.over[home] = (stretch.label, stretch.kind)
            labels.tell(clause.parent if opens else home, stretch.kind, words)
        elif over := labels.over.get(clause.path):
            labels.go_on(clause.parent if over[0] == clause.heading else home, over[1], words)
        label, kind = (stretch.label, stretch.kind) if stretch.kind else labels.over.get(clause.path, ("", None))
        if text[stretch.start : stretch.end].strip():
            yield paragraph.mapped.slice(stretch.start, stretch.end), label, kind


def _opens_list(text: str) -> str:
    """The last sentence of `text` when a list follows it."""
    plain = text.rstrip()
    return plain[max(plain.rfind("。"), plain.rfind("\n")) + 1 :] if plain.endswith(("：", ":")) else ""


def _cells(
    table: Table, clause: Clause, headings: tuple[str, ...], year: int | None, source: SourceText
) -> Iterator[Passage]:
    for number, row in enumerate(table.rows):
        for column, mapped in cell_texts(row, source):
            yield Passage(table.path or clause.path, mapped, headings, "", year, table, number, column)
