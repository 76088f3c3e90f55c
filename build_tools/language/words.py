"""Words of Chinese text: jieba with its own dictionary, read straight from the package.

An instance of our own: nothing process-wide, no cache file in a temporary folder. Loaded when first asked for.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple


class _Dictionary(NamedTuple):
    """The package's dictionary: three columns, a row a word; a word may have several rows, of which the last holds."""

    words: list[str]
    counts: list[int]
    kinds: list[str]


@cache
def jieba_package() -> Any:
    """jieba, without setuptools, which it would load (0.2 s) only to find its own dictionary."""
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # Python's way to say "not installed"
    try:
        import jieba

        return jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]


@cache
def _dictionary() -> _Dictionary:
    with jieba_package().Tokenizer().get_dict_file() as stream:
        columns = stream.read().decode("utf-8").split()
    return _Dictionary(columns[0::3], [int(count) for count in columns[1::3]], columns[2::3])


@cache
def segmenter() -> Any:
    """A jieba.Tokenizer that holds the package's dictionary.

    It cuts like jieba's own, which notes every beginning of every word when it loads (half a second); this one notes
    the beginnings of a word when it first meets a text with the word's first two characters.
    """
    held = _dictionary()
    ordered = sorted(held.words)
    met: set[str] = set()

    class Segmenter(jieba_package().Tokenizer):  # type: ignore[misc]  # jieba has no types
        def get_DAG(self, sentence: str) -> Any:
            for start in range(len(sentence) - 2):
                pair = sentence[start : start + 2]
                if pair not in met:
                    met.add(pair)
                    for word in _from(ordered, pair):
                        for end in range(2, len(word)):
                            self.FREQ.setdefault(word[:end], 0)
            return super().get_DAG(sentence)

    tokenizer = Segmenter()
    tokenizer.FREQ = dict(zip(held.words, held.counts, strict=True))
    for first in {word[0] for word in held.words} - tokenizer.FREQ.keys():
        tokenizer.FREQ[first] = 0
    tokenizer.total = sum(held.counts)
    tokenizer.initialized = True
    return tokenizer


def _from(ordered: list[str], beginning: str) -> Iterator[str]:
    """The words that begin so."""
    at = bisect_left(ordered, beginning)
    while at < len(ordered) and ordered[at].startswith(beginning):
        yield ordered[at]
        at += 1


def words_of(text: str) -> list[str]:
    """`text` cut into words and marks; joined, they are `text` again."""
    return list(_cut(text))


@lru_cache(maxsize=1 << 16)  # links and index take the same stretches of text apart
def _cut(text: str) -> tuple[str, ...]:
    return tuple(segmenter().cut(text, HMM=False))


def search_words(text: str) -> list[str]:
    """Like `words_of`, with the shorter words inside each: jieba's cut for searching."""
    known, found = segmenter().FREQ, list[str]()
    for word in _cut(text):
        for length in (2, 3):
            if len(word) > length:
                parts = (word[start : start + length] for start in range(len(word) - length + 1))
                found += [part for part in parts if known.get(part)]
        found.append(word)
    return found


LOOSE_KINDS = frozenset({"a", "ad", "an", "b", "c", "d", "f", "i", "m", "p", "q", "r", "s", "t", "u", "y", "z"})
NAME_KINDS = frozenset({"nr", "ns", "nrt"})  # of people and places
LOOSE_FROM = 20  # occurrences from which the dictionary's kind of a word can be relied on
LOOSE_VERB_FROM = 1000  # a rarer verb may be a term of a trade: 交割, 担保
COMMON_FROM = 6000


@cache
def general_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of the general language, by the kinds and counts of the package's dictionary.

    First those that name no subject in any connection (显著, 全市, 开展); then nouns that are met everywhere (企业,
    技术) and name one only together with another word.
    """
    loose, common = set(), set()
    for word, count, kind in zip(*_dictionary(), strict=True):
        if len(word) > 1 and kind in NAME_KINDS:
            loose.add(word)
        elif len(word) > 1 and count >= LOOSE_FROM:
            if kind in LOOSE_KINDS or (kind == "v" and count >= LOOSE_VERB_FROM):
                loose.add(word)
            elif count >= COMMON_FROM:
                common.add(word)
    return frozenset(loose), frozenset(common)
