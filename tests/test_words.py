"""Our segmenter cuts as jieba does with its whole dictionary, though it takes in the dictionary as texts need it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.language.words import _dictionary, jieba_package, search_words, segmenter, words_of
from tests.conftest import ROOT


@cache
def jieba_itself() -> Any:
    tokenizer = jieba_package().Tokenizer()
    with tokenizer.get_dict_file() as stream:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(stream)
    tokenizer.initialized = True
    return tokenizer


@pytest.mark.parametrize("path", sorted((ROOT / "sources").glob("*.txt")), ids=lambda path: path.name)
def test_a_gazette_is_cut_alike(path: Any) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert words_of(line) == list(jieba_itself().cut(line, HMM=False))
        assert search_words(line) == list(jieba_itself().cut_for_search(line, HMM=False))


@given(st.lists(st.sampled_from(sorted(word for word in _dictionary().words if len(word) > 3)[::97]), max_size=5))
def test_long_words_are_cut_alike(words: list[str]) -> None:
    text = "".join(word[: len(word) - number % 2] for number, word in enumerate(words))
    assert words_of(text) == list(jieba_itself().cut(text, HMM=False))


def test_words_have_the_same_weight() -> None:
    assert segmenter().total == jieba_itself().total
    assert all(segmenter().FREQ[word] == jieba_itself().FREQ[word] for word in ("政策", "补贴", "郑州市", "公积金"))
