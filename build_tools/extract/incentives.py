"""Benefits with a number that someone can get, one record a tier."""

from __future__ import annotations

from build_tools.model.document import Document
from build_tools.model.facts import Amount, Incentive, Rate
from build_tools.model.text import SourceText


def find_incentives(
    document: Document, source: SourceText, amounts: tuple[Amount, ...], rates: tuple[Rate, ...]
) -> tuple[Incentive, ...]:
    """All benefits of `document` in the order of the text."""
    return ()
