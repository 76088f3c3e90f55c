"""Each row of the rule tables of pages proves itself, and the words for every value are there."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

from build_tools.model import document, facts
from build_tools.render.views import benefits, limits, reckoning, service, who
from build_tools.rules import load_rules

ROOM = Path(__file__).resolve().parents[1] / "build_tools" / "render"
LABELS = yaml.safe_load((ROOM / "templates" / "labels.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", [row for row, _ in service.fields()], ids=lambda row: row.name)
def test_every_row_of_service_fits_its_example(row: service.Field) -> None:
    assert re.search(row.words, row.example)


@pytest.mark.parametrize(
    "row",
    [
        row
        for table in ("rules", "scopes", "whole", "named", "anyone")
        for row in load_rules(limits.RULES, table, limits.Rule)
    ]
    + [
        row
        for table in ("scopes", "exceptions", "measures")
        for row in load_rules(benefits.RULES, table, benefits.Words)
    ]
    + list(load_rules(reckoning.RULES, "never", benefits.Words)),
    ids=lambda row: row.example,
)
def test_every_row_of_words_fits_its_example(row: limits.Rule | benefits.Words) -> None:
    assert re.search(row.words, row.example)


@pytest.mark.parametrize("row", [row for row, _ in benefits.senses()], ids=lambda row: row.example)
def test_every_sense_is_told_and_shown_by_its_own_row(row: benefits.Sense) -> None:
    assert next(other for other, pattern in benefits.senses() if pattern.search(row.example)) is row
    assert re.search(row.show, row.example)


@pytest.mark.parametrize(
    ("shown", "example"), [(row.shown, row.example) for row in load_rules(benefits.RULES, "bounds", benefits.Bound)]
)
def test_every_bound_is_told_by_its_own_row(shown: str, example: str) -> None:
    assert next(other for other, pattern in benefits.bounds() if pattern.search(example)) == shown


@pytest.mark.parametrize("row", reckoning.sides(), ids=lambda row: row.example)
def test_every_side_of_a_threshold_is_told_by_its_own_row(row: reckoning.Side) -> None:
    left, right = re.split("【.*】", row.example)
    assert reckoning.side_of(left, right) is row


@pytest.mark.parametrize("row", [row for row, _ in who.kinds()], ids=lambda row: row.kind)
def test_every_kind_of_beneficiary_fits_its_example(row: who.Kind) -> None:
    assert row.kind in who.kinds_of(row.example)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("高校毕业生", ("个人",)), ("创投企业", ("金融机构", "企业")), ("企业、高校和个人", ("企业", "个人", "机构/院校")),
        ("承办者所在事业法人", ("其他",)), (None, ("其他",)),
    ],
)  # fmt: skip
def test_kinds_of_beneficiaries_are_told_by_the_head_of_the_name(name: str | None, kinds: tuple[str, ...]) -> None:
    assert who.kinds_of(name) == kinds


@pytest.mark.parametrize("row", load_rules(limits.RULES, "rules", limits.Rule), ids=lambda row: row.example)
def test_every_sentence_beside_a_benefit_is_told_for_what_it_is(row: limits.Rule) -> None:
    assert limits.sense_of(row.example) == row.kind


@pytest.mark.parametrize("row", load_rules(limits.RULES, "narrow", limits.Narrow), ids=lambda row: row.kind)
def test_every_narrow_kind_is_told_by_a_name(row: limits.Narrow) -> None:
    assert limits.named(f"各类{row.example}已获同类补助的，不得重复申请") == {row.kind}


@pytest.mark.parametrize("name", ["各类市场主体", "同一项目", "本市企业", "凡符合条件的银行"])
def test_where_no_narrow_kind_is_named_a_sentence_holds_for_all(name: str) -> None:
    assert limits.named(f"{name}已获同类补助的，不得重复申请") == frozenset()


@pytest.mark.parametrize("sentence", ["重复建设的项目一律清理", "按照差额选举办法进行", "奖励资金由市财政承担"])
def test_sentences_that_limit_nothing_are_left_alone(sentence: str) -> None:
    assert not limits.pattern().search(sentence)


@pytest.mark.parametrize(
    ("label", "record", "field"),
    [
        ("role", facts.Responsibility, "role"), ("role_short", facts.Responsibility, "role"),
        ("amount", facts.Amount, "role"), ("rate", facts.Rate, "role"), ("relation", facts.Citation, "relation"),
        ("repair", document.Repair, "kind"), ("audit", document.Audit, "verdict"),
        ("limit", limits.Limit, "sense"),
    ],
)  # fmt: skip
def test_every_value_of_a_field_has_a_word(label: str, record: type, field: str) -> None:
    values = get_args(get_type_hints(record)[field])
    assert values
    assert typing.cast("dict[str, str]", LABELS[label]).keys() == set(values)
