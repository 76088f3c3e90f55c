from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract.amounts import find_amounts
from build_tools.extract.rates import find_rates
from build_tools.model.facts import Amount, Rate
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice, source_of

AMOUNT_ROLES = {
    "fixed": "定额", "cap": "上限", "floor": "下限", "range": "幅度", "threshold": "门槛", "target": "目标",
    "fact": "事实", "per_unit": "单位标准", "limit": "额度",
}  # fmt: skip
RATE_ROLES = {
    "incentive_rate": "奖补比例", "cap": "上限", "floor": "下限", "threshold": "门槛", "target": "目标",
    "fact": "事实", "fee_cap": "费率上限", "interest": "利率",
}  # fmt: skip


def shown(low: float | None, high: float | None) -> str:
    ends = ["-" if value is None else f"{value:.12g}" for value in (low, high)]
    return ends[0] if low == high else "~".join(ends)


@pytest.mark.parametrize("case", cases("amounts"), ids=lambda case: str(case["name"]))
def test_sums_of_a_text(case: dict[str, Any]) -> None:
    found = [
        f"{fact.surface} | {shown(fact.yuan_min, fact.yuan_max)} | {AMOUNT_ROLES[fact.role]}"
        for fact in find_amounts(*notice(case["text"]))
    ]
    assert found == case["expect"]


@pytest.mark.parametrize("case", cases("rates"), ids=lambda case: str(case["name"]))
def test_ratios_of_a_text(case: dict[str, Any]) -> None:
    found = [
        f"{fact.surface} | {shown(fact.value_min, fact.value_max)} | {RATE_ROLES[fact.role]}"
        for fact in find_rates(*notice(case["text"]))
    ]
    assert found == case["expect"]


TABLE = """某市人民政府
关于支持产业发展的意见
某政〔2023〕7号
2023年3月1日
各有关单位：
一、奖励标准
按附件执行。
附件1
产业发展目标表
单位：万元
序号\t指标\t2022年\t2025年
1\t设备投资\t3000\t5000
2\t技术合同成交额（亿元）\t1.5\t2
3\t研发投入占比（%）\t2.3\t3
4\t企业数量（家）\t120\t300
"""


def test_figures_in_a_table_take_the_unit_of_their_row_or_of_the_table() -> None:
    source = source_of(TABLE)
    (document,) = parse(source)
    amounts = [(f.surface, f.yuan_max, f.role, f.in_table) for f in find_amounts(document, source)]
    assert amounts == [
        ("3000", 30_000_000, "fact", True),
        ("5000", 50_000_000, "target", True),
        ("1.5", 150_000_000, "fact", True),
        ("2", 200_000_000, "target", True),
    ]
    rates = [(f.surface, f.value_max, f.role) for f in find_rates(document, source)]
    assert rates == [("2.3", 0.023, "fact"), ("3", 0.03, "target")]


FRAGMENTS = st.sampled_from(
    ["给予", "企业", "最高", "500万元", "10—50万元", "2%", "5%—10%", "，", "。", "；", "（", "）", "、", "和", "1:1", "5倍",
     "元", "万", "亿", "%", "1亿5000万元", "百分之五", "LPR+150BP", "到2025年", "不超过", "1 000 万元", "\n", "三分之一", "/m²",
     "一", "百", "１０", "1,500", ".", "至", "的", "奖励", "每人", "-", "按", "\t"]
)  # fmt: skip


def facts_of(text: str) -> tuple[list[Amount | Rate], SourceText]:
    document, source = notice(text)
    return [*find_amounts(document, source), *find_rates(document, source)], source


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_a_fact_is_the_slice_of_the_source_at_its_place(text: str) -> None:
    facts, source = facts_of("一、任务\n" + text)
    for fact in facts:
        assert "".join(source.text[fact.start : fact.end].split()) == fact.surface
        assert source.line_at(fact.start) == fact.line
        low, high = (fact.yuan_min, fact.yuan_max) if isinstance(fact, Amount) else (fact.value_min, fact.value_max)
        assert (low is None) == (high is None)
        assert low is None or (high is not None and low <= high < 1e40)


@given(st.text(alphabet="给予奖励企业的，。；、最高不超过元％%倍比例分之（）:：/-—\n", max_size=80))
@settings(max_examples=80, deadline=None)
def test_no_number_no_fact(text: str) -> None:
    facts, _ = facts_of("一、任务\n" + text)
    assert [fact for fact in facts if fact.path == ("一",)] == []


def test_every_fact_of_the_gazette_is_found_at_its_place() -> None:
    source = read_file(GAZETTE)
    facts: list[Amount | Rate] = []
    for document in parse(source):
        facts += [*find_amounts(document, source), *find_rates(document, source)]
    assert len(facts) > 100
    for fact in facts:
        assert "".join(source.text[fact.start : fact.end].split()) == fact.surface


def seconds(find: Callable[..., object], text: str) -> float:
    document, source = notice("一、奖励\n" + text)
    spent = []
    for _ in range(3):
        started = time.process_time()
        find(document, source)
        spent.append(time.process_time() - started)
    return min(spent)


@pytest.mark.parametrize(
    ("find", "item"),
    [(find_amounts, "4万元、"), (find_amounts, "给予最高4万元、"), (find_amounts, "4—6万元，"), (find_rates, "4%、"), (find_rates, "百分之四，")],
)  # fmt: skip
def test_a_line_of_twice_as_many_figures_takes_twice_as_long(find: Callable[..., object], item: str) -> None:
    seconds(find, item)  # the rules are loaded
    assert seconds(find, item * 3000) / seconds(find, item * 1500) < 2.6


def test_a_figure_of_a_long_line_costs_little_more_than_one_of_a_short_line() -> None:
    short = "\n".join(["给予奖励4万元、5万元。"] * 500)
    seconds(find_amounts, short)
    assert seconds(find_amounts, "4万元、" * 1000) / seconds(find_amounts, short) < 6
