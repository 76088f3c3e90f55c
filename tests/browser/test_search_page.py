"""The search box and the results page as people use them."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import Watched

pytestmark = pytest.mark.browser

ANSWERED = "#search-results[data-state=done] a[data-result]"


def opened(page: Page, base: str, query: str, more: str = "") -> None:
    page.goto(f"{base}search/index.html?q={quote(query)}{more}")
    page.wait_for_function(
        "q => { const s = document.querySelector('#search-results'); return s.dataset.state === 'done' && s.dataset.query === q; }",
        arg=query,
    )


def test_nothing_of_search_is_fetched_before_someone_goes_to_the_box(desktop: Watched, base: str) -> None:
    fetched: list[str] = []
    desktop.page.on("request", lambda request: fetched.append(request.url))
    desktop.page.goto(base + "index.html", wait_until="networkidle")
    assert [url for url in fetched if "search" in url] == []
    desktop.page.keyboard.press("/")
    desktop.page.wait_for_function("document.querySelector('input[role=combobox]') !== null")
    assert any(url.endswith("generated/search.js") for url in fetched)
    assert not any("/search/core.js" in url for url in fetched)


def test_suggestions_name_units_first_and_are_chosen_by_keys(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("水利", delay=30)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("水利局")
    expect(first.locator("mark")).to_have_text("水利")  # no longer those of 水 alone
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(page.locator("main input[name=q]")).to_have_attribute("aria-activedescendant", re.compile("suggestions"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search/.*q="))
    page.wait_for_selector(ANSWERED)


def test_what_is_typed_while_search_is_fetched_is_suggested_for_too(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "index.html")
    held: list[Route] = []
    page.route("**/generated/search.js", lambda route: held.append(route))
    with page.expect_request("**/generated/search.js"):
        page.keyboard.press("/")
    page.keyboard.type("水利")
    held[0].continue_()
    expect(page.locator("[role=option]").first).to_contain_text("水利局")


def test_a_half_typed_pinyin_composition_asks_nothing(desktop: Watched, base: str) -> None:
    page = desktop.page
    opened(page, base, "公积金")
    page.evaluate(
        """() => { const box = document.querySelector('#search-q'); box.focus();
        box.dispatchEvent(new CompositionEvent('compositionstart')); box.value = 'zi bei j';
        box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true })); }"""
    )
    page.wait_for_timeout(400)
    expect(page.locator(".suggestions")).to_be_hidden()
    page.evaluate(
        """() => { const box = document.querySelector('#search-q'); box.value = '自备井';
        box.dispatchEvent(new CompositionEvent('compositionend')); }"""
    )
    expect(page.locator("[role=option]").first).to_contain_text("自备井")


def test_the_sentence_that_answers_is_shown_with_its_words_marked(desktop: Watched, base: str) -> None:
    opened(desktop.page, base, "设立期货公司 补贴多少")
    hit = desktop.page.locator(".hit").first
    expect(hit.locator(".hit-text")).to_contain_text("期货公司")
    marks = hit.locator("mark").all_inner_texts()
    assert marks
    assert max(map(len, marks)) <= 12, "整段被标亮"
    expect(hit.locator(".sum").first).to_have_text(re.compile("元"))


def test_filters_and_synonyms_live_in_the_address(desktop: Watched, base: str) -> None:
    page = desktop.page
    opened(page, base, "租房 补贴")
    count = page.locator("#search-results").get_attribute("data-count")
    page.locator("a[data-facet=doc]").first.click()
    page.wait_for_url(re.compile(r"doc="))
    documents = page.locator(ANSWERED).evaluate_all("links => [...new Set(links.map((a) => a.dataset.doc))]")
    assert len(documents) == 1
    page.go_back()
    expect(page.locator("#search-results")).to_have_attribute("data-count", count or "")
    page.locator(".synonyms summary").click()
    page.locator(".synonyms a").click()
    page.wait_for_url(re.compile(r"syn=0"))
    expect(page.locator(".search-note").last).to_contain_text("只找您写的字词")


def test_every_hit_can_be_reached(desktop: Watched, base: str) -> None:
    page = desktop.page
    opened(page, base, "企业")
    total = int(page.locator("#search-results").get_attribute("data-count") or 0)
    assert total > 40
    more = page.locator("button.more")
    for _ in range(total // 20 + 1):
        if not more.is_visible():
            break
        more.click()
    expect(page.locator(ANSWERED)).to_have_count(total)


def test_nothing_found_says_how_to_go_on(desktop: Watched, base: str) -> None:
    opened(desktop.page, base, "鼙鼓鼗鼛")
    expect(desktop.page.locator("[role=status]")).to_have_text("没有找到")
    for door in ("政策文件", "办事主题", "责任单位"):
        expect(desktop.page.locator(".search-nothing a", has_text=door)).to_be_visible()
    opened(desktop.page, base, "居住证怎么办")
    expect(desktop.page.locator(".search-nothing")).to_contain_text("没有条款写到“居住证”")


def test_words_that_stand_nowhere_are_told_and_one_document_can_be_chosen(desktop: Watched, base: str) -> None:
    page = desktop.page
    opened(page, base, "宠物 奖励")
    expect(page.locator(".search-note").first).to_contain_text("没有写到“宠物”")
    link = page.locator(".hit-doc a").first
    wanted = int(re.sub(r"\D", "", link.inner_text()))
    link.click()
    page.wait_for_url(re.compile(r"doc="))
    expect(page.locator("#search-results")).to_have_attribute("data-count", str(wanted))
    expect(page.locator("[role=status]")).to_contain_text("筛选出")


def test_a_place_is_found_and_unnamed_parts_have_a_name(desktop: Watched, base: str) -> None:
    opened(desktop.page, base, "附则")
    expect(desktop.page.locator(ANSWERED).first).to_have_text("结尾部分")


@pytest.mark.parametrize("query", ["，。！", '"', "的", "公积金贷款创业补贴" * 22])
def test_odd_queries_are_answered_calmly(phone: Watched, base: str, query: str) -> None:
    opened(phone.page, base, query)
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.page.locator("[role=status]").inner_text()


def test_it_works_from_a_folder(folder: Watched, site: object) -> None:
    home = site.as_uri() + "/"  # type: ignore[attr-defined]
    opened(folder.page, home, "QFLP")
    folder.page.locator(ANSWERED).first.click()
    expect(folder.page.locator("article[data-doc]").first).to_contain_text("QFLP")


def test_a_document_or_unit_that_is_named_leads_to_its_page(window: Watched, base: str) -> None:
    page = window.page
    opened(page, base, "郑政办〔2022〕74号")
    page.locator(".search-card a").click()
    expect(page.locator("h1")).to_contain_text("新市民")
    opened(page, base, "市金融局 期货")
    expect(page.locator(".hit .office").first).to_contain_text("郑州市金融局")
    expect(page.locator(".hit-text").first).not_to_contain_text("责任单位")
    page.locator(".search-card a").click()
    expect(page.locator("h1")).to_contain_text("郑州市金融局")


@pytest.mark.parametrize(
    ("query", "says"),
    [("生育津贴", "没有哪一句同时写到"), ("宠物 奖励", "没有写到“宠物”"), ("绿色建筑 二星级 补贴", "")],
)
def test_what_the_texts_do_not_say_is_told_above_the_results(
    desktop: Watched, base: str, query: str, says: str
) -> None:
    opened(desktop.page, base, query)
    remarks = " ".join(desktop.page.locator("p.search-note").all_inner_texts())
    assert says in remarks if says else not remarks


def test_results_are_reached_before_the_filters(desktop: Watched, base: str) -> None:
    opened(desktop.page, base, "公积金贷款")
    order = desktop.page.locator("#search-results a").evaluate_all(
        "links => [links.findIndex((a) => a.matches('[data-result]')), links.findIndex((a) => a.closest('.facets'))]"
    )
    assert 0 <= order[0] < order[1]


def test_index_files_that_cannot_be_fetched_are_run_as_scripts_and_a_lost_one_can_be_asked_for_again(
    chromium: Browser, base: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/generated/search/*", lambda route: _unless(route, route.request.resource_type == "fetch"))
    opened(page, base, "公积金贷款")
    expect(page.locator(ANSWERED).first).to_be_visible()
    page.unroute("**/generated/search/*")
    page.route("**/generated/search/*", lambda route: route.abort())
    page.goto(f"{base}search/index.html?q=QFLP")
    expect(page.locator("#search-results")).to_have_attribute("data-state", "error")
    page.unroute("**/generated/search/*")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(ANSWERED).first).to_be_visible()
    context.close()


def _unless(route: Route, lost: bool) -> None:
    if lost:
        route.abort()
    else:
        route.continue_()
