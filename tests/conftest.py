"""What several test files share: the project, its built site, a server below a prefix, a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_tools import pipeline
from build_tools.progress import Progress
from build_tools.project import Project
from tests.browser.ensure_chromium import found
from tests.loopback import served

# the same examples every time: a red run must be red again for whoever looks into it
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/kb/"  # government sites live below a portal's path
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    """The project's own site, built (or found unchanged)."""
    return pipeline.build(Project(ROOT), progress=Progress(quiet=True))


@pytest.fixture(scope="session")
def base(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the built site on loopback, below a path prefix."""
    folder = tmp_path_factory.mktemp("served")
    (folder / PREFIX.strip("/")).symlink_to(site)
    with served(folder) as address:
        yield address + PREFIX.removeprefix("/")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for the session."""
    path = found()
    assert path, "找不到 Chromium：先运行 python tests/browser/ensure_chromium.py"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page, with what it must never do: errors, blocked scripts, requests to another host."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", lambda m: self.complaints.append(f"console: {m.text}") if m.type == "error" else None)
        self.page.on("request", lambda r: self._request(r.url, home))

    def _request(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:", "blob:")):
            self.complaints.append(f"request to another place: {url}")


@pytest.fixture
def desktop(chromium: Browser, base: str) -> Iterator[Watched]:
    """A desktop window on the served site; complaints fail the test."""
    yield from _window(chromium, base, 1280, 900)


@pytest.fixture
def phone(chromium: Browser, base: str) -> Iterator[Watched]:
    """A window of 360 px on the served site; complaints fail the test."""
    yield from _window(chromium, base, 360, 780)


@pytest.fixture(params=["desktop", "phone"])
def window(request: pytest.FixtureRequest) -> Watched:
    """At a desk and on a phone."""
    watched: Watched = request.getfixturevalue(request.param)
    return watched


@pytest.fixture
def folder(chromium: Browser, site: Path) -> Iterator[Watched]:
    """A desktop window on the site opened from its folder (file://)."""
    yield from _window(chromium, site.as_uri(), 1280, 900)


def _window(browser: Browser, home: str, width: int, height: int) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    watched = Watched(context, home)
    yield watched
    context.close()
    assert not watched.complaints, "\n".join(watched.complaints)
