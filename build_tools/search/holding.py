"""Whether a text holds words, asked of thousands of words: most that it does not hold are told by a pair of their characters."""

from __future__ import annotations

from itertools import pairwise


class Holding:
    """A text, asked `word in holding`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs = {first + second for first, second in pairwise(text)}

    def __contains__(self, word: str) -> bool:
        return all(first + second in self._pairs for first, second in pairwise(word)) and word in self._text
