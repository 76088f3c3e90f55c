"""Text as it is compared: one character for one character, so that a hit can be marked in the text as printed."""

from __future__ import annotations

import unicodedata
from functools import cache

# The browser applies the same table (web/fold.js); a test compares the two on every character of the corpus.
SAME = {
    **dict.fromkeys("〔［【[〖｛{", "("), **dict.fromkeys("〕］】]〗｝}", ")"),
    **dict.fromkeys("“”„‟″「」『』＂", '"'), **dict.fromkeys("‘’‚‛′＇`", "'"),
    **dict.fromkeys("—–―‐‑‒−－~～〜﹣", "-"), "、": ",", "。": ".", "；": ";", "²": "2", "³": "3", "·": "·", "•": "·", "㎡": "㎡",
}  # fmt: skip


@cache
def _folded(char: str) -> str:
    if char in SAME:
        return SAME[char]
    form = unicodedata.normalize("NFKC", char).lower()
    form = form if len(form) == 1 else char
    return SAME.get(form, form)


def fold(text: str) -> str:
    """`text` in half width and lower case, with one form of brackets, quotes and dashes; same length."""
    return "".join(map(_folded, text))
