from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract.duty_statements import statements
from build_tools.extract.duty_words import RULES as FILE
from build_tools.extract.duty_words import label_role
from build_tools.extract.responsibilities import find_responsibilities
from build_tools.extract.units import UnitAuthority
from build_tools.model.facts import Responsibility
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任", "guide": "指导", "implement": "落实"}
NOBODY = UnitAuthority()


def told(text: str, **header: str) -> list[Responsibility]:
    return list(find_responsibilities(*notice(text, **header), NOBODY))


def units(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*named.span)], named.role) for found in statements(text) for named in found.units]


@pytest.mark.parametrize("case", cases("responsibilities"), ids=lambda case: str(case["name"]))
def test_responsibilities_of_a_text(case: dict[str, Any]) -> None:
    header = {"issuer": case["issuer"]} if "issuer" in case else {}
    found = [f"{'/'.join(f.path)} | {ROLES[f.role]} | {f.unit}" for f in told(case["text"], **header)]
    assert found == case["expect"]


@pytest.mark.parametrize("row", RULES["labels"], ids=lambda row: str(row["example"]))
def test_each_label(row: dict[str, Any]) -> None:
    assert label_role(row["example"]) == row["role"]
    assert units(f"改造完成。（{row['example']}：市财政局）") == [("市财政局", row["role"])]


@pytest.mark.parametrize(
    "row", [r for r in RULES["verbs"] if r.get("alone", True)], ids=lambda row: str(row["example"])
)
def test_each_verb_closes_a_sentence_of_units(row: dict[str, Any]) -> None:
    assert [role for _, role in units(f"{row['example']}。")][-1] == row["role"]


@pytest.mark.parametrize(
    "row", [r for r in RULES["verbs"] if not r.get("alone", True)], ids=lambda row: str(row["example"])
)
def test_a_common_verb_counts_in_brackets_only(row: dict[str, Any]) -> None:
    assert units(f"{row['example']}。") == []
    assert [role for _, role in units(f"任务完成。（{row['example']}）")] == [row["role"]]


@pytest.mark.parametrize("row", RULES["manners"], ids=lambda row: str(row["example"]))
def test_each_manner_is_no_part_of_a_name(row: dict[str, Any]) -> None:
    assert units(f"（{row['example']}）")
    assert all(name in ("市公安局", "各部门", "市财政局", "商务局") for name, _ in units(f"（{row['example']}）"))


@pytest.mark.parametrize("row", RULES["openings"], ids=lambda row: str(row["example"]))
def test_each_opening_is_no_part_of_a_name(row: dict[str, Any]) -> None:
    assert units(f"{row['example']}。") == [("市发展改革委", "lead")]


@pytest.mark.parametrize("row", RULES["first_leads"], ids=lambda row: str(row["example"]))
def test_each_rule_on_who_leads(row: dict[str, Any]) -> None:
    found = told(f"一、任务\n1. 普查。查清。（责任单位：市水利局、财政局）\n注：{row['example']}。")
    assert [f.role for f in found] == ["lead", "responsible"]


@pytest.mark.parametrize("row", RULES["lead_marks"], ids=lambda row: str(row["example"]))
def test_each_mark_of_the_leader(row: dict[str, Any]) -> None:
    found = told(f"一、任务\n1. 普查。查清。（责任单位：市财政局、{row['example']}、市审计局）")
    assert [(f.unit, f.role) for f in found] == [
        ("合肥市财政局", "responsible"), ("合肥市发展改革委", "lead"), ("合肥市审计局", "responsible"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", RULES["not_names"], ids=lambda row: str(row["example"]))
def test_each_part_that_names_nobody(row: dict[str, Any]) -> None:
    assert units(f"责任单位：市财政局，{row['example']}") == [("市财政局", "responsible")]


@pytest.mark.parametrize("row", RULES["remarks"], ids=lambda row: str(row["example"]))
def test_each_remark_after_the_units_adds_none(row: dict[str, Any]) -> None:
    assert units(f"责任单位：市财政局，{row['example']}") == [("市财政局", "responsible")]


def test_every_fact_of_the_gazette_slices_the_source_to_its_surface() -> None:
    source = read_file(GAZETTE)
    facts = [f for document in parse(source) for f in find_responsibilities(document, source, NOBODY)]
    assert len(facts) > 300
    for fact in facts:
        assert "".join(source.text[fact.start : fact.end].split()) == "".join(fact.surface.split())
        assert source.line_at(fact.start) == fact.line


NAMES = st.sampled_from(
    ["市财政局", "城建局", "各区县（市）政府", "市场监管局", "合肥海关", "市委组织部", "省科技厅", "国网合肥供电公司"]
)
LABELS = st.sampled_from(
    [("牵头单位", "lead"), ("配合单位", "support"), ("责任单位", "responsible"), ("指导单位", "guide")]
)
LISTS = st.lists(NAMES, min_size=1, max_size=8, unique=True)


@given(st.lists(st.tuples(LABELS, LISTS), min_size=1, max_size=4), st.sampled_from("，、"), st.booleans())
def test_what_is_listed_is_found_each_once_in_order(
    parts: list[tuple[tuple[str, str], list[str]]], comma: str, half: bool
) -> None:
    text = "；".join(f"{label}：{comma.join(names)}" for (label, _), names in parts)
    text = f"工作完成。({text.replace('：', ':').replace('，', ',')})" if half else f"工作完成。（{text}）"
    assert units(text) == [(name, role) for (_, role), names in parts for name in names]


@settings(max_examples=300)
@given(
    st.text(
        alphabet="市省财政局委办牵头配合单位责任负责按职责分工落实：:，、；。（）()〔〕 等和及各县区1", max_size=120
    )
)
def test_any_text_is_read_without_error_and_spans_lie_in_it(text: str) -> None:
    for found in statements(text):
        for named in found.units:
            start, end = named.span
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
