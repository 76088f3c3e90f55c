"""The parts of a document below its header, as records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from build_tools.language.addresses import clause_id
from build_tools.language.characters import FULL_WIDTH, squeeze
from build_tools.language.dates import read_date
from build_tools.model.document import CLOSING, PREAMBLE, Clause, Paragraph, Path, Repair, Table
from build_tools.model.text import SourceText
from build_tools.segment.blocks import Block
from build_tools.segment.closing import lift_after_lists, lift_duties, take_closing
from build_tools.segment.header import Header
from build_tools.segment.titling import plain
from build_tools.segment.tree import Node, settle
from build_tools.segment.walk import Walk


class Body(NamedTuple):
    """Parts of a document below its header."""

    clauses: tuple[Clause, ...]
    trailer: tuple[Paragraph, ...]
    contents: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    repairs: tuple[Repair, ...]
    oddities: tuple[tuple[int, str], ...]  # line and words
    date: str | None  # of the signature
    decided: str | None  # of the decision that the first words tell of
    signatories: tuple[str, ...]
    enclosed_title: str | None


def read_body(source: SourceText, blocks: Sequence[Block], header: Header, end: int, truncated: frozenset[int]) -> Body:
    """Body of the document whose header ends at block `header.stop`; it ends before block `end`.

    `truncated`: source offsets where a text breaks off.
    """
    walk = Walk(source, blocks, header, end, truncated).run()
    roots = [builder.root for builder in walk.builders]
    for root in roots:
        settle(root)
        lift_after_lists(root)
        lift_duties(root)
    closing = take_closing(roots[0])
    clauses = [_plain_clause(PREAMBLE, walk.preamble)] if walk.preamble else []
    for root in roots:
        settle(root)
        for node in root.walk():
            if node.path:
                clauses.append(_clause(node))
            else:
                closing += node.body
    if closing:
        clauses.append(_plain_clause(CLOSING, sorted(closing, key=lambda p: p.start)))
    oddities = [*walk.oddities, *(o for builder in walk.builders for o in builder.oddities), *_missing_annexes(walk)]
    return Body(
        tuple(clauses), tuple(walk.trailer), tuple(walk.contents), tuple(walk.tables), tuple(walk.repairs),
        tuple(oddities), walk.date, _decided(walk.preamble), tuple(dict.fromkeys(walk.signatories)), walk.enclosed,
    )  # fmt: skip


def _missing_annexes(walk: Walk) -> list[tuple[int, str]]:
    """Annexes that the text announces and the source does not hold."""
    titles = {plain(root.heading).translate(FULL_WIDTH) for root in walk.annexes} | {plain(walk.enclosed or "")}
    labels = {root.path[0] for root in walk.annexes}
    missing = []
    for line, words in walk.announced:
        text = squeeze(words).translate(FULL_WIDTH)
        title = re.sub(r"^附[件表录]?[0-9一二三四五六七八九十]*[：:]?|[0-9]+[.．、]", "", text)
        number = re.match(r"(?:附[件表录]?)?[：:]?([0-9]+)[.．、：:]", text)
        label = f"附件{number[1]}" if number else "附件"
        if title and plain(title) not in titles and label not in labels:
            missing.append((line, f"正文列出的附件“{title[:40]}”，原文未收录"))
    return missing


def _decided(preamble: Sequence[Paragraph]) -> str | None:
    """Date of “某市人民政府二〇二二年七月一日决定：”."""
    for paragraph in preamble[:3]:
        if len(paragraph.text) <= 80 and re.search(r"日(?:研究)?(?:决定|通过)[：:]?", paragraph.text):
            return read_date(paragraph.text)
    return None


def _clause(node: Node) -> Clause:
    paragraphs = list(node.body)
    if node.style == "annex" and node.block:
        paragraphs.insert(0, node.block.paragraph("annex_label"))
    return Clause(
        id=clause_id(node.path), path=node.path, num=node.path[-1], heading=" ".join(node.heading.split()),
        line=paragraphs[0].line, end_line=max([node.end_line, *(p.end_line for p in paragraphs)]),
        paragraphs=tuple(sorted(paragraphs, key=lambda p: p.start)),
    )  # fmt: skip


def _plain_clause(path: Path, paragraphs: list[Paragraph]) -> Clause:
    return Clause(
        id=clause_id(path), path=path, num=path[0], line=paragraphs[0].line,
        end_line=max(p.end_line for p in paragraphs), paragraphs=tuple(paragraphs),
    )  # fmt: skip
