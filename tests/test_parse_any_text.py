"""Any text: reading never fails, loses nothing, and gives addresses that differ."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.language.labels import label_rules
from build_tools.language.lines import line_rules
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.parsed import faults

GAZETTE = Path(__file__).parents[1] / "sources" / "000_d8b16eeae878069a.txt"
MARKS = [
    *"。，；：、“”\"（）()《》=·\t\n\r　 ", "\n\n", "\r\n", "\t\t", "**", "- ", "# ", " and ", "\ufeff", "\x00", "\x07",
    "\ufffd", "\u200b", "1", "2", "3", "— 4 —", "5万元", "2025 年", "目标是", "対", "总则", "加强组织领导", "<b>", "../",
    "| a |", "---", "甲政〔2022〕19号", "（乙政办[2021]3号）", "甲市人民政府", "关于印发丙方案的通知", "丙方案",
    "关于支持丁业的意见", "序号\t名称\t金额", "1\t甲\t100", "\t\t合计\t20", "本意见自公布之日起施行。",
]  # fmt: skip


def words() -> list[str]:
    """The grammar's own words: every example of its tables, and marks."""
    return [*(rule.example for rule, _ in label_rules()), *(rule.example for rule, _ in line_rules()), *MARKS]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nothing_is_lost_and_nothing_fails(data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(words()) | st.text(max_size=3), max_size=60)))
    source = SourceText("甲.txt", text, "utf-8", "0")
    documents = parse(source)
    if documents:
        assert faults(source, documents) == []
    assert len({d.id for d in documents}) == len(documents)
    for document in documents:
        ids = [clause.id for clause in document.clauses]
        assert len(set(ids)) == len(ids)
        assert all(identity.isascii() and identity for identity in (document.id, *ids))


def test_nothing_of_the_gazette_is_lost() -> None:
    source = read_file(GAZETTE)
    assert faults(source, parse(source)) == []


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("字", 700_000), ("加快发展，提高质量。", 70_000), ("（", 700_000), ("字 ", 100_000), ("* ", 100_000),
        ('"字', 100_000), ("。 （一）总 ", 30_000), ("1", 700_000),
    ],
)  # fmt: skip
def test_a_line_of_two_megabytes_takes_seconds(piece: str, times: int) -> None:
    start = time.process_time()
    parse(SourceText("甲.txt", piece * times, "utf-8", "0"))
    assert time.process_time() - start < 20


def test_cost_grows_with_length_alone() -> None:
    text = read_file(GAZETTE).text

    def seconds(times: int) -> float:
        start = time.process_time()
        parse(SourceText("甲.txt", text * times, "utf-8", "0"))
        return time.process_time() - start

    seconds(1)
    assert seconds(8) < 20 * max(seconds(1), 0.05)
