from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.extract import validity
from build_tools.extract.validity import find_validity, told
from build_tools.model.facts import Validity
from tests.read_cases import cases, notice

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(validity.__file__).with_suffix(".yml").read_text("utf-8"))


def read(text: str, title: str = "关于做好有关工作的意见") -> Validity:
    return find_validity(*notice(text, title=title))


@pytest.mark.parametrize("case", cases("validity"), ids=lambda case: str(case["name"]))
def test_validity_of_a_text(case: dict[str, Any]) -> None:
    found = read(case["text"], *([case["title"]] if "title" in case else []))
    assert (found.effective, found.expires) == (case.get("effective"), case.get("expires"))
    assert found.period == (tuple(case["period"]) if "period" in case else None)
    assert found.status == "公报未载明"
    assert (found.effective_line is None) == (found.effective is None)


@pytest.mark.parametrize(
    ("table", "row"),
    [(table, row) for table in ("effective", "expires") for row in RULES[table]],
    ids=lambda value: str(value["example"]) if isinstance(value, dict) else str(value),
)
def test_each_way_of_saying_from_or_until_when(table: str, row: dict[str, Any]) -> None:
    said = told(table, row["example"])
    assert said is not None
    assert said.value == row["reads"]


@pytest.mark.parametrize("row", RULES["selves"], ids=lambda row: str(row["example"]))
def test_each_way_of_speaking_of_itself(row: dict[str, Any]) -> None:
    assert read(f"一、附则\n{row['example']}").effective is not None


@pytest.mark.parametrize("row", RULES["plans"], ids=lambda row: str(row["word"]))
def test_each_five_year_plan(row: dict[str, Any]) -> None:
    assert read("一、任务\n（一）推进。抓好落实。", f"合肥市{row['word']}能源规划").period == (
        row["first"],
        row["last"],
    )


@pytest.mark.parametrize("row", RULES["years"], ids=lambda row: str(row["example"]))
def test_each_span_of_years(row: dict[str, Any]) -> None:
    assert read("一、任务\n（一）推进。抓好落实。", f"合肥市节水{row['example']}").period == (2023, 2025)


@pytest.mark.parametrize("row", RULES["period_words"], ids=lambda row: str(row["example"]))
def test_each_word_for_the_period(row: dict[str, Any]) -> None:
    assert read(f"一、总则\n（一）期限。{row['example']}。").period == (2021, 2025)


@pytest.mark.parametrize("row", RULES["status"], ids=lambda row: str(row["example"]))
def test_each_note_on_the_end_of_a_document(row: dict[str, Any]) -> None:
    assert read("一、任务\n（一）推进。抓好落实。", f"关于停车管理的办法{row['example']}").status == row["status"]


def test_a_word_on_another_documents_end_is_no_status() -> None:
    assert read("一、任务\n（一）清理。《合肥市旧办法》已废止。").status == "公报未载明"
