"""Tables: runs of lines that tabs part into cells, with the title and unit above them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from build_tools.language.addresses import clause_id
from build_tools.model.document import Paragraph, Repair, Table, TableRow
from build_tools.model.text import SourceText
from build_tools.segment.blocks import Block
from build_tools.segment.tables import refine
from build_tools.segment.tree import Node

_BRIDGE = 3  # lines without tabs that a table may hold between two rows (its section rows)
_SECTION_ROW = 40
_TITLE = 60


def table_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Index after the table that begins at block `start`; `start` itself if none begins there."""
    if not blocks[start].cells:
        return start
    widest, at, stop = 0, start, start
    while at < end:
        if blocks[at].cells:
            widest = max(widest, blocks[at].cells)
            at += 1
            stop = at
            continue
        bridge = at
        while bridge < end and bridge - at < _BRIDGE and _is_section_row(blocks[bridge]):
            bridge += 1
        if bridge >= end or bridge == at or not blocks[bridge].cells or not _goes_on(blocks[bridge], widest):
            break
        at = bridge
    return stop if widest >= 2 and _filled(blocks, start, stop) else start


def _filled(blocks: Sequence[Block], start: int, stop: int) -> bool:
    return any(sum(1 for cell in b.text.split("\t") if cell.strip()) >= 2 for b in blocks[start:stop])


def _is_section_row(block: Block) -> bool:
    return len(block.text) <= _SECTION_ROW and block.kind is None and "。" not in block.text


def _goes_on(block: Block, widest: int) -> bool:
    """Whether a row after a section row is of the same table: as wide, and its first cell is a number."""
    first = block.text.split("\t", 1)[0].strip()
    return abs(block.cells - widest) <= 1 and (not first or first[0].isdecimal() or block.label is not None)


def gather_table(
    source: SourceText, blocks: Sequence[Block], start: int, stop: int, body: list[Paragraph], node: Node, count: int
) -> tuple[Table, tuple[Repair, ...]]:
    """The table of blocks[start:stop]; appends its paragraph to `body`, whose last lines may be its title and unit."""
    rows = tuple(
        TableRow(line=b.line, start=b.start, end=b.end, cells=tuple(cell.strip() for cell in b.text.split("\t")))
        for b in blocks[start:stop]
    )
    title, unit = _captions(body, node)
    path = node.path or ("前言",)
    identity = f"{clause_id(path)}-b{count}"
    table = Table(
        id=identity, path=path, title=title, unit=unit, line=rows[0].line, end_line=blocks[stop - 1].end_line,
        columns=(), rows=rows,
    )  # fmt: skip
    body.append(
        Paragraph(
            role="table", text="", line=table.line, end_line=table.end_line, start=rows[0].start, end=rows[0].start,
            table=identity,
        )
    )  # fmt: skip
    return refine(table, source)


def _captions(body: list[Paragraph], node: Node) -> tuple[str, str | None]:
    """Title and unit above a table; their paragraphs get these roles."""
    unit = None
    at = len(body) - 1
    if at >= 0 and body[at].role == "table_unit":
        unit = body[at].text.strip("（）() ").replace(":", "：").split("：", 1)[-1].strip()
        at -= 1
    if at >= 0 and body[at].role == "text" and _is_caption(body[at].text):
        body[at] = msgspec.structs.replace(body[at], role="table_title")
        return body[at].text, unit
    if at >= 0 and body[at].role == "heading":
        return node.heading if node.style == "annex" and node.heading else body[at].text, unit
    if at < 0 and node.heading and node.style == "annex":
        return node.heading, unit
    return "", unit


def _is_caption(text: str) -> bool:
    return len(text) <= _TITLE and not any(c in text for c in "。；，：")
