"""Index and query are cut, folded, packed and numbered by the same rules on both sides."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import jieba
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.search.fold import fold
from build_tools.search.index import build_files, terms_of
from build_tools.search.language import language_of, typed_words
from build_tools.search.lexicon import HAN_WORD, IntegerTokenizer, Lexicon
from build_tools.search.pack import CODES, Alphabet
from build_tools.search.postings import Posting, encode, shard_of
from build_tools.search.records import texts
from tests.read_cases import cases
from tests.searching import browser_half, gazette, queries, tables, write


def lexicon() -> Lexicon:
    strings = list(texts(gazette()))
    return Lexicon(strings, terms_of(gazette()), typed_words(language_of(tables(), "\0".join(strings))))


@pytest.mark.parametrize("whole", [10**9, 0], ids=["text fetched whole", "text in pieces"])
def test_the_browser_cuts_every_clause_and_query_as_the_index_does(tmp_path: Path, whole: int) -> None:
    index = write(build_files(gazette(), tables(), whole), tmp_path)
    strings = [fold(text) for text in texts(gazette())] + [fold(row["query"]) for row in queries()]
    words = lexicon().tokenizer().words
    expected = [[word for run in HAN_WORD.findall(text) for word in words(run)] for text in strings]
    assert browser_half("cut", index=str(index), texts=strings) == expected


def test_the_cut_follows_jieba_with_its_dictionary() -> None:
    own = jieba.Tokenizer()
    words = lexicon().tokenizer().words
    sentences = ["对新设立的金融机构给予一次性奖励", "加快封填城镇自备井", "推进农业节水增效"]
    same = sum(list(own.cut(sentence, HMM=False)) == words(sentence) for sentence in sentences)
    assert same >= 2  # our own terms may be longer words


def test_the_dictionary_of_the_process_is_left_alone() -> None:
    before = (jieba.dt.initialized, dict(jieba.dt.FREQ))
    lexicon().tokenizer().words("郑州市水利局")
    assert (jieba.dt.initialized, dict(jieba.dt.FREQ)) == before


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("市水利局公积金贷款", min_size=1, max_size=12), min_size=1, max_size=20), st.integers(0, 10**6))
def test_both_find_the_same_cheapest_path(runs: list[str], seed: int) -> None:
    chance = random.Random(seed)
    costs = {char: chance.randint(5, 62) for char in "市水利局公积金贷款"}
    costs |= {
        run[at : at + 3]: chance.randint(5, 62) for run in runs for at in range(len(run)) if len(run[at : at + 3]) > 1
    }
    words = IntegerTokenizer(costs).words
    assert browser_half("path", costs=costs, runs=runs) == [words(run) for run in runs]


def test_both_fold_every_character_alike() -> None:
    strings = [
        *texts(gazette()),
        "".join(char for char in map(chr, range(0x20, 0x3100)) if unicodedata.category(char) != "Cn"),
        "".join(map(chr, range(0xFF00, 0xFFF0))),
    ]
    assert browser_half("fold", texts=strings) == [fold(text) for text in strings]
    assert all(len(fold(text)) == len(text) for text in strings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40), min_size=1, max_size=8
    )
)
def test_packed_text_comes_back(strings: list[str]) -> None:
    alphabet = Alphabet(strings)
    packed = [alphabet.pack(string) for string in strings]
    assert browser_half("unpack", alphabet=alphabet.order, texts=packed) == strings
    assert len(set(CODES)) == len(CODES)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.integers(0, 10**6), st.integers(0, 3), min_size=1), min_size=1, max_size=6))
def test_lists_of_clauses_come_back(lists: list[dict[int, int]]) -> None:
    postings = [
        Posting(clauses=tuple(sorted(each)), strengths=tuple(each[key] for key in sorted(each))) for each in lists
    ]
    back = browser_half("decode", texts=[encode(posting) for posting in postings])
    assert back == [[list(posting.clauses), list(posting.strengths)] for posting in postings]


def test_both_look_for_a_key_in_the_same_file() -> None:
    keys = ["公积", "公积金", "水", "qflp", "2025", "〇一", "#qflp", "#5", "@三/(二)/3", "@5"]
    assert browser_half("shards", keys=keys, shards=64) == [shard_of(key, 64) for key in keys]


@pytest.mark.parametrize("row", cases("search_typed"), ids=lambda row: row["typed"])
def test_numbers_and_sums_are_read_as_typed(row: dict[str, object]) -> None:
    typed, prefixes = [row["typed"]], ["郑政", "郑政办", "郑政文", "皖政"]
    if "number" in row:
        assert browser_half("numbers", texts=typed, prefixes=prefixes)[0] == row["number"]
    if "figures" in row:
        assert browser_half("figures", texts=typed)[0] == row["figures"]
