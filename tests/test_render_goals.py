"""Goals are told with the words of the text; one that is stated several times is told once, with all its places."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from build_tools.model.document import Paragraph, Table, TableRow
from build_tools.model.facts import StructuredDocument, Target
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import goals, home, printed, targets
from build_tools.render.views.document import document_page
from build_tools.rules import load_rules
from build_tools.store.corpus import corpus_of
from tests.made import found, made, stating
from tests.rendering import Reader, html_of


def target(value: float, unit: str | None, value_max: Any = None, **of: Any) -> Target:
    fields: dict[str, Any] = {
        "path": ("一",),
        "line": 1,
        "start": 0,
        "end": 0,
        "indicator": "项",
        "op": ">=",
        "deadline": None,
    }
    return Target(**{**fields, "value": value, "unit": unit, "value_max": value_max, **of})


@pytest.mark.parametrize(
    ("words", "fact", "shown"),
    [
        ("到2030年绿地率达40%", target(40, "%"), "达40%"),
        ("产值突破2000亿元", target(2000, "亿元"), "突破2000亿元"),
        ("引进研究院20家左右", target(20, "家"), "20家左右"),
        ("压减煤耗在30万吨以内", target(30, "万吨"), "30万吨以内"),
        ("抽检比例逐步提高到60%以上", target(60, "%"), "逐步提高到60%以上"),
        ("建成3—5个公园", target(3, "个", 5), "3—5个"),
        ("开展至少两轮巡查", target(2, "轮"), "至少两轮"),
        ("到2025年建成2025个泊位", target(2025, "个"), "2025个"),
        ("大力发展", target(9, "个"), ""),
    ],
)
def test_a_figure_is_told_as_it_is_printed(words: str, fact: Target, shown: str) -> None:
    assert printed.in_words(words, fact) == shown
    assert shown in words


@pytest.mark.parametrize("table", ["before", "behind"])
def test_every_word_of_comparison_fits_its_example(table: str) -> None:
    for row in load_rules(printed.RULES, table, printed.Words):
        left, right = re.split("【.*】", row.example)
        assert re.search(f"(?:{row.words})$", left) if table == "before" else re.match(row.words, right), row.example


def test_every_word_beside_a_name_fits_its_example() -> None:
    for row in load_rules(goals.RULES, "beside", goals.Words):
        assert re.sub(row.words, "", row.example) == row.name


def planning() -> StructuredDocument:
    """Goals in the text, one of them stated twice, and a table that states one of them again, with where it starts."""
    record, _ = made("甲政〔2022〕5号", "jia-2022-5", "关于植树的规划", [
        ("一", "目标", "到2030年，林场达到12家，苗圃达8处。"),
        ("二", "林场工程", "到2030年，全市林场达12家。"),
        ("三", "指标", "见表。"),
    ])  # fmt: skip
    at = record.document.clauses[2].paragraphs[-1]
    table = Table(
        id="t1", path=("三",), title="指标表", line=at.line, end_line=at.line, columns=("指标", "2020年", "2030年"),
        rows=(TableRow(line=at.line, start=at.start, end=at.end, cells=("苗圃数量（处）", "3", "8.0")),),
    )  # fmt: skip
    place = Paragraph(role="table", text="", line=at.line, end_line=at.line, start=at.start, end=at.end, table="t1")
    holder = msgspec.structs.replace(record.document.clauses[2], paragraphs=(place,))
    document = msgspec.structs.replace(record.document, clauses=(*record.document.clauses[:2], holder), tables=(table,))
    record = msgspec.structs.replace(record, document=document)
    cell: dict[str, Any] = {"path": ("三",), "line": at.line, "start": at.start, "end": at.end}
    facts = (
        target(12, "家", indicator="林场", deadline="2030", **found(record, ("一",), "林场达到12家")),
        target(8, "处", indicator="苗圃", deadline="2030", **found(record, ("一",), "苗圃达8处")),
        target(12, "家", indicator="全市林场", deadline="2030", **found(record, ("二",), "全市林场达12家")),
        target(8, "处", indicator="苗圃数量", deadline="2030", baseline=3, from_table=True, **{**cell, "op": "="}),
    )
    return stating(record, targets=facts)


def test_what_is_stated_several_times_is_one_goal_with_all_its_places() -> None:
    library = Library(corpus_of([planning()]))
    entry = library.documents[0]
    rows = [targets.goal_row(library, entry, goal) for goal in goals.goals_of(entry)]
    assert [(row["fact"].indicator, row["figure"], row["baseline"], row["base_year"]) for row in rows] == [
        ("林场", "达到12家", "", ""),
        ("苗圃", "达8处", "3处", "2020"),
    ]
    assert [[(place["link"].text, place["other"]) for place in row["places"]] for row in rows] == [
        [("一、目标", ""), ("二、林场工程", "达12家")],
        [("一、目标", ""), ("三、指标", "8.0处")],
    ]


def test_other_years_figures_and_rows_of_one_table_are_other_goals() -> None:
    record = planning()
    twelve = record.facts.targets[0]
    others = (
        msgspec.structs.replace(twelve, line=9, deadline="2035"),
        msgspec.structs.replace(twelve, line=9, value=13),
        msgspec.structs.replace(twelve, indicator="示范林场"),  # on the same line
        msgspec.structs.replace(twelve, line=9, indicator="茶园"),
    )
    for other in others:
        assert len(goals.goals_of(stating(record, targets=(twelve, other)))) == 2


def test_one_number_of_goals_everywhere() -> None:
    library = Library(corpus_of([planning()]))
    page = targets.targets_page(library)
    assert page.data["count"] == 2
    assert home.home_page(library).data["counts"]["targets"] == 2
    assert document_page(library, library.documents[0]).data["counts"]["targets"] == 2
    assert sum(len(rows) for _, rows in page.data["by_year"]) == 2
    text = Reader(html_of(render(page))).text
    assert "不低于" not in text
    assert "没有完成情况" in text
    assert "三、指标的表（写作 8.0处）" in text
