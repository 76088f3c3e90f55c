"""The structure of an official document: what `segment` makes and `structured/` holds.

Names follow schema.org/Legislation and Akoma Ntoso; parts follow GB/T 9704-2012.
All records are frozen; a stage that adds something makes a new record (`msgspec.structs.replace`).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from build_tools.model.text import Mapped, Run

Path = tuple[str, ...]  # number labels from the top: ("三", "（二）", "1"); see contract, "Numbers and paths"

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Slug = Annotated[str, msgspec.Meta(pattern=SLUG)]  # a part of an address that a person may write

PREAMBLE: Path = ("前言",)
CLOSING: Path = ("附则",)

RepairKind = Literal[
    "split_paragraph",
    "split_heading",
    "english_and",
    "halfwidth_punct",
    "markup",
    "merged_heading",
    "truncated",
    "odd_space",
    "table_shift",
    "other",
]

ParagraphRole = Literal[
    "heading",  # a clause's number and heading, alone on its line
    "text",  # a sentence or more; for an item that runs on, with its number and heading
    "duty",  # a line that only states units: 牵头单位：…
    "table",  # stands for the table `table`
    "table_title",
    "table_unit",
    "caption",
    # header and trailer parts of GB/T 9704
    "issuer",
    "title",
    "number",
    "date",
    "addressees",
    "signature",
    "note",
    "annex_note",  # 附件说明 at the end of the text
    "annex_label",  # 附件1 alone on its line
    "enclosed_title",  # the title of the plan that a notice encloses
    "contents",  # a table of contents that was printed
]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all records: immutable, by keyword only, defaults left out on disk, no fields but these."""


class Paragraph(Record, frozen=True, kw_only=True):
    """A stretch of repaired text that stood in one piece before it was printed.

    `text` is what readers see. `start`..`end` is its span in the source and `runs` the map of its
    characters; one run (the usual case) means that text and source run in step.
    """

    role: ParagraphRole = "text"
    text: str
    line: int
    end_line: int
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    table: str | None = None  # id of the table that stands here
    truncated: bool = False  # the source breaks off in mid-sentence: nothing may be added

    @property
    def mapped(self) -> Mapped:
        """The text with its map to the source."""
        return Mapped(self.text, self.runs or (Run(0, self.start),))


class Clause(Record, frozen=True, kw_only=True):
    """A numbered part of a document, or its 前言 or 附则. `paragraphs` are its own, not its children's."""

    id: str  # address within the document, from the registry: "3-2-1"
    path: Path
    num: str  # last label of the path
    heading: str = ""
    line: int
    end_line: int  # of the last line of its last child
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def parent(self) -> Path:
        """Path of the level above; () for the topmost."""
        return self.path[:-1]

    @property
    def text(self) -> str:
        """Its own paragraphs, one a line, as readers see them."""
        return "\n".join(p.text for p in self.paragraphs if p.text)


class TableRow(Record, frozen=True, kw_only=True):
    """One printed row. `cells` are the cells after repair; in `start`..`end` of the source they stand in the same order."""

    line: int
    start: int
    end: int
    cells: tuple[str, ...]
    header: bool = False
    doubt: str | None = None  # what cannot be known about this row


class Audit(Record, frozen=True, kw_only=True):
    """A sum that the table states, recomputed."""

    verdict: Literal["agrees", "differs", "unknown"]
    what: str  # what was compared, in Chinese: "合计行“2025年|合计”列"
    stated: str | None = None
    computed: str | None = None
    line: int | None = None


class Table(Record, frozen=True, kw_only=True):
    """A table as printed; `columns` flatten a header of several rows with "|" between its levels."""

    id: str
    path: Path
    title: str = ""
    unit: str | None = None
    line: int
    end_line: int
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]  # header rows first
    audit: tuple[Audit, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[TableRow, ...]:
        """The rows below the header."""
        return tuple(row for row in self.rows if not row.header)


class Repair(Record, frozen=True, kw_only=True):
    """One change to the source text. `start`..`end` was replaced by `put`; before and after show it in context.

    A repair that changes nothing (`truncated`, or confidence "probable") has put None.
    """

    kind: RepairKind
    line: int
    start: int
    end: int
    put: str | None = None
    before: str
    after: str | None = None
    confidence: Literal["certain", "probable"] = "certain"
    reason: str | None = None
    corrected: str | None = None  # who put it so, when and why, where a person did


class Account(Record, frozen=True, kw_only=True):
    """Where the characters of a document's stretch of the source went, white space aside; each is counted once."""

    source: int  # all of them: the sum of the others
    header: int = 0  # parts before and after the text: issuer, title, number, date, addressees, signature, notes
    heading: int = 0
    text: int = 0
    table: int = 0
    replaced: int = 0  # by what a repair record put in their place
    removed: int = 0  # by a repair record
    lost: int = 0  # in none of these, or in a text that is not what source and repairs give


class Oddity(Record, frozen=True, kw_only=True):
    """Something that a reader should know about and that nobody can mend: 重号, 无文号, 附件缺失 …"""

    line: int
    what: str


class Document(Record, frozen=True, kw_only=True):
    """One official document, complete: every character of its stretch of the source is in it or in a repair."""

    id: str  # address, from the registry: "zhengzheng-2022-19"
    doc: str  # contract key: the number, or kind and date
    number: str | None = None  # 发文字号 with 〔〕
    title: str
    type: str | None = None  # 文种: 意见, 通知, 方案 …; of the enclosed text where a notice issues one
    issuers: tuple[str, ...] = ()
    date: str | None = None  # 成文日期, ISO
    addressees: tuple[str, ...] = ()
    source_file: str
    source_sha256: str
    line: int
    end_line: int
    start: int
    end: int
    header: tuple[Paragraph, ...] = ()  # issuer, title, number, date, addressees lines
    clauses: tuple[Clause, ...] = ()  # in the order of the text, 前言 first, 附则 last
    trailer: tuple[Paragraph, ...] = ()  # signature, notes after the text
    tables: tuple[Table, ...] = ()
    repairs: tuple[Repair, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    def clause_at(self, path: Path) -> Clause | None:
        """The first clause at `path`."""
        return next((clause for clause in self.clauses if clause.path == path), None)
