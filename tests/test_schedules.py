from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract import schedules
from build_tools.extract.facts import find_facts
from build_tools.extract.schedules import FILE, find_schedules, read_years
from build_tools.extract.units import UnitAuthority
from build_tools.model.facts import Schedule
from build_tools.model.text import SourceText
from build_tools.segment.documents import parse
from tests.rule_rows import without

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "schedules.yml").read_text("utf-8"))
RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
GAZETTE = Path(__file__).resolve().parents[1] / "sources" / "000_d8b16eeae878069a.txt"


def schedules_of(text: str) -> tuple[list[Schedule], SourceText]:
    source = SourceText(name="case.txt", text=text.replace("⇥", "\t"), encoding="utf-8", sha256="")
    return [fact for document in parse(source) for fact in find_schedules(document, source)], source


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_schedules_of_a_text(case: dict[str, Any]) -> None:
    found, source = schedules_of(case["text"])
    told = [
        [f.line, source.text[f.start : f.end], f.start_year, f.end_year, f.task, *([f.unit] if f.unit else [])]
        for f in found
    ]
    assert told == case["schedules"]


@pytest.mark.parametrize("rule", RULES["periods"], ids=lambda rule: str(rule["example"]))
def test_each_way_of_writing_years(rule: dict[str, Any]) -> None:
    years = read_years("".join(rule["example"].split()), in_column=True)
    assert years is not None
    assert (years.first, years.last) == (rule["start"], rule["end"])
    assert (read_years(rule["example"]) is None) == bool(rule.get("column"))


@pytest.mark.parametrize("rule", RULES["sentences"], ids=lambda rule: str(rule["example"]))
def test_each_sentence_states_its_task(rule: dict[str, Any]) -> None:
    assert [fact.task for fact in schedules_of(f"一、安排\n{rule['example']}")[0]] == [rule["task"]]


@pytest.mark.parametrize("rule", RULES["deadlines"], ids=lambda rule: str(rule["example"]))
def test_each_sentence_that_gives_a_deadline(rule: dict[str, Any]) -> None:
    found, _ = schedules_of(f"一、安排\n{rule['example']}")
    assert [(fact.by, fact.end_year, fact.task) for fact in found] == [(rule["by"], rule["year"], rule["task"])]


@pytest.mark.parametrize("rule", RULES["untils"], ids=lambda rule: str(rule["example"]))
def test_each_way_of_writing_a_deadline(rule: dict[str, Any]) -> None:
    (fact,) = schedules_of(f"一、安排\n{rule['example']}，基本建成城乡急救网络。")[0]
    assert (fact.by, fact.end_year) == (rule["example"].removeprefix("到"), rule["year"])


@pytest.mark.parametrize("row", RULES["no_tasks"], ids=lambda row: str(row["example"]))
def test_a_condition_is_no_task(row: dict[str, Any]) -> None:
    for example in row["example"]:
        text = f"一、安排\n2025年底前{example}，按月核对。"
        assert schedules_of(text)[0] == []
        with without("no_tasks", tuple(row["example"]), schedules):
            assert [fact.task for fact in schedules_of(text)[0]] == [f"{example}，按月核对"]


@pytest.mark.parametrize("rule", RULES["deadlines"] + RULES["sentences"], ids=lambda rule: str(rule["example"]))
def test_each_sentence_says_a_task_a_goal_or_a_span(rule: dict[str, Any]) -> None:
    assert [fact.kind for fact in schedules_of(f"一、安排\n{rule['example']}")[0]] == [rule.get("kind", "task")]


@pytest.mark.parametrize("heading", [word for row in RULES["goal_headings"] for word in row["example"]])
def test_under_a_heading_of_goals_nothing_is_a_task(heading: str) -> None:
    (fact,) = schedules_of(f"一、{heading}\n到2026年，建成城乡一体的急救网络。")[0]
    assert fact.kind == "goal"


@pytest.mark.parametrize("example", [word for row in RULES["measures"] for word in row["example"]])
def test_what_is_measured_is_no_task(example: str) -> None:
    assert schedules_of(f"一、安排\n2023—2025年{example}；按月核对。")[0] == []


def test_the_gazette_tells_tasks_from_goals_and_spans() -> None:
    found, _ = schedules_of(GAZETTE.read_text("utf-8"))
    kinds = {fact.line: fact.kind for fact in found}
    assert {line: kinds[line] for line in (23, 111, 185, 529, 533, 663)} == {
        23: "goal", 111: "goal", 185: "task", 529: "span", 533: "goal", 663: "task",
    }  # fmt: skip
    assert [(fact.by, fact.kind) for fact in found if fact.line in (775, 789)] == [
        ("2022年", "task"), ("2023年", "task"), ("2023年", "task"),
    ]  # fmt: skip


def test_a_deadline_takes_the_office_that_its_clause_names_next() -> None:
    text = (
        "合肥市人民政府关于管网改造的意见\n一、安排\n（一）摸底。2030年底前完成管网普查。（市水务局牵头，市财政局配合）"
    )
    source = SourceText(name="case.txt", text=text, encoding="utf-8", sha256="")
    (document,) = parse(source)
    (fact,) = find_facts(document, source, UnitAuthority()).schedules
    assert (fact.by, fact.unit) == ("2030年底前", "合肥市水务局")


HEADINGS = [
    (table, word) for table in ("task_columns", "unit_columns") for row in RULES[table] for word in row["example"]
]


@pytest.mark.parametrize("heading", [word for row in RULES["period_columns"] for word in row["example"]])
def test_each_heading_of_time_spans(heading: str) -> None:
    (fact,) = schedules_of(f"序号⇥任务⇥{heading}\n1⇥修缮码头⇥2023年—2024年\n2⇥疏浚航道⇥待定")[0]
    assert (fact.task, fact.start_year, fact.end_year) == ("修缮码头", 2023, 2024)


@pytest.mark.parametrize(("use", "heading"), HEADINGS)
def test_each_heading_of_tasks_and_units(use: str, heading: str) -> None:
    header = "任务⇥责任单位⇥实施年限" if use == "unit_columns" else f"{heading}⇥责任单位⇥实施年限"
    header = header.replace("责任单位", heading) if use == "unit_columns" else header
    (fact,) = schedules_of(f"{header}\n修缮码头⇥市港务局⇥2023年—2024年\n疏浚航道⇥市港务局⇥待定")[0]
    assert (fact.task, fact.unit) == ("修缮码头", "市港务局")


def test_the_gazette_states_from_when_to_when_its_tasks_run() -> None:
    found, source = schedules_of(GAZETTE.read_text("utf-8"))
    first = next(fact for fact in found if fact.line == 529)
    assert (first.start_year, first.end_year) == (2022, 2025)
    in_lists = [fact for fact in found if fact.path in (("附件1",), ("附件2",))]
    assert {fact.line for fact in in_lists if fact.path == ("附件1",)} == {*range(663, 692), 693, 694} - {671, 675, 685}
    assert all(source.line_at(fact.start) == fact.line for fact in found)


@given(
    st.lists(
        st.sampled_from(
            [
                "2023年",
                "—",
                "至",
                "2025年",
                "实施期限为",
                "推进治理，",
                "。",
                "一、",
                "\n",
                "\t",
                " ",
                "阶段（",
                "）",
                "2024",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=200, deadline=None)
def test_a_span_slices_the_source_to_the_years_as_printed(parts: list[str]) -> None:
    found, source = schedules_of("一、安排\n" + "".join(parts))
    for fact in found:
        surface = source.text[fact.start : fact.end]
        years = read_years("".join(surface.split()), in_column=True)
        assert years is not None
        assert (fact.start_year, fact.end_year) == (years.first, years.last)
        assert fact.start_year <= fact.end_year
