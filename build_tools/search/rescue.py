"""What helps a query that nobody's text holds as typed: pinyin of every character, and traditional characters.

The file is fetched only for such a query.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import yaml
from pypinyin import Style, pinyin


def traditional_pairs(file: Path, chars: set[str]) -> str:
    """`繁简繁简…` for each simplified character that is in `chars`."""
    rows: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))["traditional"]
    return "".join(old + new for new, olds in sorted(rows.items()) if new in chars for old in olds if old not in chars)


def syllables(chars: set[str]) -> str:
    """`shi是时市 …`: every reading, without tone, and the characters that have it; ü is v."""
    readings: dict[str, list[str]] = defaultdict(list)
    for char in sorted(chars):
        for reading in dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]):
            if reading.isascii() and reading.isalpha():
                readings[reading].append(char)
    return " ".join(reading + "".join(readings[reading]) for reading in sorted(readings))
