from __future__ import annotations

import pytest

from build_tools.model.document import TableRow
from build_tools.model.text import SourceText
from build_tools.segment.cells import cell_spans, cell_texts


def slices(printed: str, cells: tuple[str, ...]) -> list[str | None]:
    source = SourceText(name="case.txt", text=printed, encoding="utf-8", sha256="")
    row = TableRow(line=1, start=0, end=len(printed), cells=cells)
    return [span and source.text[slice(*span)] for span in cell_spans(row, source)]


@pytest.mark.parametrize(
    ("printed", "cells", "expected"),
    [
        ("1\t甲区\t100", ("1", "甲区", "100"), ["1", "甲区", "100"]),
        ("\t\t 甲区 \t", ("", "", "甲区", ""), [None, None, "甲区", None]),
        ("甲区\t100\t\t", ("", "甲区", "100", ""), [None, "甲区", "100", None]),  # put right: one column further
        ("甲区\t2022 年—2023 年", ("甲区", "2022年—2023年"), ["甲区", "2022 年—2023 年"]),
        (
            "甲区\t对检查井逐一\n\n排查。\t市水利局",
            ("甲区", "对检查井逐一排查。", "市水利局"),
            ["甲区", "对检查井逐一\n\n排查。", "市水利局"],
        ),
        ("\t", ("", ""), [None, None]),
    ],
)
def test_each_cell_with_text_has_its_place(printed: str, cells: tuple[str, ...], expected: list[str | None]) -> None:
    assert slices(printed, cells) == expected


def test_the_words_of_a_cell_lead_back_to_the_source() -> None:
    source = SourceText(name="case.txt", text="表\n甲区\t\t2022 年", encoding="utf-8", sha256="")
    row = TableRow(line=2, start=2, end=len(source.text), cells=("甲区", "", "2022年"))
    found = [(index, mapped.text, mapped.span(0, 2)) for index, mapped in cell_texts(row, source)]
    assert found == [(0, "甲区", (2, 4)), (2, "2022 年", (6, 8))]


def test_a_cell_that_a_repair_rewrote_keeps_its_place() -> None:
    assert slices("甲 and 乙\t市财政局,市水利局", ("甲和乙", "市财政局、市水利局")) == [
        "甲 and 乙",
        "市财政局,市水利局",
    ]
