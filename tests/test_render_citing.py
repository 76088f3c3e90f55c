"""How a place is named in an official letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from build_tools.model.document import Clause
from build_tools.render import citing
from build_tools.rules import load_rules
from tests.made import made

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("citing.yml").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize("row", citing.forms(), ids=lambda row: row.example)
def test_every_row_of_forms_gives_its_example(row: citing.Form) -> None:
    assert citing.place_name(row.path) == row.example


@pytest.mark.parametrize("row", citing.marks(), ids=lambda row: row.example)
def test_every_row_of_marks_gives_its_example(row: citing.Form) -> None:
    assert citing.mark(row.path[-1]) == row.example


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case["path"]))
def test_cases(case: dict[str, Any]) -> None:
    assert citing.place_name(tuple(case["path"])) == case["says"]


def test_title_and_number_stand_before_the_place() -> None:
    record, _ = made("甲政〔2022〕3号", "jiazheng-2022-3", "甲市人民政府关于某事的意见", [("一", "总则", "正文。")])
    assert citing.citation(record.document, ("一",)) == "《甲市人民政府关于某事的意见》（甲政〔2022〕3号）第一部分"


def test_a_document_without_number_is_told_by_its_date() -> None:
    record, _ = made("任免通知2022-07-01", "x", "甲市人民政府任免通知", [("一", "甲", "乙。")], date="2022-07-01")
    assert citing.citation(record.document) == "《甲市人民政府任免通知》（2022年7月1日）"


@pytest.mark.parametrize(
    ("path", "ordinal", "name"),
    [(("第五条",), 2, "第二款"), (("第五条",), 12, "第十二款"), (("三", "（一）"), 2, "第2自然段")],
)
def test_a_paragraph_of_an_article_is_a_kuan(path: tuple[str, ...], ordinal: int, name: str) -> None:
    assert citing.paragraph_name(path, ordinal) == name


@pytest.mark.parametrize(
    ("num", "shown"),
    [("三", "三、甲"), ("（二）", "（二）甲"), ("1", "1. 甲"), ("第五条", "第五条 甲"), ("附件1", "附件1 甲")],
)
def test_heading_as_printed(num: str, shown: str) -> None:
    assert citing.heading(Clause(id="x", path=(num,), num=num, heading="甲", line=1, end_line=1)) == shown


@pytest.mark.parametrize("row", load_rules(citing.RULES, "short", citing.Short), ids=lambda row: row.name)
def test_every_row_of_short_leaves_its_name(row: citing.Short) -> None:
    assert citing.short_name(row.example) == row.name


def test_a_title_that_no_row_fits_stays_whole() -> None:
    assert citing.short_name("任免通知") == "任免通知"


@pytest.mark.parametrize("row", citing.verbs(), ids=lambda row: row.verb)
def test_every_verb_stands_in_its_example(row: citing.Verb) -> None:
    assert next(other.verb for other in citing.verbs() if other.verb in row.example) == row.verb


def test_a_place_in_an_issued_text_is_cited_by_that_text() -> None:
    record, _ = made("甲政办〔2021〕5号", "x", "甲市人民政府办公厅关于印发城市排水管理办法的通知",
                     [("前言", "", "现印发给你们。\n城市排水管理办法"), ("二", "职责", "各负其责。"), ("附则", "", "自印发之日起施行。")])  # fmt: skip
    preamble = record.document.clauses[0]
    title = msgspec.structs.replace(preamble.paragraphs[1], role="enclosed_title")
    preamble = msgspec.structs.replace(preamble, paragraphs=(preamble.paragraphs[0], title))
    document = msgspec.structs.replace(record.document, clauses=(preamble, *record.document.clauses[1:]))
    assert citing.citation(document, ("二",)) == "《城市排水管理办法》（甲政办〔2021〕5号印发）第二部分"
    assert citing.citation(document, ("附则",)) == "《城市排水管理办法》（甲政办〔2021〕5号印发）结尾部分"
    notice = "《甲市人民政府办公厅关于印发城市排水管理办法的通知》（甲政办〔2021〕5号）"
    assert citing.citation(document) == notice
    assert citing.citation(document, ("前言",)) == f"{notice}开头部分"
