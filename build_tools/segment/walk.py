"""Below the header, block by block: the notice's words, the text it encloses, annexes, signature, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.labels import Label, run_on_label
from build_tools.language.titles import is_office, is_title, kind_of
from build_tools.model.document import Paragraph, ParagraphRole, Repair, Table
from build_tools.model.text import SourceText
from build_tools.segment.blocks import Block
from build_tools.segment.contents import bare_contents_end, contents_end
from build_tools.segment.gather import gather_table, table_end
from build_tools.segment.header import Header, wanted_titles
from build_tools.segment.noted import are_fields, is_field
from build_tools.segment.signing import are_among, may_head, office_and_date, sign_undated, signing_lines
from build_tools.segment.titling import plain
from build_tools.segment.tree import Builder, Node

_AHEAD = 60  # blocks looked at to settle a doubtful place
_TO_TITLE = 14  # blocks between a notice's signature and the title it encloses
_ANNEX_KINDS = ("annex_label", "annex_note", "annex_titled")


class Walk:
    """Takes the blocks of one document from below its header to its end; what it found stands in its attributes."""

    def __init__(
        self, source: SourceText, blocks: Sequence[Block], header: Header, end: int, truncated: frozenset[int]
    ) -> None:
        """`truncated`: source offsets where a text breaks off."""
        self.source, self.blocks, self.header, self.end, self.truncated = source, blocks, header, end, truncated
        self.at = header.stop
        self.preamble: list[Paragraph] = []
        self.trailer: list[Paragraph] = []
        self.contents: list[Paragraph] = []
        self.builders = [Builder(())]  # of the main text and of each annex
        self.tables: list[Table] = []
        self.repairs: list[Repair] = []
        self.announced: list[tuple[int, str]] = []  # line and words of the list of annexes
        self.date: str | None = None
        self.signatories: list[str] = []
        self.enclosed: str | None = None
        self.oddities: list[tuple[int, str]] = []
        self.wanted = wanted_titles(blocks, header, end)

    def run(self) -> Walk:
        """Reads to the end."""
        steps = (
            self._notes, self._table, self._enclosed_title, self._contents, self._annex, self._annex_note, self._signature,
            self._clause,
        )  # fmt: skip
        while self.at < self.end:
            self.at += next((taken for step in steps if (taken := step())), 0) or self._text()
        return self

    @property
    def annexes(self) -> list[Node]:
        """Root of each annex."""
        return [builder.root for builder in self.builders[1:]]

    @property
    def _builder(self) -> Builder:
        return self.builders[-1]

    @property
    def _in_preamble(self) -> bool:
        return len(self.builders) == 1 and not self._builder.root.children

    def _notes(self) -> int:
        """Fields of the web page behind the text."""
        rest = self.blocks[self.at : self.end][: _AHEAD + 1]
        if len(rest) > _AHEAD or not is_field(rest[0]) or not are_fields(rest):
            return 0
        self.trailer += [block.paragraph("note") for block in rest]
        return len(rest)

    def _table(self) -> int:
        stop = table_end(self.blocks, self.at, self.end)
        if stop == self.at:
            return 0
        node = self._builder.current
        body = self.preamble if self._in_preamble else node.body
        table, repairs = gather_table(self.source, self.blocks, self.at, stop, body, node, len(self.tables) + 1)
        self.tables.append(table)
        self.repairs += repairs
        return stop - self.at

    def _enclosed_title(self) -> int:
        if not self.wanted or (self.enclosed and self._in_preamble):
            return 0
        if not self._in_preamble:  # below the clauses of a notice and its signature, or below another enclosed text
            block = self.blocks[self.at]
            if len(self.builders) == 1 and self.date and not block.label and plain(block.text) in self.wanted:
                self.enclosed = self.enclosed or squeeze(block.text)
                self._builder.begin_again()
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
        if not self._in_preamble:
            return 0
        listed = self.blocks[self.at].is_kind("contents_title", "contents_entry")
        stop = (contents_end if listed else bare_contents_end)(self.blocks, self.at, self.end)
        self.contents += [b.paragraph("contents") for b in self.blocks[self.at : stop]]
        return stop - self.at

    def _annex(self) -> int:
        """An annex's label and title."""
        block = self.blocks[self.at]
        if block.kind is None or not block.is_kind(*_ANNEX_KINDS):
            return 0
        if block.is_kind("annex_label"):
            if squeeze(block.text)[-1] in "：:" and not self.announced and not self._content_follows(self.at + 2):
                return 0
        elif not self._annex_begins(block):
            return 0
        word = squeeze(block.text)[:2]
        self.builders.append(Builder(((word if word[1:] in "件表录" else "附件") + block.kind.number,)))
        root = self._builder.root
        root.style, root.block, root.heading = "annex", block, block.kind.title
        taken = 1
        while not root.heading and taken <= 3 and self.at + taken < self.end:
            line = self.blocks[self.at + taken]
            if not may_head(line):
                break
            root.body.append(line.paragraph("heading"))
            title = "".join(p.text for p in root.body)
            taken += 1
            if kind_of(title) or not self._more_title(self.at + taken, title):
                root.heading = title
        root.heading = root.heading or "".join(p.text for p in root.body)
        below = self.blocks[self.at + taken] if self.at + taken < self.end else None
        if root.heading and below and may_head(below) and re.fullmatch(r"[（(][^（）()]{1,20}[）)]", below.text):
            root.body.append(below.paragraph("heading"))  # （试行）, （编写提纲）
            root.heading += below.text
            taken += 1
        return taken

    def _more_title(self, at: int, title: str) -> bool:
        if at >= self.end or not may_head(self.blocks[at]):
            return False
        return is_title(self.blocks[at].text) and not is_title(title)

    def _annex_begins(self, block: Block) -> bool:
        """Whether “附件1：…” heads an annex rather than announcing it: its content follows, and no further entry."""
        after = self.blocks[self.at + 1] if self.at + 1 < self.end else None
        if after is None or after.is_kind(*_ANNEX_KINDS, "date") or is_office(after.text):
            return False
        if after.label and after.label.style == "arabic" and re.search(r"[1１][.．、]", block.text):
            return False
        if self.signatories or self.enclosed or self.announced:
            return True
        return bool(after.cells or (after.label and after.label.value == 1))

    def _content_follows(self, at: int) -> bool:
        """Whether a text follows, not a further annex, the signature or the end."""
        for block in self.blocks[at : min(self.end, at + 2)]:
            if block.is_kind(*_ANNEX_KINDS, "date") or is_office(block.text[:60]):
                return False
        return at < self.end

    def _annex_note(self) -> int:
        """The list of annexes at the end of the text."""
        block = self.blocks[self.at]
        if self.annexes or not block.is_kind(*_ANNEX_KINDS):
            return 0
        stop = self.at + 1
        if block.is_kind("annex_label") and stop < self.end and may_head(self.blocks[stop]):
            stop += 1
        while stop < self.end:
            line = self.blocks[stop]
            item = line.label and line.label.style == "arabic" and not line.cells and "。" not in line.text
            if not item or len(line.text) > 120:
                break
            stop += 1
        lines = self.blocks[self.at : stop]
        self.trailer += [b.paragraph("annex_note") for b in lines]
        self.announced += [(b.line, b.text) for b in lines]
        return stop - self.at

    def _signature(self) -> int:
        """Offices and a date that sign the notice or the document; notes after them."""
        block = self.blocks[self.at]
        done = self.date is not None or bool(self.signatories)
        if block.is_kind("publish_note", "web_note", "web_foot") or (block.is_kind("contact") and done):
            self._sign(block, "note")
            return 1
        if block.is_kind("signatory"):
            self._sign(block, "signature")
            return 1
        issuers = self.header.issuers
        if signed_on := office_and_date(block):
            if not self.annexes or are_among(signed_on[0], issuers):
                self.signatories += signed_on[0]
                self.date = self.date or signed_on[1]
            self._sign(block, "signature")
            return 1
        signed = signing_lines(self.blocks, self.at, self.end)
        stop = self.at + len(signed)
        dated = self.blocks[stop] if stop < self.end and self.blocks[stop].is_kind("date") else None
        names = [office.text for office in signed]
        if dated is None and (not signed or stop < self.end or not sign_undated(names, issuers)):
            return 0
        own = not self.annexes or are_among(names, issuers)  # not that of another office's text in an annex
        for office in signed:
            if own:
                self.signatories.append(squeeze(office.text))
            self._sign(office, "signature")
        if dated:
            if own:
                self.date = self.date or read_date(dated.text)
            self._sign(dated, "date")
        return len(signed) + (dated is not None)

    def _sign(self, block: Block, role: ParagraphRole) -> None:
        """To the preamble where the title of an enclosed text is still to come, else to the trailer."""
        ahead = self.blocks[self.at : min(self.end, self.at + _TO_TITLE)]
        encloses = not self.enclosed and any(len(b.text) < 200 and plain(b.text) in self.wanted for b in ahead)
        (self.preamble if encloses and self._in_preamble else self.trailer).append(block.paragraph(role))

    def _clause(self) -> int:
        block = self.blocks[self.at]
        label = block.label
        if label is None and (doubtful := run_on_label(block.text)):
            label = doubtful if self._builder.goes_on(doubtful, self._labels_ahead()) else None
        if label is None or block.cells:
            return 0
        depth = self._builder.place_of(label, block, self._labels_ahead())
        if depth is None:
            return 0
        self._builder.add_clause(label, block, depth, block.end in self.truncated)
        return 1

    def _labels_ahead(self) -> list[Label]:
        ahead = self.blocks[self.at + 1 : min(self.end, self.at + _AHEAD)]
        return [block.label for block in ahead if block.label and not block.cells]

    def _text(self) -> int:
        block = self.blocks[self.at]
        role: ParagraphRole = "text"
        if block.is_kind("duty"):
            role = "duty"
        elif block.is_kind("table_unit"):
            role = "table_unit"
        elif self._lost_figure(block):
            role = "caption"
            self.oddities.append((block.line, f"此处原有插图“{block.text}”，文本中没有"))
        elif self._in_preamble:
            if block.is_kind("preamble_title"):
                role = "heading"
            elif self.preamble and self.preamble[-1].role == "enclosed_title" and is_office(block.text):
                role = "issuer"
        paragraph = block.paragraph(role, block.end in self.truncated)
        if self._in_preamble:
            self.preamble.append(paragraph)
        else:
            self._builder.add_text(block, paragraph)
        return 1

    def _lost_figure(self, block: Block) -> bool:
        """Whether the line is the caption of a figure that left blank lines only."""
        before = self.blocks[self.at - 1] if self.at else None
        return block.is_kind("caption") and before is not None and block.line - before.end_line >= 4
