"""Tables without tabs: rows parted by strokes or by gaps, and lines that only look like such rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.repair.mend import mend
from build_tools.segment.cells import cell_spans
from build_tools.segment.documents import parse
from tests.parsed import faults
from tests.read_cases import source_of

ROWS = (("镇", "面积（亩）", "责任单位"), ("甲镇", "12.5", "县林业局、县水务局"), ("合计", "30", "县 林业局"))
PRINTED = {
    "strokes": "\n".join(f"| {' | '.join(row)} |" for row in ROWS),
    "strokes_and_ruled_lines": "|镇|面积（亩）|责任单位|\n|:--|--|---|\n|甲镇|12.5|县林业局、县水务局|\n\n|合计|30|县 林业局|",
    "box": "┌──┬──┬──┐\n│镇│面积（亩）│责任单位│\n├──┼──┼──┤\n│甲镇│12.5│县林业局、县水务局│\n│合计│30│县 林业局│\n└──┴──┴──┘",
    "gaps": "镇    面积（亩）  责任单位\n甲镇  12.5        县林业局、县水务局\n合计　　30　　　　县 林业局",
}


@pytest.mark.parametrize("form", PRINTED)
def test_rows_become_a_table_whose_cells_stand_in_the_source(form: str) -> None:
    source = source_of(f"一、任务\n任务如下。\n{PRINTED[form]}\n二、要求\n抓好落实。\n")
    (document,) = parse(source)
    (table,) = document.tables
    assert [tuple("".join(cell.split()) for cell in row.cells) for row in table.rows] == [
        tuple("".join(cell.split()) for cell in row) for row in ROWS
    ]
    for row, printed in zip(table.rows, ROWS, strict=True):
        spans = cell_spans(row, source)
        assert [source.text[slice(*span)] for span in spans if span] == list(printed)
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    assert faults(source, (document,)) == []


@pytest.mark.parametrize(
    "text",
    [
        "农业农村部　　财政部\n国家林草局　　水利部\n商务部　　海关总署\n",
        "张某某　　李某某　　王某某\n赵某某　　钱某某　　孙某某\n周某某　　吴某某　　郑某某\n",
        "首页 | 政务公开\n落实“双随机|一公开”。\n",
        "第一章　　总　　则　　1\n第一条　　为了节水，制定本办法。\n第二条　　本办法适用于本市。\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert all("\t" not in (repair.put or "") for repair in mend(source_of(text)).repairs)


@given(
    st.lists(
        st.sampled_from(["|甲|1|", "|乙|", "|--|--|", "甲  1  乙", "丙　　2　　丁", "", "正文。", "⇥甲"]), max_size=12
    )
)
def test_nothing_is_lost_in_any_mixture_of_rows(lines: list[str]) -> None:
    source = source_of("\n".join(["一、任务", *lines]) + "\n")
    assert faults(source, parse(source)) == []
