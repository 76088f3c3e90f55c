"""What helps a query that nobody's text holds as typed: pinyin of every character, and traditional characters.

The file is fetched only for such a query.
"""

from __future__ import annotations

import re
import runpy
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from build_tools.errors import shown
from build_tools.language.words import segmenter
from build_tools.search.postings import shard_of
from build_tools.yamlfile import read_records

COMMON = 2600  # characters, by how often they stand in words
SHORTENED = range(3, 6)  # characters of a word that people type by its initials
OFTEN = 100  # frequency of a word that is counted
HAN_CHAR = re.compile(r"[\u4e00-\u9fd5]")
TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


class _Traditional(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: simplified character → the traditional ones that it stands for."""

    traditional: dict[str, str]


def traditional_pairs(file: Path, chars: set[str]) -> str:
    """`繁简繁简…` for each simplified character that is in `chars`. Raises InputError."""
    rows = read_records(file, _Traditional, shown(file)).traditional
    return "".join(old + new for new, olds in sorted(rows.items()) if new in chars for old in olds if old not in chars)


def common_chars() -> set[str]:
    """Characters that everybody types, so also in place of the right one."""
    counts: Counter[str] = Counter()
    for word, frequency in segmenter().FREQ.items():
        if frequency >= OFTEN:
            for char in word:
                counts[char] += frequency
    return {char for char, count in counts.most_common(COMMON) if HAN_CHAR.fullmatch(char)}


def readings(char: str) -> list[str]:
    """Every reading of a character, without tone; ü is v. The usual one first."""
    written = unicodedata.normalize("NFD", _dictionary().get(ord(char), "")).translate(TONES)
    found = unicodedata.normalize("NFC", written).replace("ü", "v").split(",")
    return [reading for reading in dict.fromkeys(found) if reading.isascii() and reading.isalpha()]


@cache
def _dictionary() -> dict[int, str]:
    """pypinyin's table of characters, without the package's phrases, which take longer to load than all else here."""
    package = find_spec("pypinyin")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    table: dict[int, str] = runpy.run_path(str(Path(package.submodule_search_locations[0]) / "pinyin_dict.py"))[
        "pinyin_dict"
    ]
    return table


def syllables(chars: set[str]) -> str:
    """`shi是时市 …`: every reading, without tone, and the characters that have it; ü is v."""
    by_reading: dict[str, list[str]] = defaultdict(list)
    for char in sorted(chars):
        for reading in readings(char):
            by_reading[reading].append(char)
    return " ".join(reading + "".join(by_reading[reading]) for reading in sorted(by_reading))


def words_by_sound(words: Iterable[str], size: int) -> list[list[str]]:
    """Words in groups of about `size`, by how their first character sounds: the groups that web/rescue.js asks for."""
    return _grouped(words, size, lambda word: set(readings(word[0])))


def words_by_initials(words: Iterable[str], size: int) -> list[list[str]]:
    """Words of a length that people shorten, in groups of about `size`, by the first letters of their syllables: gjj."""
    return _grouped((word for word in words if len(word) in SHORTENED), size, _initials)


def _initials(word: str) -> set[str]:
    found = {""}
    for char in word:
        found = {start + letter for start in found for letter in {reading[0] for reading in readings(char)}}
    return found


def _grouped(words: Iterable[str], size: int, sounds: Callable[[str], set[str]]) -> list[list[str]]:
    words = list(words)
    number = 1 << max(0, (len(words) // size).bit_length())
    groups: list[list[str]] = [[] for _ in range(number)]
    for word in words:
        for group in {shard_of(sound, number, len(sound)) for sound in sounds(word)}:
            groups[group].append(word)
    return groups
