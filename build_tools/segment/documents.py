"""A source text into its documents: the one entry of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from build_tools.language.addresses import clause_id, document_id
from build_tools.language.characters import squeeze
from build_tools.language.titles import kind_of
from build_tools.model.document import PREAMBLE, Clause, Document, Oddity, Repair
from build_tools.model.text import SourceText, apply_edits
from build_tools.repair.mend import mend
from build_tools.segment.blocks import Block, read_blocks
from build_tools.segment.body import read_body
from build_tools.segment.header import Header, read_header
from build_tools.segment.noted import field_text, read_fields
from build_tools.segment.oddities import find_oddities
from build_tools.segment.split import Range, document_ranges


def parse(source: SourceText, known: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    """All documents in `source`, in order. Pure; a text without any header is one document.

    `known`: contract key → id of documents that have an address already; only others' names are spelled out.

    Of each: header parts, clauses (前言 first, 附则 last), trailer, tables, the repairs made in it, oddities.
    Spans of header, paragraphs, table rows and trailer are disjoint; what none covers is white space or was
    cut by a repair.
    """
    mended = mend(source)
    blocks = read_blocks(source, apply_edits(source.text, list(mended.edits)))
    if not blocks:
        return ()
    ranges = document_ranges(blocks)
    bounds = [blocks[part.start].start for part in ranges[1:]] + [len(source.text)]
    documents: list[Document] = []
    start = at = 0
    for part, bound in zip(ranges, bounds, strict=True):
        repairs = []
        final = bound == len(source.text)  # what breaks off at the very end belongs to the last document
        while at < len(mended.repairs) and (final or mended.repairs[at].start < bound):
            repairs.append(mended.repairs[at])
            at += 1
        documents.append(_document(source, blocks, part, start, bound, repairs, known or {}))
        start = bound
    return _distinct(documents)


def _document(
    source: SourceText,
    blocks: Sequence[Block],
    part: Range,
    start: int,
    end: int,
    repairs: list[Repair],
    known: Mapping[str, str],
) -> Document:
    header = read_header(blocks, part.header, part.end)
    front = blocks[part.start : part.header]
    listed = any(block.is_kind("contents_title", "contents_entry") for block in front)
    truncated = frozenset(repair.start for repair in repairs if repair.kind == "truncated")
    body = read_body(source, blocks, header, part.end, truncated)
    title = header.title or body.enclosed_title or ""
    if title.endswith("令") and body.enclosed_title:  # an order is known by what it proclaims
        title = body.enclosed_title
    noted = read_fields([*header.notes, *(field_text(p.text) for p in body.trailer if p.role == "note")])
    number = header.number or noted.number
    written = header.date or body.date or body.decided or noted.date
    date = written or noted.published
    issuers = header.issuers or body.signatories or noted.issuers
    kind = kind_of(body.enclosed_title or header.enclosed or "") or kind_of(title)
    header, clauses = _with_note(header, body.clauses)
    doc = number or _name(title, kind, date, source.name)
    return Document(
        id=known.get(doc) or document_id(number, kind or "", date, issuers, title or _stem(source.name)),
        doc=doc, number=number, title=title or _stem(source.name), type=kind, issuers=issuers, date=date,
        addressees=header.addressees, source_file=source.name, source_sha256=source.sha256,
        line=blocks[part.start].line, end_line=blocks[part.end - 1].end_line, start=start, end=end,
        header=(*(b.paragraph("contents" if listed else "note") for b in front), *header.paragraphs, *body.contents), clauses=_unique(clauses), trailer=body.trailer,
        tables=body.tables, repairs=tuple(sorted([*repairs, *body.repairs], key=lambda r: (r.start, r.end))),
        oddities=find_oddities(source, start, end, header, number, date, bool(date and not written), body),
    )  # fmt: skip


def _with_note(header: Header, clauses: tuple[Clause, ...]) -> tuple[Header, tuple[Clause, ...]]:
    """A note under the title that cites documents is text before the first heading; it is 前言 where there is no other."""
    note = next((p for p in header.paragraphs if p.role == "note" and p.text[:1] in "（(" and "《" in p.text), None)
    if note is None or any(clause.path == PREAMBLE for clause in clauses):
        return header, clauses
    preamble = Clause(
        id=clause_id(PREAMBLE),
        path=PREAMBLE,
        num=PREAMBLE[0],
        line=note.line,
        end_line=note.end_line,
        paragraphs=(note,),
    )
    return header._replace(paragraphs=tuple(p for p in header.paragraphs if p is not note)), (preamble, *clauses)


def _name(title: str, kind: str | None, date: str | None, file: str) -> str:
    if kind and date:
        return f"{kind}{date}"
    return squeeze(title) or _stem(file)


def _stem(file: str) -> str:
    return file.rsplit(".", 1)[0] or file


def _unique(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses with addresses that differ: the second 3-2 is 3-2.2 …"""
    seen: dict[str, int] = {}
    out = []
    for clause in clauses:
        seen[clause.id] = seen.get(clause.id, 0) + 1
        if seen[clause.id] > 1:
            clause = msgspec.structs.replace(clause, id=f"{clause.id}_{seen[clause.id]}")
        out.append(clause)
    return tuple(out)


def _distinct(documents: list[Document]) -> tuple[Document, ...]:
    """Documents with addresses that differ within the file, and an oddity where a number stands twice."""
    seen: dict[str, int] = {}
    lines: dict[str, int] = {}
    out = []
    for document in documents:
        count = seen[document.id] = seen.get(document.id, 0) + 1
        if count > 1:
            document = msgspec.structs.replace(document, id=f"{document.id}_{count}")
        if document.doc in lines:
            what = f"文号重复：“{document.doc}”在第{lines[document.doc]}行已出现"
            document = msgspec.structs.replace(
                document, oddities=(*document.oddities, Oddity(line=document.line, what=what))
            )
        lines.setdefault(document.doc, document.line)
        out.append(document)
    return tuple(out)
