from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract.amounts import find_amounts
from build_tools.extract.incentives import find_incentives
from build_tools.extract.money.named import split_subject
from build_tools.extract.rates import find_rates
from build_tools.model.document import Document
from build_tools.model.facts import Incentive
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice, source_of

OFTEN = {"once": "一次性", "yearly": "每年", None: "-"}


def told(document: Document, source: SourceText) -> list[Incentive]:
    return list(find_incentives(document, source, find_amounts(document, source), find_rates(document, source)))


def shown(fact: Incentive) -> str:
    def span(low: float | None, high: float | None) -> str:
        return f"{high:.12g}" if low is None or low == high else f"{low:.12g}~{high:.12g}"

    figures = [
        f"比例 {span(fact.rate_min, fact.rate)}" if fact.rate is not None else "",
        f"定额 {span(fact.amount_yuan_min, fact.amount_yuan_max)}" if fact.amount_yuan_max is not None else "",
        f"上限 {fact.cap_yuan:.12g}" if fact.cap_yuan is not None else "",
    ]
    said = "，".join(figure for figure in figures if figure)
    return f"{fact.beneficiary or '-'} | {fact.condition or '-'} | {said} | {OFTEN[fact.recurrence]}"


@pytest.mark.parametrize("case", cases("incentives"), ids=lambda case: str(case["name"]))
def test_benefits_of_a_text(case: dict[str, Any]) -> None:
    assert [shown(fact) for fact in told(*notice(case["text"]))] == case["expect"]


def test_the_quote_is_the_statement_from_its_beginning_to_what_is_given() -> None:
    text = (
        "一、奖励\n鼓励企业投资。对新设立的银行，按照实收资本的2%给予奖励，最高1000万元；对保险公司，给予50万元奖励。"
    )
    assert [fact.quote for fact in told(*notice(text))] == [
        "对新设立的银行，按照实收资本的2%给予奖励，最高1000万元",
        "对保险公司，给予50万元奖励",
    ]


def test_base_and_kind() -> None:
    text = (
        "一、支持\n按照设备投资额的10%给予补助。按每亩100元给予补贴。"
        "对小微企业收取的担保费率降低至不超过1%。按投资额的70%抵扣应纳税所得额。"
    )
    assert [(fact.base, fact.benefit_type) for fact in told(*notice(text))] == [
        ("设备投资额", "补助"), ("每亩", "补贴"), ("担保费率", "费率优惠"), ("投资额", "税收优惠"),
    ]  # fmt: skip


def test_a_table_of_rewards() -> None:
    source = source_of(
        "某市人民政府\n关于支持产业发展的意见\n某政〔2023〕7号\n2023年3月1日\n各有关单位：\n一、奖励\n按附件执行。\n"
        "附件1\n奖励标准表\n单位：万元\n序号\t项目\t奖励标准\t年度投入\n1\t国家级中心\t100\t3000\n2\t省级中心\t50\t1500\n"
    )
    (document,) = parse(source)
    assert [(fact.condition, fact.amount_yuan_max, fact.quote) for fact in told(document, source)] == [
        ("国家级中心", 1_000_000, "100"),
        ("省级中心", 500_000, "50"),
    ]


TABLES = [
    (
        "奖补标准表\n单位：万元\n序号\t支持对象\t支持条件\t奖补标准\n1\t规上工业企业\t首次上规\t10\n2\t软件企业\t新认定\t30\n",
        ["规上工业企业 | 首次上规 | 定额 100000 | -", "软件企业 | 新认定 | 定额 300000 | -"],
    ),
    (
        "人才补贴\n人才类别\t安家补贴（万元）\t生活补贴（元/月）\nA类\t200\t5000\n乡村教师\t100\t3000\n",
        [
            "人才 | A类 | 定额 2000000 | -", "人才 | A类 | 定额 5000 | -",
            "乡村教师 | 乡村教师 | 定额 1000000 | -", "乡村教师 | 乡村教师 | 定额 3000 | -",
        ],
    ),
    (
        "待遇表\n医院级别\t起付标准（元）\t支付比例（%）\n一级医院\t300\t85\n二级医院\t500\t75\n",
        ["- | 一级医院 | 比例 0.85 | -", "- | 二级医院 | 比例 0.75 | -"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expect"), TABLES, ids=["who and on what condition", "two columns", "insurance"])
def test_who_gets_what_a_row_states(table: str, expect: list[str]) -> None:
    source = source_of(
        "某市人民政府\n关于支持产业发展的意见\n某政〔2023〕7号\n2023年3月1日\n各有关单位：\n一、奖励\n按附件执行。\n附件\n"
        + table
    )
    (document,) = parse(source)
    assert [shown(fact) for fact in told(document, source)] == expect


SAID = st.lists(
    st.sampled_from(
        ["对新设立的企业", "对银行", "企业获得认定的", "，", "。", "；", "给予", "最高", "不超过", "奖励", "50万元", "100万元", "2%",
         "按投资额的", "（", "）", "分别", "、", "和", "每年", "一次性", "国家级、省级", "其中", "第一年", "单个企业", "累计", "\n",
         "贷款额度", "担保费率", "的", "每亩", "10元/亩", "1亿元以上", "：", "支持"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(SAID)
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_words_and_figures_are_those_of_the_text(text: str) -> None:
    document, source = notice("一、任务\n" + text)
    amounts, rates = find_amounts(document, source), find_rates(document, source)
    sums = {amount.yuan_max for amount in amounts}
    for fact in find_incentives(document, source, amounts, rates):
        said = source.text[fact.start : fact.end]
        assert "".join(fact.quote.split()) == "".join(said.split())
        assert fact.rate in {None, *(rate.value_max for rate in rates)}
        assert fact.cap_yuan in {None, *sums}
        assert fact.amount_yuan_max in {None, *sums} or "第一年" in said
        assert fact.beneficiary is None or fact.beneficiary in "".join(source.text.split())
        assert fact.amount_yuan_min is None or fact.amount_yuan_min <= (fact.amount_yuan_max or 0)


def test_every_benefit_of_the_gazette_holds_its_figure() -> None:
    source = read_file(GAZETTE)
    facts = [fact for document in parse(source) for fact in told(document, source)]
    assert len(facts) > 40
    for fact in facts:
        assert "".join(fact.quote.split()) == "".join(source.text[fact.start : fact.end].split())
        assert any(char.isdigit() for char in fact.quote)
        assert fact.beneficiary


@given(st.text("（）“”，的对企业项目符合条件、", max_size=24))
def test_unclosed_brackets_end_the_reading_of_who(text: str) -> None:
    name, condition = split_subject(text)
    assert len(name or "") <= len(text)
    assert len(condition) <= len(text)
