"""What is not found, at any depth below any prefix: styled, with a search box that works."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.loopback import Quiet, served

pytestmark = pytest.mark.browser


class _Host(Quiet):
    """A static host: what it does not have it answers with the site's 404.html."""

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        page = next(Path(self.directory).rglob("404.html")).read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module", params=["", "portal/policy/"])
def host(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, at the root of a host and below a path."""
    folder = tmp_path_factory.mktemp("host")
    below = folder / request.param / "x"
    below.parent.mkdir(parents=True, exist_ok=True)
    for path in site.iterdir():
        (below.parent / path.name).symlink_to(path)
    with served(folder, _Host) as address:
        yield address + request.param


@pytest.mark.parametrize(
    "lost", ["nowhere", "doc/no-such/3-1/", "a/b/c/d", "doc/x/doc/y/z.html", "search/nothing/here"]
)
def test_a_page_that_is_not_there_leads_to_the_search(chromium: Browser, host: str, lost: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(host + lost)
    expect(page.locator("h1")).to_have_text("找不到这个页面")
    expect(page.locator("header.site .bar")).to_have_css("display", "grid")
    assert page.get_by_role("link", name="全部政策文件").evaluate("link => link.href") == f"{host}doc/index.html"
    page.get_by_label("检索词").fill("公积金")
    page.get_by_role("button", name="检索").click()
    page.wait_for_selector("#search-results[data-query='公积金'][data-state=done] a[data-result]")
    assert page.url.startswith(f"{host}search/")
    context.close()
