"""What the small scripts add to pages: sums, larger type, dark mode, links to paragraphs, a code to scan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Watched

pytestmark = pytest.mark.browser
CLAUSE = "doc/zhengzheng-2022-19/3-2-1/index.html"


def _reckon(page: Page, label: str, figure: str, within: str) -> list[str]:
    card = page.locator("li", has_text=re.compile(within)).filter(has=page.get_by_label(label)).first
    card.get_by_label(label).first.fill(figure)
    return card.locator("output span").all_inner_texts()


@pytest.mark.parametrize(
    ("label", "figure", "within", "says"),
    [
        ("实收资本规模（万元）", "10000", "总部金融机构", ["奖励：200万元", "1亿元 × 2% = 200万元", "按 1亿元 计"]),
        ("实收资本规模（万元）", "６亿", "总部金融机构", ["奖励：1200万元", "6亿元 × 2% = 1200万元", "按 6亿元 计"]),
        (
            "实收资本规模（万元）",
            "90亿元",
            "总部金融机构",
            ["奖励：1亿元（已达上限）", "90亿元 × 2% = 1.8亿元，单家机构最高 1亿元", "按 90亿元 计"],
        ),
        (
            "贷款新增额（万元）",
            "9亿",
            "银行机构",
            ["未达到条件“对在郑科技型企业上年度贷款余额新增达到10亿元以上”，不能按此条测算", "按 9亿元 计"],
        ),
        ("贷款新增额（万元）", "10亿", "银行机构", ["奖励：200万元", "10亿元 × 0.2% = 200万元", "按 10亿元 计"]),
        (
            "年度实际投资资金（万元）",
            "1,000",
            "投资机构",
            ["补助：50万元—100万元", "1000万元 × 5%—10% = 50万元—100万元", "按 1000万元 计"],
        ),
        (
            "投资额（万元）",
            "1000",
            "法人合伙人",
            ["抵扣应纳税所得额：700万元", "1000万元 × 70% = 700万元", "按 1000万元 计"],
        ),
        ("建筑面积（m²）", "50000", "二星级", ["奖励：50万元", "50000m² × 10元/m² = 50万元", "按 50000 m² 计"]),
        ("年产值（亿元）", "600", "年产值首次突破", ["对应 100万元", "按 600亿元 计"]),
        ("年产值（亿元）", "5000000万元", "年产值首次突破", ["对应 50万元", "按 500亿元 计"]),  # 突破: more than
        ("年产值（亿元）", "1", "年产值首次突破", ["未达到最低一档", "按 1亿元 计"]),
    ],
)
def test_the_calculator_follows_the_words_of_the_clause(
    desktop: Watched, base: str, label: str, figure: str, within: str, says: list[str]
) -> None:
    desktop.page.goto(base + "calculator/index.html")
    assert _reckon(desktop.page, label, figure, within) == says


@pytest.mark.parametrize(("figure", "says"), [("-5", "不能是负数"), ("很多", "看不懂这个数")])
def test_what_is_no_figure_is_told(desktop: Watched, base: str, figure: str, says: str) -> None:
    desktop.page.goto(base + "calculator/index.html")
    assert _reckon(desktop.page, "实收资本规模（万元）", figure, "总部金融机构") == []
    box = desktop.page.get_by_label("实收资本规模（万元）").first
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box.locator("xpath=ancestor::form").get_by_role("alert")).to_contain_text(says)


def test_larger_type_and_dark_mode_are_remembered(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + CLAUSE)
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="大字版").click()
    page.get_by_role("button", name="深色").click()
    page.goto(base + "doc/index.html")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before * 1.2
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    expect(page.get_by_role("button", name="大字版")).to_have_attribute("aria-pressed", "true")


def test_controls_of_the_large_edition_are_44_pixels_high(phone: Watched, base: str) -> None:
    page = phone.page
    page.goto(base + CLAUSE)
    page.get_by_role("button", name="大字版").click()
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_linked_paragraph_opens_highlighted_and_is_cited(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base.split("/kb/")[0])
    page.goto(base + "doc/zhengzheng-2022-19/3-6/index.html#p3")
    plain = page.evaluate("getComputedStyle(document.getElementById('p2')).backgroundColor")
    assert page.evaluate("getComputedStyle(document.getElementById('p3')).backgroundColor") != plain
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator("[data-copy-status]")).to_have_text("引用已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"第三部分第（六）项第2自然段\nhttp://.*/doc/zhengzheng-2022-19/3-6/#p3$", copied)


def test_the_code_to_scan_is_a_picture_with_a_name(desktop: Watched, base: str) -> None:
    desktop.page.goto(base + CLAUSE)
    expect(desktop.page.get_by_role("img", name="本页地址的二维码")).to_be_visible()


def test_the_text_of_an_article_is_the_source_s_alone(desktop: Watched, base: str) -> None:
    desktop.page.goto(base + CLAUSE)
    text = desktop.page.locator("article[data-path]").evaluate("article => article.textContent")
    assert "¶" not in text


def test_a_page_opened_from_a_folder_copies_the_citation(folder: Watched, site: Path) -> None:
    page = folder.page
    page.goto(f"{site.as_uri()}/{CLAUSE}")
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator("[data-copy-status]")).to_have_text(re.compile("已复制"))
