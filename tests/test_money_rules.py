from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.extract.money import figures, kinds, labels, parties, ratios, roles, shares, subjects, sums, tables
from build_tools.extract.money.phrases import RULES as PHRASES
from build_tools.extract.money.phrases import phrase
from build_tools.model.facts import Amount, Rate
from tests.rule_rows import without


def table(file: Path) -> dict[str, list[dict[str, Any]]]:
    rules: dict[str, list[dict[str, Any]]] = yaml.safe_load(file.read_text("utf-8"))
    return rules


def rows(file: Path, name: str) -> Any:
    return pytest.mark.parametrize("row", table(file)[name], ids=lambda row: str(row["example"]))


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example and where its figure stands, which it has in 【】."""
    start, end = example.index("【"), example.index("】") - 1
    return example.replace("【", "").replace("】", ""), start, end


@pytest.mark.parametrize("kind", ["amounts", "rates"])
def test_each_role_is_decided_by_its_own_row(kind: str) -> None:
    deaf = []
    for cue, _ in roles.cues(kind):
        text, start, end = marked(cue.example)
        decided = roles.cue_for(kind, roles.look_around(text, start, end, cue.beneath, 2022, terms=cue.terms))
        if decided is not cue:
            deaf.append(f"{cue.example}: {decided.example}")
    assert deaf == []


@pytest.mark.parametrize("kind", ["amounts", "rates"])
def test_the_last_row_fits_always(kind: str) -> None:
    assert roles.cue_for(kind, roles.look_around("", 0, 0)) is roles.cues(kind)[-1][0]


PLACES = ("left", "right", "before", "after", "sentence", "under")


def as_written(kind: str, around: roles.Surroundings) -> roles.Cue:
    """The first row all of whose patterns are found, each looked for by itself."""
    for cue, _ in roles.cues(kind):
        wanted = [(place, roles.expand(pattern)) for place in PLACES if (pattern := getattr(cue, place)) is not None]
        timely = cue.time in {None, around.time} and (around.terms or not cue.terms)
        if timely and all(re.search(pattern, getattr(around, place)) for place, pattern in wanted):
            return cue
    raise AssertionError


@pytest.mark.parametrize("kind", ["amounts", "rates"])
def test_the_rows_decide_as_they_are_written(kind: str) -> None:
    examples = [cue.example for cue, _ in roles.cues(kind)]
    for number, example in enumerate(examples):
        text, start, end = marked(example)
        for step in (0, 7, 31):
            other = marked(examples[(number + step) % len(examples)])[0]
            for before, after in (("", ""), (other + "，", ""), ("", other), (other, "；" + other)):
                at = len(before)
                around = roles.look_around(before + text + after, at + start, at + end, "奖励标准", 2022)
                assert roles.cue_for(kind, around) is as_written(kind, around)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("面积超过3,600平方米,给予【】", "给予", ""),
        ("对面积超过3,600平方米的给予【】", "对面积超过3,600平方米的给予", ""),
        ("按照7:3分担的【】按照7：3拨付：其他", "按照7:3分担的", "按照7：3拨付"),
    ],
)
def test_a_mark_inside_a_number_ends_no_segment(text: str, left: str, right: str) -> None:
    around = roles.look_around(*marked(text))
    assert (around.left, around.right) == (left, right)


@rows(roles.RULES, "words")
def test_each_list_of_words(row: dict[str, Any]) -> None:
    assert re.search(roles.words()[row["name"]], row["example"])


@rows(roles.RULES, "moments")
def test_each_moment(row: dict[str, Any]) -> None:
    if row.get("place") == "heading":
        assert roles.moment("", row["example"]) == row["time"]
    else:
        text, start, _ = marked(row["example"])
        assert roles.moment(text[:start]) == row["time"]


@rows(labels.RULES, "labels")
def test_each_label(row: dict[str, Any]) -> None:
    assert labels.label_kind(row["example"]) == row["kind"]
    text = f"1. {row['example']}：三项【{row['example']}】四项"
    assert [text[one.start : one.end] for one in labels.stretches(text)] == ["三项", "四项"]


@pytest.mark.parametrize("text", ["按国发【2018】41号给予奖励", "申报条件如下：", "对象：企业", "奖励【一事一议】企业"])
def test_words_that_are_no_label(text: str) -> None:
    assert [(one.start, one.end) for one in labels.stretches(text)] == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第3—70万元档", ["70万元"]),
        ("3—70万元档", ["3—70万元"]),
        ("2、60万元的项目", ["60万元"]),
        ("项目2、60万元", ["2", "60万元"]),
        ("２．亿元以上项目", ["亿元"]),
        ("商场2、亿元以上市场", ["亿元"]),
    ],
)
def test_the_number_of_an_item_is_no_part_of_a_sum(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in sums.find_sums(text)] == found


@rows(sums.RULES, "currencies")
def test_each_currency(row: dict[str, Any]) -> None:
    (found,) = sums.find_sums(row["example"])
    assert (found.high is None) == ("yuan" not in row)


@rows(sums.RULES, "not_money")
def test_each_word_that_begins_with_yuan(row: dict[str, Any]) -> None:
    assert sums.find_sums(row["example"]) == []
    with without("not_money", row["example"], sums):
        (found,) = sums.find_sums(row["example"])
    assert row["example"][found.end :].startswith(row["next"])


@rows(sums.RULES, "vague")
def test_each_word_that_makes_a_sum_indefinite(row: dict[str, Any]) -> None:
    assert sums.find_sums(row["example"]) == []
    with without("vague", row["example"], sums):
        (found,) = sums.find_sums(row["example"])
    assert row["example"][: found.start].endswith(row["before"])


@rows(sums.RULES, "per_units")
def test_each_unit_after_a_stroke(row: dict[str, Any]) -> None:
    (found,) = sums.find_sums(row["example"])
    assert found.per is not None
    assert found.per.startswith(row["word"])
    assert found.end == len(row["example"])


@rows(sums.RULES, "unitless")
def test_each_sum_without_yuan(row: dict[str, Any]) -> None:
    (found,) = sums.find_sums(row["example"])
    assert found.high == 10_000_000


@rows(sums.RULES, "unitless_items")
def test_each_item_of_a_list_without_yuan(row: dict[str, Any]) -> None:
    assert [one.high for one in sums.find_sums("奖励国家级3000万" + row["example"])] == [30_000_000, 10_000_000]


@rows(ratios.RULES, "forms")
def test_each_form_of_a_ratio(row: dict[str, Any]) -> None:
    (found,) = ratios.find_ratios(row["example"])
    assert found.low <= found.high


@rows(ratios.RULES, "signs")
def test_each_sign_of_a_ratio(row: dict[str, Any]) -> None:
    (found,) = ratios.find_ratios(row["example"])
    assert (float(found.low), float(found.high)) == (-0.03, -0.03)
    assert re.match(row["sign"], row["example"][found.start :])


@rows(ratios.RULES, "steps")
def test_each_step_of_a_score(row: dict[str, Any]) -> None:
    text, _, _ = marked(row["example"])
    assert ratios.find_ratios(text) == []
    assert ratios.find_ratios(text.split("，")[0].replace("每", "")) != []


@rows(ratios.RULES, "not_ratio")
def test_each_number_that_makes_no_ratio(row: dict[str, Any]) -> None:
    assert ratios.find_ratios(row["example"]) == []
    with without("not_ratio", row["example"], ratios):
        assert ratios.find_ratios(row["example"]) != []


@pytest.mark.parametrize(("text", "value"), [("两倍", "2"), ("两个百分点", "0.02"), ("百分之两", "0.02")])
def test_two_is_a_definite_number(text: str, value: str) -> None:
    assert [(str(one.low), str(one.high)) for one in ratios.find_ratios(text)] == [(value, value)]


@rows(tables.RULES, "units")
def test_each_unit_of_a_header(row: dict[str, Any]) -> None:
    assert tables.unit_in(row["example"]) == row["word"]


@pytest.mark.parametrize("name", ["plain_columns", "roles", "benefit_columns", "party_columns", "terms_columns"])
def test_each_header(name: str) -> None:
    assert all(re.search(row["pattern"], row["example"]) for row in table(tables.RULES)[name])


@pytest.mark.parametrize("name", ["closings", "grants", "silent", "overall", "instalments"])
def test_each_pattern_of_benefits(name: str) -> None:
    for row in table(figures.RULES)[name]:
        said = row["example"].partition("【")[0]
        assert re.search(row["pattern"], said), row["example"]


@rows(figures.RULES, "types")
def test_each_type_of_benefit_is_told_by_its_own_row(row: dict[str, Any]) -> None:
    first = next(r["type"] for r in table(figures.RULES)["types"] if re.search(r["pattern"], row["example"]))
    assert first == row["type"]


@rows(figures.RULES, "spoken")
def test_each_ratio_in_words(row: dict[str, Any]) -> None:
    assert [value for _, _, value in figures.spoken(row["example"])] == [row["value"]]


@rows(figures.RULES, "recurrences")
def test_each_frequency(row: dict[str, Any]) -> None:
    assert kinds.recurrence_of(row["example"]) == row["recurrence"]


@rows(figures.RULES, "not_benefits")
def test_each_figure_that_nobody_gets(row: dict[str, Any]) -> None:
    text, start, end = marked(row["example"])
    common: dict[str, Any] = {"path": ("一",), "line": 1, "start": start, "end": end, "surface": text[start:end]}
    fact: Amount | Rate
    if "元" in text[start:end]:
        fact = Amount(**common, yuan_min=1, yuan_max=1, role="fixed")
    else:
        fact = Rate(**common, value_min=1, value_max=1, role="incentive_rate")
    assert not figures.is_given(text, figures.Figure(start, end, fact))
    around = roles.look_around(text, start, end)
    assert all(re.search(row[side], getattr(around, side)) for side in ("left", "right") if side in row)


@rows(subjects.RULES, "heads")
def test_each_head_noun(row: dict[str, Any]) -> None:
    assert subjects.head_of(row["example"]) is not None
    assert row["example"].endswith(row["word"])
    assert subjects.is_body(row["word"]) == (row["kind"] == "body")


@rows(subjects.RULES, "sponsors")
def test_each_verb_that_puts_someone_forward(row: dict[str, Any]) -> None:
    assert row["example"].startswith(row["verb"])
    assert subjects.body_in(row["example"]) is not None


@rows(subjects.RULES, "not_subjects")
def test_each_opening_without_a_subject(row: dict[str, Any]) -> None:
    assert subjects.subject_of(row["example"]) == (None, 0)
    with without("not_subjects", row["example"], subjects):
        name, end = subjects.subject_of(row["example"])
    assert name
    assert row["example"][:end] == name


@rows(subjects.RULES, "goes_on")
def test_each_word_that_goes_on(row: dict[str, Any]) -> None:
    text, _, end = marked(row["example"])
    assert subjects.head_of(text[:end])
    assert len(subjects.name_at(text) or text) > end


@rows(subjects.RULES, "givers")
def test_each_opening_of_a_benefit(row: dict[str, Any]) -> None:
    assert re.search(row["pattern"], row["example"])
    said = parties.read_parties("对入选的企业，" + row["example"], "")
    assert (said.beneficiary, said.condition) == ("企业", "入选")


@rows(subjects.RULES, "forms")
def test_each_form_of_a_name(row: dict[str, Any]) -> None:
    text, start, end = marked(row["example"])
    found = subjects.form(row["name"]).search(text)
    assert found is not None
    assert found.span() == (start, end)


@rows(subjects.RULES, "levels")
def test_each_level(row: dict[str, Any]) -> None:
    text, shared = f"首次获评{row['word']}和初级的", [f"首次获评{row['word']}的", "首次获评初级的"]
    assert shares.share(text, 2) == shared
    assert row["example"] == row["word"]
    with without("levels", row["example"], shares):
        assert shares.share(text, 2) != shared


@rows(PHRASES, "phrases")
def test_each_turn_of_phrase(row: dict[str, Any]) -> None:
    assert phrase(row["name"]).search(row["example"])
