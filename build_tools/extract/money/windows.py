"""Where in a text it is worth looking: around the characters without which nothing can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

BEFORE, AFTER = 64, 24  # no figure that is read begins further before its unit, or needs more words after it


def windows(text: str, anchor: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Stretches of `text` around all matches of `anchor`, in order, not overlapping."""
    start = end = -1
    for match in anchor.finditer(text):
        low, high = max(0, match.start() - BEFORE), min(len(text), match.end() + AFTER)
        if low > end:
            if end >= 0:
                yield start, end
            start = low
        end = high
    if end >= 0:
        yield start, end
