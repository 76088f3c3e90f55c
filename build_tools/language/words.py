"""Words of Chinese text: jieba with its own dictionary, read straight from the package.

An instance of our own: nothing process-wide, no cache file in a temporary folder. Loaded when first asked for.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def segmenter() -> Any:
    """A jieba.Tokenizer that holds the package's dictionary."""
    import jieba  # costs time: only those who need words pay

    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as stream:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(stream)
    tokenizer.initialized = True
    return tokenizer


def words_of(text: str) -> list[str]:
    """`text` cut into words and marks; joined, they are `text` again."""
    return list(segmenter().cut(text, HMM=False))


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
    with segmenter().get_dict_file() as stream:
        for line in stream.read().decode("utf-8").splitlines():
            word, count, kind = line.split(" ")
            if len(word) > 1 and kind in NAME_KINDS:
                loose.add(word)
            elif len(word) > 1 and int(count) >= LOOSE_FROM:
                if kind in LOOSE_KINDS or (kind == "v" and int(count) >= LOOSE_VERB_FROM):
                    loose.add(word)
                elif int(count) >= COMMON_FROM:
                    common.add(word)
    return frozenset(loose), frozenset(common)
