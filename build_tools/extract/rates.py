"""Every ratio in a document, with the role it plays. Rule tables: money/ratios.yml, money/roles.yml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from build_tools.extract.money.context import figure_role, joined
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.ratios import Ratio, find_ratios
from build_tools.extract.money.tables import cell_ratios
from build_tools.model.document import Document
from build_tools.model.facts import Rate
from build_tools.model.text import SourceText

RateRole = Literal["incentive_rate", "cap", "floor", "threshold", "target", "fact", "fee_cap", "interest"]


def find_rates(document: Document, source: SourceText) -> tuple[Rate, ...]:
    """All ratios of `document` in the order of the text; each span slices `source` to its surface."""
    return tuple(rate for passage in passages(document, source) for rate in rates_of(passage, source))


def rates_of(passage: Passage, source: SourceText) -> Iterator[Rate]:
    """Ratios of one paragraph or table cell."""
    before: tuple[Ratio, RateRole] | None = None
    for one in cell_ratios(passage) if passage.table is not None else find_ratios(passage.text):
        role = _role(passage, one, before)
        before = (one, role)
        span = passage.mapped.span(one.start, one.end)
        yield Rate(
            path=passage.path,
            line=source.line_at(span[0]),
            start=span[0],
            end=span[1],
            surface="".join(passage.text[one.start : one.end].split()),
            value_min=float(one.low),
            value_max=float(one.high),
            role=role,
            in_table=passage.table is not None,
        )


def _role(passage: Passage, one: Ratio, before: tuple[Ratio, RateRole] | None) -> RateRole:
    """The role of a ratio; a spread is a rate of interest, and an item of a list has the role of the one before it."""
    if one.spread:
        return "interest"
    if before is not None and joined(passage.text[before[0].end : one.start]):
        return before[1]
    return cast(RateRole, figure_role("rates", passage, one.start, one.end))
