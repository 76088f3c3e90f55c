"""The role of a figure where it stands: in running text or in a table."""

from __future__ import annotations

import re
from functools import cache

from build_tools.extract.money.figures import patterns
from build_tools.extract.money.passages import Passage
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.roles import cue_for, look_around
from build_tools.extract.money.tables import benefit_column, is_bare, role_in_table


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[（(][^（）()]{0,20}[）)])?(?:及?以[上下])?\s*(?:[、和与及或至到]|[-—~～]{1,2})\s*")


def joined(between: str) -> bool:
    """Whether two figures with `between` between them are items of one list: 100万元（国家级）、50万元."""
    return bool(_joint().fullmatch(between))


def _is_terms(passage: Passage) -> bool:
    """Whether the passage lists conditions: under a label, or after words that open a list of them and give nothing."""
    if passage.kind == "condition":
        return True
    return bool(phrase("terms_follow").search(passage.lead)) and not patterns("grants").search(passage.lead)


def figure_role(kind: str, passage: Passage, start: int, end: int) -> str:
    """Role of passage.text[start:end]; `kind`: "amounts" or "rates"."""
    if passage.table is not None and is_bare(passage):
        return role_in_table(passage, kind) or "fact"
    heading = "\n".join(passage.headings)
    lead = passage.lead or benefit_column(passage)
    around = look_around(passage.text, start, end, heading, passage.year, lead, _is_terms(passage))
    return cue_for(kind, around).role
