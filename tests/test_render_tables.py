"""Each row of the rule tables of pages proves itself, and the words for every value are there."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

from build_tools.model import document, facts
from build_tools.render.views import service, stacking
from build_tools.rules import load_rules

ROOM = Path(__file__).resolve().parents[1] / "build_tools" / "render"
LABELS = yaml.safe_load((ROOM / "templates" / "labels.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", [row for row, _ in service.fields()], ids=lambda row: row.name)
def test_every_row_of_service_fits_its_example(row: service.Field) -> None:
    assert re.search(row.words, row.example)


@pytest.mark.parametrize(
    "row", load_rules(ROOM / "views" / "stacking.yml", "rules", stacking.Rule), ids=lambda r: r.example
)
def test_every_row_of_stacking_fits_its_example(row: stacking.Rule) -> None:
    assert re.search(row.words, row.example)


@pytest.mark.parametrize("sentence", ["重复建设的项目一律清理", "按照差额选举办法进行", "奖励资金由市财政承担"])
def test_sentences_that_limit_nothing_are_left_alone(sentence: str) -> None:
    assert not stacking.pattern().search(sentence)


@pytest.mark.parametrize(
    ("label", "record", "field"),
    [
        ("role", facts.Responsibility, "role"), ("role_short", facts.Responsibility, "role"),
        ("amount", facts.Amount, "role"), ("rate", facts.Rate, "role"), ("relation", facts.Citation, "relation"),
        ("op", facts.Target, "op"), ("repair", document.Repair, "kind"), ("audit", document.Audit, "verdict"),
    ],
)  # fmt: skip
def test_every_value_of_a_field_has_a_word(label: str, record: type, field: str) -> None:
    values = get_args(get_type_hints(record)[field])
    assert values
    assert typing.cast("dict[str, str]", LABELS[label]).keys() == set(values)
