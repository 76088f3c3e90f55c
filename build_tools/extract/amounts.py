"""Every sum of money in a document, with the role it plays. Rule tables: money/sums.yml, money/roles.yml."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, cast

from build_tools.extract.money.context import figure_role, joined
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.sums import Sum, find_sums
from build_tools.extract.money.tables import cell_sums
from build_tools.model.document import Document
from build_tools.model.facts import Amount
from build_tools.model.text import SourceText

AmountRole = Literal["fixed", "cap", "floor", "range", "threshold", "target", "fact", "per_unit", "limit"]


def find_amounts(document: Document, source: SourceText) -> tuple[Amount, ...]:
    """All sums of `document` in the order of the text; each span slices `source` to its surface, white space aside."""
    return tuple(amount for passage in passages(document, source) for amount in amounts_of(passage, source))


def amounts_of(passage: Passage, source: SourceText) -> Iterator[Amount]:
    """Sums of one paragraph or table cell."""
    sums = cell_sums(passage) if passage.table is not None else find_sums(passage.text)
    before: tuple[Sum, str] | None = None
    for one in sums:
        role = _role(passage, one, before)
        before = (one, role)
        for start, end, low, high in _records(one, role):
            span = passage.mapped.span(start, end)
            yield Amount(
                path=passage.path,
                line=source.line_at(span[0]),
                start=span[0],
                end=span[1],
                surface="".join(passage.text[start:end].split()),
                yuan_min=None if low is None else float(low),
                yuan_max=None if high is None else float(high),
                role=role,
                in_table=passage.table is not None,
            )


def _role(passage: Passage, one: Sum, before: tuple[Sum, str] | None) -> AmountRole:
    """The role of a sum; an item of a list (100万元、50万元) has that of the item before it."""
    role = figure_role("amounts", passage, one.start, one.end)
    if role != "threshold" and before is not None and joined(passage.text[before[0].end : one.start]):
        role = before[1]
    if role in {"fixed", "range", "per_unit"}:
        role = "per_unit" if one.per is not None or role == "per_unit" else "fixed" if one.low == one.high else "range"
    return cast(AmountRole, role)


def _records(one: Sum, role: str) -> Iterator[tuple[int, int, Decimal | None, Decimal | None]]:
    """A span of a condition (1000万元至5000万元的) is two thresholds; everything else is one record."""
    if role == "threshold" and one.inner is not None:
        yield one.start, one.inner[0], one.low, one.low
        yield one.inner[1], one.end, one.high, one.high
    else:
        yield one.start, one.end, one.low, one.high
