"""What the filter of 奖补查询 and the calculator do with words and figures, apart from the page."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_tools.render.views.alike import alike, packed
from build_tools.search.tables import TABLES, Synonym, load_synonyms
from build_tools.web import toolchain

CALLS = Path(__file__).with_name("web_calls.mjs")


def call(*calls: tuple[str, str, list[Any]]) -> list[Any]:
    """Results of functions of build_tools/web/lib, run by the locked Node."""
    wanted = json.dumps([{"module": module, "name": name, "args": args} for module, name, args in calls])
    done = subprocess.run([toolchain.node(), str(CALLS)], input=wanted, capture_output=True, text=True, check=True)
    results: list[Any] = json.loads(done.stdout)
    return results


FIGURES = [
    ("1.5亿", 150_000_000), ("一亿五", 150_000_000), ("１２３", 1_230_000), ("1,000", 10_000_000), ("6000万元", 60_000_000),
    ("600000元", 600_000), ("2万3500", 23_500), ("三百万", 3_000_000), ("一亿零五十万", 100_500_000), ("十五", 150_000),
    ("1亿5000万", 150_000_000), ("3万5", 35_000), ("￥80万", 800_000), ("两千万", 20_000_000), ("百万", 1_000_000),
]  # fmt: skip


def test_figures_as_people_write_them() -> None:
    found = call(*(("quantity", "readQuantity", [text, 10_000]) for text, _ in FIGURES))
    assert [row.get("value") for row in found] == [value for _, value in FIGURES]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-5", "负数"),
        ("负五万", "负数"),
        ("很多", "看不懂"),
        ("10%", "看不懂"),
        ("万元", "看不懂"),
        ("1.2.3", "看不懂"),
        ("1亿5000", "5000"),
    ],
)
def test_what_is_wrong_with_a_figure_is_told(text: str, says: str) -> None:
    (found,) = call(("quantity", "readQuantity", [text, 10_000]))
    assert says in found["error"]


def test_a_cell_is_no_formula_in_any_width() -> None:
    cells = [
        "=1+1",
        "＝1+1",
        "+1",
        "＋1",
        "-1",
        "－1",
        "@SUM",
        "＠SUM",
        "\t=1",
        " =1",
        "　＝1",
        "=cmd|' /C calc'!A0",
        "奖励,“补贴”",
        '引"号',
        "平常",
    ]
    (line,) = call(("rows", "csvLine", [cells]))
    (read,) = csv.reader(io.StringIO(line))
    assert [cell.removeprefix("'") for cell in read] == cells
    assert [cell for cell in read if not cell.startswith("'")] == cells[-3:]


def row(text: str, **fields: Any) -> dict[str, Any]:
    return {
        "text": text, "doc": "d", "kind": "奖励", "who": ["企业"], "matters": ["金融"], "leads": ["市财政局"], "often": "",
        "open": False, "rated": True, "least": None, "most": None,
    } | fields  # fmt: skip


def fits(row_: dict[str, Any], terms: list[Any], **state: Any) -> bool:
    empty = dict.fromkeys(("words", "who", "matter", "kind", "sums", "doc", "lead", "often", "min", "max", "sort"), "")
    query = {**empty, "low": None, "high": None, **state, "terms": terms}
    (found,) = call(("rows", "fits", [row_, query]))
    return bool(found)


LIKE = {"map": {"补贴": ["奖励", "补助"], "奖励": ["补贴", "补助"]}}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("上市", "对上市企业奖励100万元", True),
        ("补贴", "对上市企业奖励100万元", True),  # the like of it
        ("上市补贴", "对上市企业奖励100万元", True),  # its parts, and their like
        ("人才落户有补贴吗", "对落户的人才给予奖励", True),
        ("上市 补贴", "对落户的人才给予奖励", False),
        ("绿色建筑补贴", "对上市企业奖励100万元", False),
        ("ＬＰＲ", "利率不超过lpr+100bp", True),
    ],
)
def test_words_are_sought_with_their_like(words: str, text: str, found: bool) -> None:
    (terms,) = call(("words", "termsOf", [words, LIKE, {"holds": f"{text}绿色建筑"}]))
    assert fits(row(text), terms) is found


def test_what_is_also_sought_is_told() -> None:
    (terms,) = call(("words", "termsOf", ["绿色建筑补贴", LIKE, {"holds": "绿色建筑"}]))
    for term in terms:
        assert term["alike"] == {"补贴": ["奖励", "补助"]}
    (plain,) = call(("words", "termsOf", ["绿色建筑", LIKE, {"holds": "绿色建筑"}]))
    assert [term["alike"] for term in plain] == [{}]


@pytest.mark.parametrize(
    ("fields", "state", "found"),
    [
        ({"least": 0, "most": 1_000_000}, {"low": 500_000}, True),  # 最高100万元
        ({"least": 200_000, "most": 200_000}, {"low": 500_000}, False),
        ({"least": 200_000, "most": 200_000}, {"high": 500_000}, True),
        ({}, {"low": 500_000}, True),  # a rate may come to any sum
        ({"open": True, "rated": False}, {"low": 500_000}, False),  # a sum that the text leaves open cannot be compared
        ({"rated": False}, {"high": 500_000}, False),  # nor can a loan without a guarantor
        ({"open": True}, {"sums": "open"}, True),
        ({"open": True}, {"sums": "stated"}, False),
        ({}, {"sums": "stated"}, True),
        ({}, {"matter": "金融"}, True),
        ({}, {"matter": "建筑"}, False),
    ],
)
def test_sums_and_matters(fields: dict[str, Any], state: dict[str, Any], found: bool) -> None:
    assert fits(row("奖励", **fields), [], **state) is found


def test_like_words_are_those_of_the_search_page_that_the_rows_hold() -> None:
    rows = (
        Synonym(example="", same=("补贴", "奖励", "资助"), weight=0.8),
        Synonym(example="", say=("给钱", "发钱"), mean={"补贴": 0.9, "资助": 0.9, "花": 1.0, "贷款": 0.3}),
    )
    found = alike(rows, "按规定给予补贴和奖励，贷款花")
    assert found == {"发钱": ["补贴"], "奖励": ["补贴"], "给钱": ["补贴"], "补贴": ["奖励"], "资助": ["奖励", "补贴"]}
    (read,) = call(("words", "readAlike", [packed(found)]))
    assert read == found


def test_the_five_words_for_money_given_are_alike() -> None:
    found = alike(load_synonyms(TABLES), "补贴 补助 奖补 资助 奖励")
    assert set(found["补贴"]) >= {"补助", "奖补", "资助", "奖励"}
