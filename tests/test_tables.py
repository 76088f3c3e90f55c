from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.model.document import Table
from build_tools.model.text import Edit, SourceText, apply_edits
from build_tools.segment.cells import cell_spans
from build_tools.segment.tables import refine
from tests.printed_tables import printed_table

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "tables.yml").read_text("utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def as_cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in f" {row} ".split(" |"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_table_reads_as_it_was_printed(case: dict[str, Any]) -> None:
    table, source = printed_table(case["printed"])
    refined, repairs = refine(table, source)
    if "columns" in case:
        assert list(refined.columns) == case["columns"]
    if "unit" in case:
        assert refined.unit == case["unit"]
    if "rows" in case:
        assert [row.cells for row in refined.body] == [as_cells(row) for row in case["rows"]]
    assert [repair.line for repair in repairs if repair.kind == "table_shift"] == case.get("moved", [])
    doubts = [(row.line, row.doubt) for row in refined.rows if row.doubt]
    wanted = case.get("doubts", [])
    assert [line for line, _ in doubts] == [line for line, _ in wanted]
    assert all(words in said for (_, said), (_, words) in zip(doubts, wanted, strict=True))
    for verdict, words in case.get("audit", []):
        assert any(a.verdict == verdict and words in a.what for a in refined.audit), (verdict, words, refined.audit)
    for word in case.get("silent", []):
        assert not any(word in audit.what for audit in refined.audit)
    assert len(refined.doubts) == len(case.get("table_doubts", []))
    for words in case.get("table_doubts", []):
        assert any(words in doubt for doubt in refined.doubts)


GAZETTE = Path(__file__).resolve().parents[1] / "sources" / "000_d8b16eeae878069a.txt"


@pytest.fixture(scope="module")
def gazette() -> list[str]:
    return GAZETTE.read_text("utf-8").split("\n")


def gazette_table(lines: list[str], first: int, last: int) -> tuple[Table, tuple[str, ...]]:
    text = "\n".join(line.replace(" 年", "年") for line in lines[first - 1 : last])
    refined, repairs = refine(*printed_table(text))
    return refined, tuple(f"{r.line + first - 1} {r.kind}" for r in repairs)


def test_every_way_of_sliding_in_the_task_list_of_the_gazette_is_put_right(gazette: list[str]) -> None:
    table, repairs = gazette_table(gazette, 662, 694)
    assert repairs == tuple(f"{line} table_shift" for line in (671, 672, 692, 693, 694))
    row = {r.line + 661: r for r in table.rows}
    assert row[671].cells[:2] == ("", "")
    assert row[671].cells[2].startswith("3. ")
    assert row[671].cells[3].startswith("(9)")
    assert row[671].cells[4] == ""
    assert "实施年限" in (row[671].doubt or "")
    assert row[672].cells[3].startswith("(10)")
    assert row[672].cells[4] == "2023年—2025年"
    assert row[673].cells[2].startswith("4. ")
    assert row[692].cells[:3] == (
        "四",
        "打通土壤及地下水同管同防同治通道",
        "12. 探索地块尺度土壤和地下水污染协同管理办法",
    )
    assert row[692].cells[3:] == ("", "")
    assert "具体任务" in (row[692].doubt or "")
    assert row[694].cells[3].startswith("(30)")
    assert row[694].cells[4] == "2024年—2025年"
    assert [a.what for a in table.audit if a.verdict == "differs"] == ["“具体任务”栏编号：(27)之后为(29)，缺28"]


def test_the_goals_of_the_gazette_have_nine_columns_and_say_where_their_sums_differ(gazette: list[str]) -> None:
    table, repairs = gazette_table(gazette, 829, 849)
    assert repairs == ()
    assert table.columns[2] == "地下水压减指标|2025年|浅层地下水|城区"
    assert table.columns[4] == "地下水压减指标|2025年|深层地下水"
    assert table.columns[8] == "地下水压减指标|2035年|合计"
    assert len(table.body) == 17
    differing = {(a.stated, a.computed) for a in table.audit if a.verdict == "differs"}
    assert differing == {("10950", "5000"), ("1600", "300")}
    assert sum("（推断，原表未说明）" in doubt for doubt in table.doubts) == 2


CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "一",
            "1",
            "12.5%",
            "2023年",
            "1. 开展巡查",
            "(2) 建档",
            "市财政局",
            "合计",
            "小计",
            "—",
            "项目（共3项）",
        ]
    ),
    st.text(st.sampled_from("甲乙丙，。 0123456789"), max_size=12),
)
PRINTED = st.lists(st.lists(CELL, min_size=1, max_size=7).map("⇥".join), min_size=1, max_size=14).map("\n".join)


@given(PRINTED)
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost_added_or_reordered(printed: str) -> None:
    table, source = printed_table(printed)
    refined, _ = refine(table, source)
    assert squeezed("".join("".join(row.cells) for row in refined.rows)) == squeezed(source.text)


@given(PRINTED)
@settings(max_examples=300, deadline=None)
def test_rows_are_as_wide_as_the_table_and_cells_slice_the_source(printed: str) -> None:
    table, source = printed_table(printed)
    refined, _ = refine(table, source)
    for row in refined.rows:
        assert len(row.cells) == len(refined.columns)
        spans = cell_spans(row, source)
        for cell, span in zip(row.cells, spans, strict=True):
            assert (span is None) == (not cell)
            if span:
                assert squeezed(source.text[slice(*span)]) == squeezed(cell)


@given(PRINTED)
@settings(max_examples=300, deadline=None)
def test_records_of_moved_rows_rewrite_the_row_as_it_reads(printed: str) -> None:
    table, source = printed_table(printed)
    refined, repairs = refine(table, source)
    rows = {row.start: row for row in refined.rows}
    for repair in repairs:
        if repair.kind == "table_shift" and repair.put is not None:
            text = apply_edits(source.text, [Edit(repair.start, repair.end, repair.put)], repair.start, repair.end).text
            assert tuple(text.split("\t")) == rows[repair.start].cells


def test_reading_twice_changes_nothing_more() -> None:
    for case in CASES:
        table, source = printed_table(case["printed"])
        refined, _ = refine(table, source)
        lines = "\n".join("\t".join(row.cells) for row in refined.rows)
        again, repairs = refine(*printed_table(lines))
        assert repairs == ()
        assert again.columns == refined.columns
        assert [row.cells for row in again.rows] == [row.cells for row in refined.rows]


def test_more_columns_than_a_page_holds_stay_as_they_are() -> None:
    line = "\t".join(["1"] * 3000)
    source = SourceText(name="wide.txt", text=f"{line}\n{line}", encoding="utf-8", sha256="")
    table, _ = printed_table(source.text)
    refined, repairs = refine(table, source)
    assert repairs == ()
    assert [row.cells for row in refined.rows] == [row.cells for row in table.rows]
