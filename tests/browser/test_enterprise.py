"""A company's finance clerk: what could we get, what does it come to, and a view to send to a colleague."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Watched

pytestmark = pytest.mark.browser
TABLE = "incentives/index.html"


def unfold(page: Page) -> None:
    """Shows the conditions that a narrow screen folds away."""
    more = page.get_by_role("button", name="更多条件")
    if more.is_visible():
        more.click()


def shown(page: Page) -> Locator:
    return page.locator("[data-incentive]:visible")


def test_what_states_a_sum_comes_first_and_what_does_not_says_so(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + TABLE)
    opened = page.locator("[data-incentive]").evaluate_all("rows => rows.map(row => 'open' in row.dataset)")
    assert opened == sorted(opened)
    assert True in opened
    unfold(page)
    page.get_by_label("数额").select_option("open")
    expect(shown(page)).to_have_count(sum(opened))
    for row in shown(page).all():
        expect(row).to_contain_text("原文未写数额")
    expect(page.locator("#f-count")).to_contain_text(f"共 {sum(opened)} 项")
    page.get_by_label("数额").select_option("stated")
    expect(shown(page)).to_have_count(len(opened) - sum(opened))


def test_a_reward_without_a_sum_leads_to_its_words(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    row = page.locator("[data-incentive]", has_text="全部作为奖励").first
    row.locator("summary").click()
    row.get_by_role("link", name="在条款中看").click()
    target = page.locator("mark.support:target")
    expect(target).to_contain_text("全部作为奖励")
    expect(page.locator(".keypoints")).to_contain_text("原文未写数额")


def test_like_words_are_sought_and_told(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + TABLE)
    page.get_by_label("字词").fill("上市补贴")
    expect(shown(page).first).to_be_visible()
    expect(page.locator("#f-alike")).to_contain_text(re.compile("也按近义词查找.*奖励"))
    assert all("上市" in text or "挂牌" in text for text in shown(page).all_text_contents())
    page.get_by_label("字词").fill("绿色建筑")
    expect(page.locator("#f-alike")).to_be_empty()


def test_every_step_can_be_taken_back(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    everything = shown(page).count()
    page.get_by_label("谁能享受").select_option("企业")
    companies = shown(page).count()
    page.get_by_label("字词").press_sequentially("建筑")
    buildings = shown(page).count()
    assert 0 < buildings < companies < everything
    page.get_by_label("频次").select_option("once")
    page.go_back()
    expect(shown(page)).to_have_count(buildings)
    expect(page.get_by_label("频次")).to_have_value("")
    page.go_back()  # the word, not its last letter
    expect(shown(page)).to_have_count(companies)
    expect(page.get_by_label("字词")).to_have_value("")
    page.go_back()
    expect(shown(page)).to_have_count(everything)
    page.go_forward()
    expect(page.get_by_label("谁能享受")).to_have_value("企业")
    expect(shown(page)).to_have_count(companies)


def test_a_view_is_sent_to_a_colleague(window: Watched, base: str) -> None:
    page = window.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base.split("/kb/")[0])
    page.goto(base + TABLE)
    unfold(page)
    page.get_by_label("金额不低于").fill("１００万")
    page.get_by_label("排序").select_option("most")
    before = shown(page).locator("td:nth-child(3)").all_text_contents()
    page.get_by_role("button", name="复制本页筛选链接").click()
    expect(page.locator("#f-count")).to_have_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlparse(link).query) == {"min": ["１００万"], "sort": ["most"]}
    page.goto("about:blank")
    page.goto(link)
    assert shown(page).locator("td:nth-child(3)").all_text_contents() == before


def test_the_table_for_the_boss_holds_what_is_shown(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    page.get_by_label("数额").select_option("open")
    count = shown(page).count()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("CSV")).click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == count
    assert {row["数额"] for row in rows} == {"原文未写数额"}
    assert all("〔" in row["文号"] for row in rows)
    assert all(row["标准"] and row["标准"] in row["原句"] and row["链接"].startswith("http") for row in rows)
    assert not any(
        cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for row in rows for cell in row.values()
    )


def test_on_a_phone_the_first_item_is_near_and_further_conditions_are_one_touch_away(phone: Watched, base: str) -> None:
    page = phone.page
    page.goto(base + TABLE)
    screen = page.evaluate("innerHeight")
    top = shown(page).first.evaluate("row => row.getBoundingClientRect().top")
    assert top < 1.5 * screen
    expect(page.get_by_label("频次")).to_be_hidden()
    page.get_by_role("button", name="更多条件").click()
    page.get_by_label("频次").select_option("once")
    page.reload()  # what is set is not folded away
    expect(page.get_by_label("频次")).to_be_visible()
    expect(page.get_by_role("button", name="更多条件")).to_have_attribute("aria-expanded", "true")


def test_a_keyboard_skips_the_conditions(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    expect(page.get_by_role("button", name="更多条件")).to_be_hidden()
    page.get_by_role("link", name="跳到结果").first.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-incentive]') !== null")


def test_paper_tells_the_conditions_the_number_and_what_limits(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    page.get_by_label("谁能享受").select_option("个人")
    number = shown(page).count()
    page.emulate_media(media="print")
    expect(page.locator("#f-paper")).to_be_visible()
    expect(page.locator("#f-paper")).to_contain_text(re.compile(f"谁能享受：个人；共 {number} 项"))
    listed = set(shown(page).evaluate_all("rows => rows.map(row => row.dataset.doc)"))
    told = page.locator("[data-limits]:visible").evaluate_all("parts => parts.map(part => part.dataset.limits)")
    assert set(told) <= listed
    expect(page.locator("[data-limits]:visible [data-limit]").first).to_be_visible()


def test_a_sheet_of_paper_holds_a_table_though_it_is_narrow(phone: Watched, base: str) -> None:
    page = phone.page
    page.goto(base + TABLE)
    cell = shown(page).first.locator("td").nth(1)
    display = "cell => getComputedStyle(cell).display"
    assert cell.evaluate(display) == "block"
    page.emulate_media(media="print")
    assert cell.evaluate(display) == "table-cell"


def test_paper_keeps_what_limits_a_benefit(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "doc/zhengzheng-2022-18/2-1/index.html")
    rules = page.locator(".rule")
    told = rules.all_inner_texts()
    page.emulate_media(media="print")
    assert told
    for rule in rules.all():
        expect(rule).to_be_visible()


@pytest.mark.parametrize(("label", "entry", "says"), [("金额不低于", "好多", "看不懂"), ("金额不高于", "-3", "负数")])
def test_a_wrong_sum_is_told_at_its_field(desktop: Watched, base: str, label: str, entry: str, says: str) -> None:
    page = desktop.page
    page.goto(base + TABLE)
    everything = shown(page).count()
    page.get_by_label(label).fill(entry)
    expect(page.get_by_role("alert").first).to_contain_text(says)
    expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "true")
    expect(shown(page)).to_have_count(everything)


def test_where_nothing_fits_the_condition_in_the_way_is_named(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + TABLE + "?words=航天员&who=企业")
    expect(page.locator("#f-none")).to_contain_text(re.compile("去掉“字词”可得 [1-9]"))
    page.locator("#f-none a").click()
    expect(page.locator("#search-results")).to_have_attribute("data-query", "航天员")


def test_the_contents_of_the_calculator_are_whole_on_a_phone(phone: Watched, base: str) -> None:
    page = phone.page
    page.goto(base + "calculator/index.html")
    cut = page.locator(".toc ol").evaluate("list => list.scrollHeight - list.clientHeight")
    assert cut <= 1
    page.locator(".toc .l3 a").last.click()
    card = page.locator(".cards > li:target")
    expect(card).to_be_in_viewport()
    card.get_by_role("textbox").fill("一亿五")
    expect(card.locator("output")).to_contain_text("按 1.5亿元 计")
    expect(card.locator(".basis")).to_contain_text("主管部门审核")
    card.locator("summary").click()
    expect(card.locator("details p").first).to_contain_text("“")


def test_a_door_shows_first_what_one_can_get(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + "topic/chuangtou/index.html")
    expect(page.locator("main h2").first).to_have_text("专门文件")
    expect(page.locator("main h2").nth(1)).to_have_text(re.compile("能得到什么$"))
    first = page.locator("main .cards > li").first
    expect(first.locator(".gives li").first).to_be_visible()
    expect(first.locator(".duty")).to_be_visible()
    first.get_by_role("link", name="看原句").first.click()
    expect(page.locator("mark:target")).to_be_visible()
