"""Numerals, labels, dates, numbers, titles, addresses: each row of each table, and cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.language.addresses import clause_id, document_id, part_rules
from build_tools.language.characters import ends_sentence
from build_tools.language.counting import written
from build_tools.language.dates import date_rules, is_date, read_date
from build_tools.language.document_numbers import number_rules, whole_number
from build_tools.language.labels import label_rules, read_label, run_on_label
from build_tools.language.lines import line_kind, line_rules
from build_tools.language.numerals import number_value
from build_tools.language.sentences import sentence_rules
from build_tools.language.titles import FILE as TITLES
from build_tools.language.titles import enclosed_title, is_office, kind_of, split_title
from build_tools.segment.closing import address_rules, closing_rules, is_closing, section_rules

CASES: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "language.yml").read_text("utf-8"))
TITLE_ROWS: dict[str, list[dict[str, str]]] = yaml.safe_load(TITLES.read_text("utf-8"))


@pytest.mark.parametrize("rule", [rule for rule, _ in label_rules()], ids=lambda rule: rule.example)
def test_each_label_is_read_in_its_example(rule: Any) -> None:
    label = read_label(rule.example)
    assert label is not None
    assert (label.style, label.value, label.num, label.rank) == (rule.style, rule.value, rule.path, rule.rank)


@pytest.mark.parametrize("rule", [rule for rule, _ in label_rules("run_on")], ids=lambda rule: rule.example)
def test_a_label_that_a_digit_follows_is_read_only_when_asked_for(rule: Any) -> None:
    assert read_label(rule.example) is None
    label = run_on_label(rule.example)
    assert label is not None
    assert (label.style, label.value, label.num, label.rank) == (rule.style, rule.value, rule.path, rule.rank)


@pytest.mark.parametrize(("line", "num"), CASES["labels"])
def test_labels_in_any_width(line: str, num: str) -> None:
    label = read_label(line)
    assert label is not None
    assert label.num == num


@pytest.mark.parametrize("line", CASES["not_labels"])
def test_what_is_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(("text", "value"), CASES["numerals"])
def test_numerals(text: str, value: int | None) -> None:
    assert number_value(text) == value


@pytest.mark.parametrize("rule", [rule for rule, _ in date_rules()], ids=lambda rule: rule.example)
def test_each_way_of_writing_a_date(rule: Any) -> None:
    assert is_date(rule.example)
    assert read_date(f"（{rule.example}印发）") == rule.date


@pytest.mark.parametrize("text", ["2022年13月1日", "2022年7月", "二〇二二年", "2022年2月30日"])
def test_what_is_no_complete_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("rule", [rule for rule, _ in number_rules()], ids=lambda rule: rule.example)
def test_each_shape_of_document_number(rule: Any) -> None:
    assert whole_number(rule.example) == rule.number
    assert whole_number(f"（{rule.example}）") == rule.number


def test_a_sentence_with_a_number_in_it_is_no_number() -> None:
    assert whole_number("根据甲政〔2022〕1号文件，制定本方案。") is None


@pytest.mark.parametrize(("line", "number"), CASES["numbers"])
def test_a_number_with_its_date_beside_it(line: str, number: str | None) -> None:
    assert whole_number(line) == number


@pytest.mark.parametrize(("line", "kind"), CASES["lines"])
def test_what_a_line_is(line: str, kind: str | None) -> None:
    found = line_kind(line)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize("row", TITLE_ROWS["central"])
def test_joint_issuers_without_a_gap(row: dict[str, str]) -> None:
    issuers, _ = split_title(f"{row['example']}关于做好防汛工作的通知")
    assert len(issuers) == 2
    assert issuers[1].startswith(row["start"])


@pytest.mark.parametrize("rule", [rule for rule, _ in line_rules()], ids=lambda rule: rule.example)
def test_each_kind_of_line(rule: Any) -> None:
    kind = line_kind(rule.example)
    assert kind is not None
    assert kind.kind == rule.kind


@pytest.mark.parametrize("row", TITLE_ROWS["kinds"], ids=lambda row: row["kind"])
def test_each_kind_of_document(row: dict[str, str]) -> None:
    assert kind_of(row["example"]) == row["kind"]


@pytest.mark.parametrize("row", TITLE_ROWS["offices"], ids=lambda row: row["ending"])
def test_each_ending_of_an_office(row: dict[str, str]) -> None:
    assert is_office(row["example"])


@pytest.mark.parametrize("row", TITLE_ROWS["encloses"])
def test_each_way_of_enclosing(row: dict[str, str]) -> None:
    assert enclosed_title(row["example"]) == row["title"]


@pytest.mark.parametrize(("title", "issuers", "kind", "enclosed"), CASES["titles"])
def test_titles(title: str, issuers: list[str], kind: str, enclosed: str | None) -> None:
    assert list(split_title(title)[0]) == issuers
    assert kind_of(title) == kind
    assert enclosed_title(title) == enclosed


@pytest.mark.parametrize("text", CASES["ends"])
def test_where_a_paragraph_may_end(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", CASES["breaks"])
def test_where_a_paragraph_cannot_end(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize("rule", [rule for rule, _ in closing_rules()], ids=lambda rule: rule.example)
def test_each_closing_sentence(rule: Any) -> None:
    assert [r for r, pattern in closing_rules() if pattern.search(rule.example) and r is rule]
    assert is_closing(rule.example)


@pytest.mark.parametrize("text", ["本市企业可以申报。", "加快制定实施细则。", "有效期内的许可证继续使用。"])
def test_what_closes_nothing(text: str) -> None:
    assert not is_closing(text)


def test_each_row_of_the_small_tables_on_its_example() -> None:
    for section, pattern in (*section_rules(), *address_rules()):
        assert pattern.search(section.example), section
    for sentence, pattern in sentence_rules():
        assert pattern.search(sentence.example), sentence
    for part, _ in part_rules():
        assert clause_id([part.example]) == part.reads


@pytest.mark.parametrize(("number", "kind", "date", "issuers", "title", "address"), CASES["documents"])
def test_addresses_of_documents(
    number: str | None, kind: str, date: str | None, issuers: list[str], title: str, address: str
) -> None:
    assert document_id(number, kind, date, issuers, title) == address


@pytest.mark.parametrize(("path", "address"), CASES["clauses"])
def test_addresses_of_clauses(path: list[str], address: str) -> None:
    assert clause_id(path) == address


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.text(max_size=30))
def test_any_address_is_safe(path: list[str], text: str) -> None:
    for address in (clause_id(path), document_id(text, "", None, []), document_id(None, text, None, [text], text)):
        assert address
        assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimalZero", {7: "07", 12: "12"}), ("decimalFullWidth", {12: "１２"}), ("numberInDash", {3: "- 3 -"}), ("none", {3: ""}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV", 4000: None}), ("lowerRoman", {9: "ix", 0: None}),
        ("upperLetter", {1: "A", 26: "Z", 28: "BB", 0: None}), ("lowerLetter", {3: "c"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: None}), ("decimalEnclosedParen", {3: "⑶"}), ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {2: "㈡", 11: None}), ("ideographDigital", {3: "三", 10: "一〇", 105: "一〇五"}),
        ("chineseCounting", {10: "十", 21: "二十一", 100: "一○○"}),
        ("chineseCountingThousand", {10: "十", 15: "十五", 20: "二十", 100: "一百", 105: "一百零五", 110: "一百一十", 1001: "一千零一", 10000: None}),
        ("japaneseCounting", {11: "十一", 100: "百", 105: "百五", 210: "二百十"}),
        ("chineseLegalSimplified", {3: "叁", 10: "壹拾", 105: "壹佰零伍"}), ("ideographTraditional", {3: "丙", 11: None}),
        ("ideographZodiac", {12: "亥", 13: None}), ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: None}),
        ("thaiLetters", {1: None}),
    ],
)  # fmt: skip
def test_numbers_as_word_processors_count(form: str, numbers: dict[int, str | None]) -> None:
    assert {value: written(value, form) for value in numbers} == numbers


@pytest.mark.parametrize("form", ["chineseCountingThousand", "chineseCounting", "ideographDigital", "decimalFullWidth"])
def test_counted_numbers_read_back(form: str) -> None:
    assert [number_value(written(value, form) or "") for value in range(1, 1200)] == list(range(1, 1200))
