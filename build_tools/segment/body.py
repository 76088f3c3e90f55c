"""What stands below the header: the notice's words, the text it encloses, annexes, signature, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.language.addresses import clause_id
from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.titles import is_office, is_title, kind_of
from build_tools.model.document import CLOSING, PREAMBLE, Clause, Paragraph, ParagraphRole, Path, Repair, Table
from build_tools.model.text import SourceText
from build_tools.segment.blocks import Block
from build_tools.segment.closing import lift_after_lists, lift_duties, take_closing
from build_tools.segment.gather import gather_table, table_end
from build_tools.segment.header import Header, plain
from build_tools.segment.tree import Builder, Node, settle

_AHEAD = 400  # labels looked at to settle a doubtful place


@dataclass
class Body:
    """Parts of a document below its header."""

    clauses: tuple[Clause, ...] = ()
    trailer: tuple[Paragraph, ...] = ()
    contents: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    repairs: tuple[Repair, ...] = ()
    oddities: list[tuple[int, str]] = field(default_factory=list)
    date: str | None = None  # of the signature
    decided: str | None = None  # of the decision that the first words tell of
    signatories: tuple[str, ...] = ()
    enclosed_title: str | None = None


class _Reader:
    def __init__(self, source: SourceText, blocks: Sequence[Block], header: Header, end: int, truncated: frozenset[int]) -> None:
        self.source, self.blocks, self.header, self.end, self.truncated = source, blocks, header, end, truncated
        self.at = header.stop
        self.preamble: list[Paragraph] = []
        self.trailer: list[Paragraph] = []
        self.contents: list[Paragraph] = []
        self.builders = [Builder(())]
        self.annexes: list[Node] = []
        self.gathered: list[tuple[Table, Node]] = []
        self.repairs: list[Repair] = []
        self.announced: list[tuple[int, str]] = []
        self.date: str | None = None
        self.signatories: list[str] = []
        self.enclosed: str | None = None
        self.wanted = self._wanted()

    @property
    def builder(self) -> Builder:
        return self.builders[-1]

    def _wanted(self) -> set[str]:
        """Titles that the enclosed text may have: of the header, and those in 《》 in the notice's first words."""
        titles = {plain(self.header.enclosed)} if self.header.enclosed else set()
        for block in self.blocks[self.at : min(self.end, self.at + 6)]:
            if block.label is None and not block.cells:
                titles |= {plain(title) for title in re.findall(r"《([^《》]{4,120})》", block.text[:2000])}
                titles |= {plain(match) for match in re.findall(r"《(.{4,160})》(?:[^《》]{0,20})印发", block.text[:2000])}
        return titles

    def run(self) -> None:
        while self.at < self.end:
            block = self.blocks[self.at]
            taken = (
                self._table() or self._enclosed_title() or self._contents() or self._annex() or self._annex_note()
                or self._signature()
            )  # fmt: skip
            if taken:
                self.at += taken
                continue
            self._clause_or_text(block)
            self.at += 1

    def _put(self, block: Block, role: ParagraphRole = "text") -> None:
        paragraph = block.paragraph(role, block.end in self.truncated)
        if self.in_preamble:
            self.preamble.append(paragraph)
        else:
            self.builder.add_text(block, paragraph)

    @property
    def in_preamble(self) -> bool:
        return len(self.builders) == 1 and not self.builder.root.children

    def _table(self) -> int:
        stop = table_end(self.blocks, self.at, self.end)
        if stop == self.at:
            return 0
        body = self.preamble if self.in_preamble else self.builder.current.body
        node = self.builder.current
        table, repairs = gather_table(self.source, self.blocks, self.at, stop, body, node, len(self.gathered) + 1)
        self.gathered.append((table, node))
        self.repairs += repairs
        return stop - self.at

    def _enclosed_title(self) -> int:
        if not self.wanted or self.enclosed or not self.in_preamble:
            return 0
        for count in (1, 2, 3):
            lines = self.blocks[self.at : min(self.end, self.at + count)]
            if any(b.cells or b.label or len(b.text) > 160 for b in lines):
                return 0
            title = "".join(b.text for b in lines)
            if plain(title) in self.wanted:
                self.preamble += [b.paragraph("enclosed_title") for b in lines]
                self.enclosed = squeeze(title)
                return count
        return 0

    def _contents(self) -> int:
        block = self.blocks[self.at]
        if not (self.in_preamble and (block.is_kind("contents_title", "contents_entry"))):
            return 0
        stop = contents_end(self.blocks, self.at, self.end)
        self.contents += [b.paragraph("contents") for b in self.blocks[self.at : stop]]
        return stop - self.at

    def _annex(self) -> int:
        block = self.blocks[self.at]
        if not block.is_kind("annex_label", "annex_note", "annex_titled"):
            return 0
        assert block.kind
        after = self.blocks[self.at + 1] if self.at + 1 < self.end else None
        if block.is_kind("annex_label"):
            if squeeze(block.text)[-1] in "：:" and not self.announced and not self._content_follows(self.at + 2):
                return 0
        elif not self._annex_begins(block, after):
            return 0
        label = squeeze(block.text)[:2] + block.kind.number
        builder = Builder((label,))
        root = builder.root
        root.style, root.block = "annex", block
        self.builders.append(builder)
        self.annexes.append(root)
        root.heading = block.kind.title
        taken = 1
        while not root.heading and self.at + taken < self.end and taken <= 3:
            line = self.blocks[self.at + taken]
            if line.cells or line.label or line.kind or len(line.text) > 80 or any(c in line.text for c in "。；："):
                break
            root.body.append(line.paragraph("heading"))
            title = "".join(p.text for p in root.body)
            taken += 1
            if kind_of(title) or not self._more_title(self.at + taken, title):
                root.heading = title
        if not root.heading and root.body:
            root.heading = "".join(p.text for p in root.body)
        return taken

    def _more_title(self, at: int, title: str) -> bool:
        if at >= self.end:
            return False
        line = self.blocks[at]
        return not (line.cells or line.label or line.kind) and is_title(line.text) and not is_title(title)

    def _annex_begins(self, block: Block, after: Block | None) -> bool:
        """Whether “附件1：…” heads an annex rather than announcing it."""
        if after is None or after.is_kind("annex_note", "annex_label", "annex_titled", "date"):
            return False
        if is_office(after.text) or (after.label and after.label.style == "arabic" and block.kind and "1." in block.text):
            return False
        if self.signatories or self.enclosed or self.announced:
            return True
        return bool(after.cells or (after.label and after.label.value == 1))

    def _content_follows(self, at: int) -> bool:
        """Whether the next annex label, signature or end is far: a text stands between."""
        for block in self.blocks[at : min(self.end, at + 2)]:
            if block.is_kind("annex_label", "annex_note", "annex_titled", "date") or is_office(block.text[:60]):
                return False
        return at < self.end

    def _annex_note(self) -> int:
        block = self.blocks[self.at]
        if not block.is_kind("annex_note", "annex_label", "annex_titled") or self.annexes:
            return 0
        assert block.kind
        stop = self.at + 1
        if block.is_kind("annex_label"):
            if stop < self.end and not self.blocks[stop].cells and self.blocks[stop].kind is None:
                stop += 1
        while stop < self.end:
            line = self.blocks[stop]
            item = line.label and line.label.style == "arabic" and not line.cells and "。" not in line.text
            if not item or len(line.text) > 120:
                break
            stop += 1
        lines = self.blocks[self.at : stop]
        self.trailer += [b.paragraph("annex_note") for b in lines]
        self.announced += [(b.line, plain(b.text)) for b in lines]
        return stop - self.at

    def _signature(self) -> int:
        """Offices and a date that sign the notice or the document; notes after them."""
        block = self.blocks[self.at]
        if block.is_kind("publish_note", "web_note"):
            self._sign(block, "note")
            return 1
        if block.is_kind("signatory"):
            self._sign(block, "signature")
            return 1
        stop = self.at
        while stop < self.end and stop - self.at < 12 and not self.blocks[stop].cells and _is_signatory(self.blocks[stop]):
            stop += 1
        if stop < self.end and self.blocks[stop].is_kind("date"):
            dated = self.blocks[stop]
            for signed in self.blocks[self.at : stop]:
                self.signatories.append(squeeze(signed.text))
                self._sign(signed, "signature")
            self.date = self.date or read_date(dated.text)
            self._sign(dated, "date")
            return stop + 1 - self.at
        if stop > self.at and stop == self.end:
            for signed in self.blocks[self.at : stop]:
                self._sign(signed, "signature")
            return stop - self.at
        return 0

    @property
    def _may_enclose(self) -> bool:
        """Whether the title of an enclosed text is still to come."""
        if not self.wanted or self.enclosed:
            return False
        return any(plain(b.text) in self.wanted for b in self.blocks[self.at : min(self.end, self.at + 14)] if len(b.text) < 200)

    def _sign(self, block: Block, role: ParagraphRole) -> None:
        if self._may_enclose and self.in_preamble:
            self.preamble.append(block.paragraph(role))
        else:
            self.trailer.append(block.paragraph(role))

    def _clause_or_text(self, block: Block) -> None:
        label = block.label
        if label is not None and not block.cells:
            depth = self.builder.place_of(label, block, self._labels_ahead())
            if depth is not None:
                self.builder.add_clause(label, block, depth, block.end in self.truncated)
                return
        role: ParagraphRole = "text"
        if block.is_kind("duty"):
            role = "duty"
        elif block.is_kind("preamble_title") and self.in_preamble:
            role = "heading"
        elif block.is_kind("table_unit"):
            role = "table_unit"
        elif self.in_preamble and self.preamble and self.preamble[-1].role == "enclosed_title" and is_office(block.text):
            role = "issuer"
        self._put(block, role)

    def _labels_ahead(self) -> list:  # type: ignore[type-arg]
        return [b.label for b in self.blocks[self.at + 1 : min(self.end, self.at + 60)] if b.label and not b.cells]


def read_body(source: SourceText, blocks: Sequence[Block], header: Header, end: int, truncated: frozenset[int]) -> Body:
    """Body of the document whose header ends at block `header.stop`. `truncated`: source offsets where text breaks off."""
    reader = _Reader(source, blocks, header, end, truncated)
    reader.run()
    roots = [builder.root for builder in reader.builders]
    for root in roots:
        settle(root)
        lift_after_lists(root)
        lift_duties(root)
    closing = take_closing(roots[0])
    for root in roots:
        settle(root)
    clauses: list[Clause] = []
    if reader.preamble:
        clauses.append(_plain_clause(PREAMBLE, reader.preamble))
    for root in roots:
        for node in root.walk():
            if not node.path:
                closing += node.body
                continue
            clauses.append(_clause(node))
    if closing:
        clauses.append(_plain_clause(CLOSING, sorted(closing, key=lambda p: p.start)))
    tables = tuple(table for table, _ in reader.gathered)
    oddities = [o for builder in reader.builders for o in builder.oddities]
    if reader.announced and not reader.annexes:
        oddities.append((reader.announced[0][0], "正文提到附件，原文未收录"))
    return Body(
        tuple(clauses), tuple(reader.trailer), tuple(reader.contents), tables, tuple(reader.repairs), oddities,
        reader.date, _decided(reader.preamble), tuple(dict.fromkeys(reader.signatories)), reader.enclosed,
    )  # fmt: skip


def contents_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Index after a printed table of contents that begins at `start`.

    It ends at the first line that is no entry: where lines end in page numbers, the first that does not;
    else the first entry's second coming, or text.
    """
    at = start + 1 if blocks[start].is_kind("contents_title") else start
    if at < end and blocks[at].is_kind("contents_entry"):
        while at < end and blocks[at].is_kind("contents_entry"):
            at += 1
        return at
    first = squeeze(blocks[at].text) if at < end else ""
    for index in range(at, end):
        text = squeeze(blocks[index].text)
        if index > at and text == first:
            return index
        if len(text) > 60 or any(c in text for c in "。；"):
            break
    return start + 1


def _decided(preamble: Sequence[Paragraph]) -> str | None:
    """Date of “某市人民政府二〇二二年七月一日决定：”."""
    for paragraph in preamble[:3]:
        if len(paragraph.text) <= 80 and re.search(r"日(?:研究)?(?:决定|通过)[：:]?", paragraph.text):
            return read_date(paragraph.text)
    return None


def _is_signatory(block: Block) -> bool:
    return block.label is None and block.kind is None and is_office(block.text[:80])


def _clause(node: Node) -> Clause:
    paragraphs = list(node.body)
    if node.style == "annex" and node.block:
        paragraphs.insert(0, node.block.paragraph("annex_label"))
    line = paragraphs[0].line if paragraphs else 0
    return Clause(
        id=clause_id(node.path), path=node.path, num=node.path[-1], heading=squeeze_heading(node.heading), line=line,
        end_line=max([node.end_line, *(p.end_line for p in paragraphs)]),
        paragraphs=tuple(sorted(paragraphs, key=lambda p: p.start)),
    )  # fmt: skip


def squeeze_heading(text: str) -> str:
    """A heading in one line."""
    return " ".join(text.split())


def _plain_clause(path: Path, paragraphs: list[Paragraph]) -> Clause:
    return Clause(
        id=clause_id(path), path=path, num=path[0], line=paragraphs[0].line,
        end_line=max(p.end_line for p in paragraphs), paragraphs=tuple(paragraphs),
    )  # fmt: skip
