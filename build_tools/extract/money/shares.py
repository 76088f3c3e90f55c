"""A list of conditions shared out among the figures of a list: 国家级、省级平台，分别给予100万元、50万元.

In: the words and the number of figures. Out: the words for each figure. Rule table: parties.yml (levels).
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from build_tools.extract.money.segments import split_segments, without_quotes
from build_tools.extract.money.subjects import RULES
from build_tools.rules import load_rules


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that names a level, a class or a prize."""

    word: str
    example: str


@cache
def _levels() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(row.word) for row in load_rules(RULES, "levels", Level)), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?:(?:[、和或及与]|以及)(?:{words}))+")


def share(text: str, size: int) -> list[str]:
    """`text` for each of `size` items that a list in it names; the whole text for each where it names no such list."""
    for match in _levels().finditer(text):
        items = re.split(r"[、和或及与]|以及", match[0])
        if len(items) == size:
            return [text[: match.start()] + item + text[match.end() :] for item in items]
    plain = without_quotes(text)
    for joint in (r"、|以及|(?<=[一-龥\0])[和及与或](?=[一-龥\0])", "、"):
        for start, end in [*split_segments(plain), (0, len(plain))]:
            cuts = [match.span() for match in re.finditer(joint, plain[start:end])]
            if len(cuts) == size - 1:
                edges = [0, *(edge for cut in cuts for edge in cut), end - start]
                items = [text[start + a : start + b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
                return [text[:start] + item + text[end:] for item in _complete(items)]
    return [text] * size


def _complete(items: list[str]) -> list[str]:
    """年产值达到1亿元, 5亿元 → 年产值达到1亿元, 年产值达到5亿元."""
    first = re.search(r"[0-9０-９]", items[0])
    if first is None or not all(re.match(r"[0-9０-９]", item) for item in items[1:]):
        return items
    return [items[0], *(items[0][: first.start()] + item for item in items[1:])]
