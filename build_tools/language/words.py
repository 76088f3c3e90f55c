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
