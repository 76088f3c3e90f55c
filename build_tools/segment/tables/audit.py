"""What a table states about itself, recomputed: sums, counts, numbers of rows, units."""

from __future__ import annotations

from build_tools.model.document import Audit, Table
from build_tools.segment.tables.counts import audit_counts, audit_units
from build_tools.segment.tables.numbering import audit_numbers
from build_tools.segment.tables.sums import audit_columns, audit_rows, cumulative_doubts


def audit_table(table: Table) -> tuple[tuple[Audit, ...], tuple[str, ...]]:
    """Audits of a refined table, and doubts that its sums raise. Exact decimals; nothing is corrected."""
    sums, blanks = audit_columns(table)
    rows = audit_rows(table)
    audits = (*rows, *sums, *audit_numbers(table), *audit_counts(table), *audit_units(table))
    return audits, (*blanks, *cumulative_doubts(table, rows))
