"""Words of a corpus by the places where they first stand in its text: a third of the bytes of the words themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from build_tools.search.lexicon import Lexicon, cost_mark
from build_tools.search.postings import number

LENGTHS = (2, 3, 4)  # characters of words that are told by their places
WIDE = re.compile("[\U00010000-\U0010ffff]")  # two places in the browser's count


def words_in(corpus: str, lexicon: Lexicon, pack: Callable[[str], str]) -> dict[str, Any]:
    """`places`: for each length the steps from word to word, with costs; `words` and `costs`: those that stand nowhere or are longer.

    `corpus`: the texts of the corpus, a line each, as web/store.js joins them.
    """
    corpus = WIDE.sub("\0\0", corpus)
    pairs: dict[str, int] = {}
    for at in range(len(corpus) - 2, -1, -1):
        pairs[corpus[at : at + 2]] = at
    left = dict(lexicon.words)
    steps, costs = [], []
    for length in LENGTHS:
        found = sorted(
            (at, word)
            for word in lexicon.words
            if len(word) == length and word[:2] in pairs and (at := corpus.find(word, pairs[word[:2]])) >= 0
        )
        steps.append("".join(number(at - before) for before, at in pairwise([0, *(at for at, _ in found)])))
        costs.append("".join(cost_mark(left.pop(word)) for _, word in found))
    packed = lexicon.packed(left)
    return {"places": steps, "placeCosts": costs, "words": pack(packed["words"]), "costs": packed["costs"]}
