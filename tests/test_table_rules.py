from __future__ import annotations

from typing import Any

import pytest
import yaml

from build_tools.segment.tables.counts import audit_counts
from build_tools.segment.tables.figures import figure, ordinal, shown
from build_tools.segment.tables.header import is_column_numbers, is_label
from build_tools.segment.tables.labels import AUDIT_RULES, total_level
from build_tools.segment.tables.refine import refine
from build_tools.segment.tables.sums import fits
from build_tools.segment.tables.types import FILE, cell_type, column_type, patterns, plain
from build_tools.segment.tables.units import heading_unit, stated_unit
from tests.printed_tables import printed_table

TYPES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
AUDIT: dict[str, list[dict[str, Any]]] = yaml.safe_load(AUDIT_RULES.read_text("utf-8"))


def examples(rows: list[dict[str, Any]], field: str) -> list[tuple[str, str]]:
    return [(example, row[field]) for row in rows for example in row["example"]]


@pytest.mark.parametrize(("cell", "kind"), examples(TYPES["cell_types"], "type"))
def test_each_cell_type_is_told_by_its_form(cell: str, kind: str) -> None:
    assert cell_type(cell) == kind


@pytest.mark.parametrize(("heading", "kind"), examples(TYPES["column_types"], "type"))
def test_each_heading_leads_one_to_expect_its_type(heading: str, kind: str) -> None:
    assert column_type(heading) == kind


@pytest.mark.parametrize(("word", "pattern"), examples(TYPES["header_words"], "pattern"))
def test_each_word_of_a_header_is_found_by_its_own_row(word: str, pattern: str) -> None:
    assert any(p.pattern == pattern and p.search(plain(word)) for p in patterns("header_words"))


@pytest.mark.parametrize("label", [label for row in TYPES["number_labels"] for label in row["example"]])
def test_a_figure_may_name_a_column(label: str) -> None:
    assert any(p.search(plain(label)) for p in patterns("number_labels"))
    assert is_label(label)


@pytest.mark.parametrize("cell", ["12", "3.5%", "1. 开展巡查", "机构健全的得满分。", ""])
def test_what_is_no_label(cell: str) -> None:
    assert not is_label(cell)


@pytest.mark.parametrize("line", [line for row in TYPES["unit_lines"] for line in row["example"]])
def test_each_line_that_states_a_unit(line: str) -> None:
    assert stated_unit(line) == line.partition("：")[2].rstrip("）")


def test_the_row_that_numbers_the_columns() -> None:
    numbers = [example for row in TYPES["column_numbers"] for example in row["example"]]
    assert all(any(p.search(plain(number)) for p in patterns("column_numbers")) for number in numbers)
    assert is_column_numbers(["甲", "1", "2", "3"])
    assert is_column_numbers(["1", "2", "3", "4"])
    assert not is_column_numbers(["1", "2", "4", "8"])
    assert not is_column_numbers(["1", "东村", "2", "3"])


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万立方米", "万立方米"),
        ("（单位：亿元、%）", "亿元、%"),
        ("计量单位：万元", "万元"),
        ("责任单位：市财政局。", None),
        ("填报单位：甲公司", None),
        ("单位：市财政局", None),
    ],
)
def test_a_line_states_the_unit_of_a_table(line: str, unit: str | None) -> None:
    assert stated_unit(line) == unit


@pytest.mark.parametrize("unit", [unit for row in TYPES["heading_units"] for unit in row["example"]])
def test_a_heading_has_its_unit_in_brackets(unit: str) -> None:
    assert heading_unit(f"指标（{unit}）") == unit
    assert heading_unit(f"指标（{unit}）|2025年") == unit


@pytest.mark.parametrize("heading", ["区县（市）", "内容（含附件）", "投资"])
def test_other_brackets_are_no_unit(heading: str) -> None:
    assert heading_unit(heading) is None


@pytest.mark.parametrize(("label", "level"), examples(AUDIT["totals"], "level"))
def test_each_label_of_a_sum_has_its_level(label: str, level: str) -> None:
    assert total_level(label) == level


@pytest.mark.parametrize("table", ["parts", "not_additive", "number_columns", "score_columns"])
def test_each_audit_pattern_fits_its_examples(table: str) -> None:
    for row in AUDIT[table]:
        examples_ = row["example"] if isinstance(row["example"], list) else [row["example"]]
        assert all(fits(table, example) for example in examples_)


@pytest.mark.parametrize("row", AUDIT["stated_counts"], ids=lambda row: str(row["example"]))
def test_each_stated_count_is_checked(row: dict[str, Any]) -> None:
    printed = f"序号⇥事项⇥分值\n{row['example']}\n1⇥甲事⇥3\n2⇥乙事⇥4"
    (audit,) = audit_counts(refine(*printed_table(printed))[0])
    assert audit.computed == {"rows": "2", "score": "7"}[row["counts"]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,600", "1600"),
        ("12.80", "12.8"),
        ("－3", "-3"),
        ("９０", "90"),
        ("50%", "50"),
        ("500万元", "500"),
        ("100", "100"),
    ],
)
def test_figures_are_exact(cell: str, value: str) -> None:
    found = figure(cell)
    assert found is not None
    assert shown(found.value) == value


@pytest.mark.parametrize("cell", ["", "—", "30—50", "约10", "甲", "1.2.3", "2023年6月"])
def test_what_is_no_single_figure_is_not_added(cell: str) -> None:
    assert figure(cell) is None


@pytest.mark.parametrize(
    ("text", "number"), [("十二", 12), ("（3）", 3), ("四、", 4), ("⑦", 7), ("二十", 20), ("甲", None)]
)
def test_numbers_of_labels(text: str, number: int | None) -> None:
    assert ordinal(text) == number
