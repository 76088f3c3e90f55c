"""Strings made smaller before the server compresses them.

The characters of a corpus, most frequent first, are renumbered: the first ninety take one byte in UTF-8,
the next nineteen hundred two instead of three. What has no number stays as it is; so that this is never
ambiguous, every character of the corpus that stands in the range of the numbers is given one itself. Characters
beyond U+FFFF have none: in the browser they are two units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

ASCII = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<']
LATIN = [chr(code) for code in range(0xA1, 0x800) if code != 0xAD]
CODES = "".join(ASCII + LATIN)
_RANGE = set(CODES) | {'"', "\\", "<"}


class Alphabet:
    """The numbering of one corpus. `order` is what the browser needs to undo it."""

    def __init__(self, strings: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for string in strings:
            counts.update(string)
        ranked = sorted(counts, key=lambda char: (-counts[char], char))
        must = [char for char in ranked if char in _RANGE]
        room = len(CODES) - len(must)
        others = [char for char in ranked if char not in _RANGE and char <= "\uffff"]
        chosen = set(must) | set(others[:room])
        self.order = "".join(char for char in ranked if char in chosen and char not in "\n")
        self._table = str.maketrans(dict(zip(self.order, CODES, strict=False)))

    def pack(self, string: str) -> str:
        """`string` in the numbering; every character of it must have been in the corpus or lie outside the range."""
        return string.translate(self._table)
