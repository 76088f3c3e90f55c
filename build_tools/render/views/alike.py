"""Words that the filter of 奖补查询 takes for one another: those of the search page that its rows hold.

In: rows of structured/search/, text of the rows. Out: word typed → words looked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.search.tables import Synonym

NEAR = 0.75  # a filter has no order of relevance: only what means nearly the same
SIGNS = frozenset(":,;")
SHORTEST, LONGEST = 2, 5  # characters: single ones would find half the rows, and nobody filters by a sentence


def packed(words: dict[str, list[str]]) -> str:
    """The table as the page holds it, words with the same others together: 津贴,补偿金:补贴,补助;给钱:补贴.

    A word with one of these signs in it is left out.
    """
    groups: dict[str, list[str]] = {}
    for word, others in words.items():
        near = ",".join(other for other in others if not SIGNS & set(other))
        if near and not SIGNS & set(word):
            groups.setdefault(near, []).append(word)
    return ";".join(f"{','.join(said)}:{near}" for near, said in groups.items())


def alike(rows: Iterable[Synonym], text: str) -> dict[str, list[str]]:
    """For each word that may be typed: the other words of `text` that mean the same, nearest first."""
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        for said, meant in row.pairs().items():
            near = {
                word: weight
                for word, weight in meant.items()
                if weight >= NEAR and len(word) >= SHORTEST and word in text
            }
            for word in said:
                if near and SHORTEST <= len(word) <= LONGEST:
                    found.setdefault(word, {}).update(near)
    return {
        word: [other for other in sorted(near, key=lambda w: (-near[w], w)) if other != word]
        for word, near in sorted(found.items())
        if set(near) - {word}
    }
