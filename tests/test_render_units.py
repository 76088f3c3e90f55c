"""Pages and tables of units; cells that a spreadsheet must not run."""

from __future__ import annotations

import csv
import functools
import io
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.facts import Schedule
from build_tools.model.knowledge import Unit
from build_tools.render.library import Library
from build_tools.render.pages import all_pages
from build_tools.render.templating import render
from build_tools.render.views.units import unit_tables
from build_tools.spreadsheet import csv_text, harmless
from build_tools.store.corpus import Corpus, corpus_of, load_corpus
from tests.made import duty, found, made, stating
from tests.rendering import Reader, html_of


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1＋1", "＋1", "－1", "＠x", "−1", " =1", "　＝1", "\t=1", "\r", "\n="]
)
def test_what_a_spreadsheet_would_run_is_kept_from_it(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["甲市财政局", "3%", "10—50万元", "（一）", "", 5, -5, None, True])
def test_all_else_stays_as_it_is(value: object) -> None:
    assert harmless(value) is value


@given(st.lists(st.lists(st.text(alphabet="甲乙=＝ ,\"'\n\r\t-"), min_size=2, max_size=4)))
def test_rows_read_back(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(csv_text(rows).removeprefix("\ufeff"), newline="")))
    assert back == [[str(harmless(value)) for value in row] for row in rows]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    first, _ = made(
        "甲政〔2022〕1号", "a-2022-1", "关于工业的意见",
        [("一", "支持上市", "牵头单位：甲市财政局；配合单位：甲市工信局。"), ("二", "降低成本", "责任单位：甲市工信局。")],
    )  # fmt: skip
    second, _ = made(
        "甲政〔2023〕2号",
        "a-2023-2",
        "=关于外贸的意见",
        [("一", "稳定外贸", "配合单位：甲市工信局。")],
        date="2023-01-01",
    )
    return corpus_of(
        [
            stating(
                first,
                responsibilities=(
                    duty(first, ("一",), "甲市财政局"), duty(first, ("一",), "甲市工信局", "support"),
                    duty(first, ("二",), "甲市工信局", "responsible"),
                ),
            ),
            stating(second, responsibilities=duty(second, ("一",), "甲市工信局", "support")),
        ]
    )  # fmt: skip


def test_a_unit_s_page_tells_all_its_parts_and_who_leads(corpus: Corpus) -> None:
    pages = {page.name: render(page) for page in all_pages(Library(corpus))}
    reader = Reader(html_of(pages[f"unit/{corpus.unit_slug('甲市工信局')}"]))
    assert {"responsible", "support"} <= set(reader.by_id)
    for words in (
        "一、支持上市",
        "关于工业的意见",
        "甲市财政局",
        "二、降低成本",
        "一、稳定外贸",
        "配合 2 条",
        "责任 1 条",
    ):
        assert words in reader.text, words


def test_the_table_of_a_unit_holds_just_its_own_rows(corpus: Corpus) -> None:
    tables = {unit.name: text for unit, text in unit_tables(Library(corpus))}
    rows = list(csv.DictReader(io.StringIO(tables["甲市工信局"].removeprefix("\ufeff"), newline="")))
    assert [(row["文号"], row["职责"], row["条款"], row["牵头单位"], row["地址"]) for row in rows] == [
        ("甲政〔2023〕2号", "配合", "一、稳定外贸", "", "doc/a-2023-2/c1/"),
        ("甲政〔2022〕1号", "配合", "一、支持上市", "甲市财政局", "doc/a-2022-1/c1/"),
        ("甲政〔2022〕1号", "责任", "二、降低成本", "", "doc/a-2022-1/c2/"),
    ]
    assert rows[0]["文件"] == "'=关于外贸的意见"


@pytest.mark.parametrize(
    ("dues", "told"),
    [
        ([{"by": "2023年9月底前"}], "2023年9月底前"),
        ([{"end_year": 2025}, {"end_year": 2025}, {"by": "2024年底"}], "2023—2025年；2024年底"),
        ([{"end_year": 2023 + n} for n in range(4)], "2023—2026年；共 4 项"),
        ([{"kind": "goal", "by": "到2025年"}], ""),
    ],
    ids=["as printed", "each once", "many", "no task"],
)
def test_a_unit_s_table_tells_until_when(dues: list[dict[str, Any]], told: str) -> None:
    first, _ = made("甲政〔2022〕1号", "a-2022-1", "关于水的意见", [("一", "封井", "封填水井。责任单位：甲市水利局。")])
    due = tuple(
        Schedule(
            **{**found(first, ("一",), "封填水井"), "task": "封填水井", "start_year": 2023, "end_year": 2023, **of}
        )
        for of in dues
    )
    library = Library(corpus_of([stating(first, responsibilities=duty(first, ("一",), "甲市水利局"), schedules=due)]))
    table = {unit.name: text for unit, text in unit_tables(library)}["甲市水利局"]
    row = next(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert row["期限"] == told
    page = next(page for page in all_pages(library) if page.name.startswith("unit/"))
    shown = Reader(html_of(render(page))).text
    assert ("期限" in shown, told in shown) == (bool(told), True)


def test_each_cell_of_a_matrix_tells_its_clause(corpus: Corpus) -> None:
    page = next(page for page in all_pages(Library(corpus)) if page.name == "doc/a-2022-1")
    reader = Reader(html_of(render(page)))
    cells = [cell["data-label"] for cell in reader.all("td") if cell.get("class") in ("lead", "support", "responsible")]
    assert sorted(cells) == ["一、支持上市", "一、支持上市", "二、降低成本"]


def test_a_name_that_no_text_holds_is_never_said_to_be_written_there() -> None:
    record, _ = made(
        "甲政〔2022〕1号",
        "a-2022-1",
        "关于园区的意见",
        [("一", "建园", "东湖新区管委会负责建园。责任单位：市财政局。"), ("二", "管水", "责任单位：甲市水务局。")],
    )
    duties = (
        msgspec.structs.replace(duty(record, ("一",), "市财政局"), unit="甲市财政局"),
        duty(record, ("一",), "东湖新区管委会"),
        duty(record, ("二",), "甲市水务局"),
    )
    table = (
        Unit(name="甲市财政局", aliases=("甲市国库局",)),
        Unit(name="东湖新区管委会", aliases=("东湖新区", "甲市东湖新区管委会")),
        Unit(name="甲市水务局", aliases=("甲市水利局",)),
    )
    library = Library(corpus_of([stating(record, responsibilities=duties)], table))
    shown = {
        page.title: Reader(html_of(render(page))).text for page in all_pages(library) if page.name.startswith("unit/")
    }
    names = {name: re.findall(r"(文件中也写作|又称)：([^（\n]+)", text) for name, text in shown.items()}
    assert names == {
        "甲市财政局": [("文件中也写作", "市财政局"), ("又称", "甲市国库局")],
        "东湖新区管委会": [("又称", "东湖新区、甲市东湖新区管委会")],
        "甲市水务局": [("又称", "甲市水利局")],
    }


def test_on_the_site_every_name_that_is_said_to_be_written_is(root: Path) -> None:
    library = Library(load_corpus(root / "structured"))
    source = "".join("".join(file.read_text("utf-8").split()) for file in (root / "sources").glob("*.txt"))
    pages = [page for page in all_pages(library) if page.template == "unit"]
    assert any(page.data["names"]["written"] for page in pages)
    for page in pages:
        for name in page.data["names"]["written"]:
            assert name in source, (page.title, name)
        for name in page.data["names"]["known"]:
            longer = [form for form in library.unit_by_form if name in form and form != name]
            rest = functools.reduce(lambda text, form: text.replace(form, "\0"), longer, source)
            assert name not in rest, (page.title, name)
