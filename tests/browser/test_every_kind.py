"""Every kind of page: accessible, safe, self-contained, fit for a phone, usable from a folder and without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from build_tools.web.toolchain import MODULES
from tests.browser.kinds import KINDS
from tests.conftest import Watched

pytestmark = pytest.mark.browser
every_kind = pytest.mark.parametrize("kind", KINDS)
RUN_AXE = """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
    .then(r => r.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`))"""


@pytest.fixture(scope="session")
def axe() -> str:
    return (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@every_kind
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Browser, base: str, axe: str, kind: str, width: int, scheme: Any
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(base + KINDS[kind])
    if kind == "search":
        page.wait_for_selector("#search-results[data-state=done] a[data-result]")
    page.evaluate(axe)
    found = page.evaluate(RUN_AXE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert not found, "\n".join(found)
    assert wide <= width


@every_kind
@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (1280, "200%")])
def test_enlarged_nothing_sticks_out(chromium: Browser, base: str, kind: str, width: int, size: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base + KINDS[kind])
    if kind == "search":
        page.wait_for_selector("#search-results[data-state=done] a[data-result]")
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size, 'important')", size)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= width


@every_kind
def test_works_from_a_folder(folder: Watched, site: Path, kind: str) -> None:
    folder.page.goto(f"{site.as_uri()}/{KINDS[kind]}")
    assert folder.page.locator("h1").count() == 1
    for href in folder.page.eval_on_selector_all(
        "a[href]:not([href^='#'])", "links => links.map(a => a.href.split('#')[0].split('?')[0])"
    ):
        if href.startswith("file:"):
            assert Path(href.removeprefix("file://")).is_file(), href


@every_kind
def test_holds_a_strict_content_policy_and_stands_still(desktop: Watched, base: str, kind: str) -> None:
    desktop.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    desktop.page.goto(base + KINDS[kind])
    policy = desktop.page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if " " in rule.strip())
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https://schema.org", "")
    assert desktop.page.context.cookies() == []
    desktop.page.wait_for_timeout(100)
    assert desktop.page.evaluate("window.shift") <= (0.02 if kind == "search" else 0)


@every_kind
def test_can_be_read_without_scripts(chromium: Browser, base: str, kind: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + KINDS[kind])
    assert page.locator("h1").inner_text().strip()
    if kind in ("search", "incentives", "calculator"):
        assert "脚本" in page.locator("main").inner_text()
    context.close()
