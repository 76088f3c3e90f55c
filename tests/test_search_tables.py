"""Every row of structured/search/ is proved on its own example."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from build_tools.search.fold import fold
from build_tools.search.rescue import traditional_pairs
from build_tools.search.tables import LOCAL, SYNONYMS, TABLES, WORD_TABLES, Answer, Synonym, Words, synonyms_in
from tests.searching import tables

RULES = [row for name in WORD_TABLES if name != "unit_endings" for row in getattr(tables(), name)]


@pytest.mark.parametrize("row", tables().synonyms, ids=lambda row: row.example)
def test_a_synonym_row_has_its_words_in_its_example(row: Synonym) -> None:
    assert bool(row.same) != bool(row.say), "same 与 say 二选一"
    assert any(word in row.example for word in row.same or row.say)
    assert all(0 < weight <= 1 for means in row.pairs().values() for weight in means.values())
    assert row.same or row.mean


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.example)
def test_a_rule_row_has_its_words_in_its_example(row: Words) -> None:
    assert any(word in row.example for word in row.words)


@pytest.mark.parametrize("row", tables().answers, ids=lambda row: row.name)
def test_an_answer_is_known_by_its_pattern(row: Answer) -> None:
    assert re.search(row.pattern, "".join(fold(row.example).split()))
    assert row.name in {ask.name for ask in tables().asks}


@pytest.mark.parametrize("row", tables().unit_endings, ids=lambda row: row.example)
def test_an_ending_fits_its_example(row: Words) -> None:
    assert any(word in row.example for word in row.words)


@pytest.mark.parametrize("local", [False, True], ids=["for any gazette", "of this city"])
def test_no_word_is_said_in_two_rows(local: bool) -> None:
    rows = (row for name in SYNONYMS if (name == LOCAL) == local for row in synonyms_in(TABLES / name))
    said = Counter(word for row in rows for word in row.say)
    assert said
    assert [word for word, count in said.items() if count > 1] == []


def test_names_of_this_city_stand_in_their_own_table() -> None:
    words = {
        word
        for name in SYNONYMS
        if name != LOCAL
        for row in synonyms_in(TABLES / name)
        for says, means in row.pairs().items()
        for word in (*says, *means)
    }
    assert {word for word in words if "郑" in word or "中原" in word} == set()


@pytest.mark.parametrize("row", tables().synonyms, ids=lambda row: row.example)
def test_an_example_is_a_question_and_not_the_bare_word(row: Synonym) -> None:
    assert row.example not in row.say


def test_what_is_passed_over_is_not_looked_for() -> None:
    passed = {word for row in tables().fillers for word in row.words}
    said = {word for row in tables().synonyms for word in (*row.say, *row.same)}
    assert passed & said == set()


def test_words_hold_no_mark_that_parts_them_in_the_index() -> None:
    words = {word for row in tables().synonyms for says, means in row.pairs().items() for word in (*says, *means)}
    assert [word for word in words if set(word) & set(",;|") or not word.strip()] == []


def test_traditional_characters_lead_to_simplified_ones() -> None:
    pairs = traditional_pairs(TABLES / "traditional.yml", set("绿色建筑补贴"))
    assert dict(zip(pairs[::2], pairs[1::2], strict=True)) == {"綠": "绿", "築": "筑", "補": "补", "貼": "贴"}
