"""What staff rely on: the gazette's own lines, the code to scan on paper, the matrix on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Watched

pytestmark = pytest.mark.browser
CLAUSE = "doc/zhengzheng-2022-19/3-2-1/index.html"
GROUND = "element => getComputedStyle(element).backgroundColor"


def _follows_to_its_lines(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#origin ~ p a", has_text="行").click()
    lines = page.locator(".lines .range:target > p")
    expect(lines.first).to_contain_text("1. 支持企业资质升级增项")
    expect(lines.last).to_contain_text("50万元")
    grounds = {line.evaluate(GROUND) for line in lines.all()}
    before = page.locator(".lines p", has_text="（二）鼓励企业做大做强").evaluate(GROUND)
    assert len(grounds) == 1
    assert before not in grounds
    expect(lines.first).to_be_in_viewport()


def test_the_lines_of_a_clause_open_highlighted(desktop: Watched, base: str) -> None:
    _follows_to_its_lines(desktop.page, base + CLAUSE)


@pytest.mark.parametrize("width", [1280, 360])
def test_also_from_a_folder_and_without_scripts(chromium: Browser, site: Path, width: int) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": width, "height": 780})
    _follows_to_its_lines(context.new_page(), f"{site.as_uri()}/{CLAUSE}")
    context.close()


def test_a_repair_leads_to_the_line_that_it_mended(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + CLAUSE)
    link = page.locator("table.repairs td[data-label='公报行号'] a").first
    number = link.inner_text()
    link.click()
    line = page.locator(f"#n{number}")
    expect(line).to_be_in_viewport()
    assert line.evaluate(GROUND) != page.locator(".lines p:not(:target)").first.evaluate(GROUND)


@pytest.mark.parametrize("address", [CLAUSE, "doc/zhengzheng-2022-19/index.html"])
def test_paper_carries_the_address_and_the_code(desktop: Watched, base: str, address: str) -> None:
    page = desktop.page
    page.goto(base + address)
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="本页地址的二维码")).to_be_visible()
    expect(page.locator(".address")).to_contain_text(base + address.removesuffix("index.html"))
    expect(page.locator("header.site")).to_be_hidden()


def test_the_matrix_needs_no_sideways_scroll_on_a_phone(phone: Watched, base: str) -> None:
    page = phone.page
    page.goto(base + "doc/zhengzheng-2022-19/index.html#matrix")
    region = page.locator(".scroll:has(.matrix)")
    assert region.evaluate("box => box.scrollWidth <= box.clientWidth")
    first = page.locator(".matrix tbody tr").first
    cell = first.locator("td.lead a").first
    expect(cell).to_be_visible()
    label = cell.locator("xpath=..").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "鼓励企业" in label
    cell.click()
    expect(page.locator("h1")).to_contain_text("鼓励企业")


def test_a_unit_s_table_is_downloaded(desktop: Watched, base: str) -> None:
    page = desktop.page
    page.goto(base + "unit/zhengzhoushi-caizhengju/index.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载本单位的表格").click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("单位,职责,文号")
    assert len(rows) > 10
    assert all(row.startswith("郑州市财政局,") for row in rows[1:])
