from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract import appointments, person_names, posts
from build_tools.extract.appointment_forms import find_clauses, listed, part
from build_tools.extract.appointments import acts, find_appointments
from build_tools.extract.person_names import split_run_on
from build_tools.extract.posts import split_post
from build_tools.model.facts import Appointment
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice

RULES: dict[str, list[dict[str, Any]]] = {
    name: rows
    for room in (appointments, posts, person_names)
    for name, rows in yaml.safe_load(Path(str(room.__file__)).with_suffix(".yml").read_text("utf-8")).items()
}


def told(text: str, title: str = "关于某某等同志任免职的通知") -> list[Appointment]:
    return list(find_appointments(*notice(text, title=title)))


@pytest.mark.parametrize("case", cases("appointments"), ids=lambda case: str(case["name"]))
def test_appointments_of_a_text(case: dict[str, Any]) -> None:
    header = {"title": case["title"]} if "title" in case else {}
    facts = told(case["text"], **header)
    found = [f"{f.action} {f.person} | {f.organization} | {f.post}{'（兼）' if f.concurrent else ''}" for f in facts]
    assert found == case["expect"]
    assert {f.date for f in facts} <= {case.get("date", "2023-03-01")}


@pytest.mark.parametrize("row", RULES["posts"], ids=lambda row: str(row["example"]))
def test_each_post(row: dict[str, Any]) -> None:
    assert split_post("合肥市水务集团" + row["example"]) == ("合肥市水务集团", row["example"])


@pytest.mark.parametrize("row", RULES["verbs"], ids=lambda row: str(row["example"]))
def test_each_verb(row: dict[str, Any]) -> None:
    assert [(act.person, act.action) for act in acts(row["example"] + "。", notice=True)] == [("某某", row["action"])]


@pytest.mark.parametrize("row", RULES["links"], ids=lambda row: str(row["example"]))
def test_each_word_between_a_person_and_the_post(row: dict[str, Any]) -> None:
    assert [(act.person, act.action) for act in acts(row["example"] + "。", notice=True)] == [("某某", "任命")]


@pytest.mark.parametrize("row", [*RULES["families"], *RULES["doubles"]], ids=lambda row: str(row["example"]))
def test_a_name_ends_where_the_unit_begins(row: dict[str, Any]) -> None:
    assert split_run_on(f"{row['example']}规划处副处长") == ([row["example"]], "规划处副处长")


@pytest.mark.parametrize("words", ["规划处副处长", "综合业务司司长", "林业", ""])
def test_no_name_is_made_of_a_unit(words: str) -> None:
    assert split_run_on(words) is None


@pytest.mark.parametrize("row", RULES["not_persons"], ids=lambda row: str(row["example"]))
def test_each_word_that_is_no_person(row: dict[str, Any]) -> None:
    assert all(act.doubt == "原文未写明是谁" for act in acts(row["example"] + "。"))


def test_a_removal_alone_says_that_the_new_post_is_not_told() -> None:
    both, alone = told("任命李明同志为市科技局局长，免去其市财政局副局长职务。\n免去王芳同志的市审计局副局长职务。")[1:]
    assert both.doubt is None
    assert alone.doubt == "本件只载明免职，未载明新任职务"


def test_every_act_of_the_gazette_slices_the_source() -> None:
    source = read_file(GAZETTE)
    facts = [fact for document in parse(source) for fact in find_appointments(document, source)]
    assert len(facts) == 23
    for fact in facts:
        words = source.text[fact.start : fact.end]
        assert fact.post in words
        assert fact.organization in words
        assert source.line_at(fact.start) == fact.line


@given(
    st.lists(
        st.tuples(st.sampled_from(["李明", "王芳", "欧阳文", "任远为", "马为民"]), st.sampled_from(["局长", "副主任", "总工程师"])),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_each_line_of_a_notice_is_one_act(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"任命{person}同志为合肥市审计局{post}；" for person, post in lines)
    assert [(f.person, f.post) for f in told(text)] == lines


@settings(max_examples=200)
@given(st.text(alphabet="任命免去聘解其同志为兼的市局长主席职务张王李，。；、（） \n", max_size=100))
def test_any_text_is_read_without_error(text: str) -> None:
    for act in acts(text):
        assert 0 <= act.start < act.end <= len(text)


@pytest.mark.parametrize("row", RULES["forms"], ids=lambda row: str(row["form"]))
def test_each_form_is_found_by_its_own_row(row: dict[str, Any]) -> None:
    said = re.search("【(.+)】", row["example"])
    assert said is not None
    found = [(clause.form, clause.match[0]) for clause in find_clauses(re.sub("[【】]", "", row["example"]))]
    assert (row["form"], said[1]) in found


@pytest.mark.parametrize("row", RULES["parts"], ids=lambda row: str(row["name"]))
def test_each_part_of_the_forms(row: dict[str, Any]) -> None:
    assert re.fullmatch(part(row["name"]), row["example"])


@pytest.mark.parametrize("row", RULES["listed"], ids=lambda row: str(row["example"]))
def test_each_line_of_a_list(row: dict[str, Any]) -> None:
    assert listed().fullmatch(row["example"])
