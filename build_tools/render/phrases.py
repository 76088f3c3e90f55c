"""Titles that break between words: where a line may end is marked ahead, as no browser knows Chinese words."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from build_tools.language.words import words_of
from build_tools.render.escape import escape_part, visible

HAN = re.compile("[\u4e00-\u9fff]")
CLOSING = frozenset("的地得了着等")  # belongs to the word before
OPENING = frozenset("与和及或并在为对从向按由以")  # belongs to the word behind
BREAK = Markup("<wbr>")


@lru_cache(maxsize=4096)
def phrased(text: str) -> Markup:
    """`text` made safe, with a mark at each place where a line may end within a run of Han characters.

    A word of one character holds to both sides (先行 区 建设), unless it only joins or closes.
    """
    words = words_of(visible(text))
    parts = [escape_part(word, leading=number == 0) for number, word in enumerate(words)]
    shown = parts[:1]
    for before, word, part in zip(words, words[1:], parts[1:], strict=False):
        shown += [BREAK, part] if _may_part(before, word) else [part]
    return Markup("").join(shown)


def _may_part(before: str, word: str) -> bool:
    if not HAN.match(before[-1]) or not HAN.match(word[0]) or before in OPENING or word in CLOSING:
        return False
    return (len(before) > 1 or before in CLOSING) and (len(word) > 1 or word in OPENING)
