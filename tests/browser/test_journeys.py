"""What three kinds of people come for, from the home page to the answer."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Watched

pytestmark = pytest.mark.browser


def ask(page: Page, query: str) -> None:
    """Types into the one box of the home page and sends."""
    box = page.locator("main input[name=q]")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url(re.compile(r"search/"))
    expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
    expect(page.locator("#search-results")).to_have_attribute("data-query", query)


def test_a_graduate_asks_how_much_she_can_borrow(window: Watched, base: str) -> None:
    window.page.goto(base + "index.html")
    ask(window.page, "刚毕业来郑州创业能贷多少款")
    first = window.page.locator("#search-results a[data-result]").first
    expect(first).to_have_attribute("data-doc", "郑政办〔2022〕74号")
    first.click()
    expect(window.page.locator("article[data-path='二/（一）/1']")).to_contain_text("40万元")


def test_a_newcomer_comes_through_a_door(window: Watched, base: str) -> None:
    window.page.goto(base + "index.html")
    window.page.get_by_role("link", name=re.compile("公积金")).first.click()
    expect(window.page.locator("h1")).to_contain_text("公积金")
    window.page.locator("main").get_by_role("link", name=re.compile("优化公积金政策")).first.click()
    expect(window.page.locator("article")).to_contain_text("灵活就业人员")


def test_an_enterprise_filters_sends_and_downloads(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + "incentives/index.html")
    everything = page.locator("[data-incentive]:visible").count()
    page.get_by_label("字词").fill("上市")
    expect(page.locator("[data-incentive]:visible").first).to_contain_text("上市")
    shown = page.locator("[data-incentive]:visible").count()
    assert 0 < shown < everything
    expect(page).to_have_url(re.compile(r"[?#&].*%E4%B8%8A%E5%B8%82"))
    page.reload()
    assert page.locator("[data-incentive]:visible").count() == shown
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("CSV")).click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(rows) == shown + 1


def test_an_official_copies_a_citation_and_lands_on_the_paragraph(window: Watched, base: str) -> None:
    page = window.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base.split("/kb/")[0])
    page.goto(base + "doc/zhengzheng-2022-19/3-2-1/index.html")
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator("[role=status], [aria-live]").filter(has_text=re.compile("已复制"))).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "《郑州市人民政府关于支持建筑业高质量发展的十条意见》（郑政〔2022〕19号）" in copied
    assert "第三部分第（二）项第1" in copied
    assert "doc/zhengzheng-2022-19/3-2-1/" in copied


def test_an_official_finds_a_unit_by_number_and_role(window: Watched, base: str) -> None:
    window.page.goto(base + "index.html")
    ask(window.page, "郑政〔2022〕19号 市科技局 牵头")
    first = window.page.locator("#search-results a[data-result]").first
    expect(first).to_have_attribute("data-path", "三/（六）")


def test_a_unit_page_leads_to_its_clauses(window: Watched, base: str) -> None:
    window.page.goto(base + "unit/zhengzhoushi-shuiliju/index.html")
    window.page.locator("main").get_by_role("link", name=re.compile("加强地下水法治建设")).first.click()
    expect(window.page.locator("article")).to_have_attribute("data-path", "四/（三）/14")


def test_the_search_page_is_reached_by_keyboard_alone(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "search/index.html?q=公积金")
    page.wait_for_selector("#search-results[data-state=done] a[data-result]")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement?.getAttribute('name')") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "/doc/" in page.url or "q=" in page.url


def test_back_returns_to_the_query_before(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "search/index.html?q=公积金")
    page.wait_for_selector("#search-results[data-query='公积金'][data-state=done]")
    box = page.locator("main input[name=q]")
    box.fill("自备井")
    box.press("Enter")
    page.wait_for_selector("#search-results[data-query='自备井'][data-state=done]")
    page.go_back()
    page.wait_for_selector("#search-results[data-query='公积金'][data-state=done]")
    expect(page.locator("main input[name=q]")).to_have_value("公积金")


def test_source_text_never_becomes_markup(desktop: Watched, base: str) -> None:
    desktop.page.goto(base + "search/index.html?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    desktop.page.wait_for_selector("#search-results[data-state=done]")
    assert desktop.page.locator("#search-results img").count() == 0


def through(page: Page, door: str, clause: str) -> None:
    """From the home page through a door to a clause: two clicks."""
    page.locator("main .doors").get_by_role("link", name=re.compile(f"^{door}")).click()
    expect(page.locator("h1")).to_have_text(door)
    page.locator("main").get_by_role("link", name=re.compile(clause)).first.click()


def test_a_graduate_sees_behind_the_door_what_she_gets_before_what_is_only_mentioned(
    window: Watched, base: str
) -> None:
    page = window.page
    page.goto(base + "index.html")
    page.locator("main .doors").get_by_role("link", name=re.compile("^创业")).click()
    expect(page.locator("main h2").first).to_have_text("个人能得到什么")
    first = page.locator("main .cards > li").first
    expect(first.locator(".gives")).to_contain_text("最高40万元")
    expect(page.locator("details.touched li a").first).to_be_hidden()
    page.locator("details.touched summary").click()
    expect(page.locator("details.touched li a").first).to_be_visible()
    first.get_by_role("link", name="看原句").first.click()
    expect(page.locator("mark:target")).to_contain_text("40万元")


def test_a_family_is_told_that_nothing_is_promised_and_to_whom_the_policy_applies(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + "index.html")
    page.locator("main .doors").get_by_role("link", name=re.compile("^子女教育")).click()
    expect(page.locator("main .lead").last).to_contain_text("没有摘到写明给个人的")
    page.locator("main").get_by_role("link", name=re.compile("服务好新市民子女教育")).click()
    expect(page.locator("main .nothing")).to_contain_text("请直接看原文")
    expect(page.locator("main .caution")).to_contain_text("获得郑州户籍不满三年")


def test_a_neighbour_of_a_factory_finds_who_watches_soil_and_wells(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + "index.html")
    through(page, "土壤", "开展土壤污染重点监管单位周边监测")
    expect(page.locator("article")).to_contain_text("周边土壤和地下水开展定期监测")
    page.goto(base + "index.html")
    through(page, "水", "加快封填城镇自备井")
    expect(page.locator(".keypoints")).to_contain_text("郑州市水利局")
    expect(page.locator(".keypoints")).to_contain_text("排在首位的责任单位")


def test_the_home_page_says_what_is_held_and_what_is_not(window: Watched, base: str) -> None:
    page = window.page
    page.goto(base + "index.html")
    expect(page.locator(".held")).to_contain_text("没有收录的文件")
    expect(page.locator(".held")).to_be_in_viewport()
    expect(page.locator("main .doors a").first).to_be_in_viewport()
    expect(page.locator("main input[name=q]")).to_be_in_viewport()
