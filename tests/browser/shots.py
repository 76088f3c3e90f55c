"""Pictures of each kind of page (desktop, phone, dark, print), to be looked at: `make shots`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from build_tools import pipeline
from build_tools.progress import Progress
from build_tools.project import Project
from tests.browser.ensure_chromium import found
from tests.browser.kinds import KINDS
from tests.conftest import CHROMIUM_FLAGS, ROOT

OUT = ROOT / ".cache" / "shots"
README = ROOT / ".github" / "readme"


def shoot(browser: Browser, site: Path, address: str, out: Path, width: int, height: int, dark: bool = False) -> None:
    """One picture of what a reader sees first."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{address}")
    if "search" in address:
        page.wait_for_selector("#search-results[data-state=done]")
    out.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=out)
    context.close()


def letter(browser: Browser, site: Path, address: str, out: Path) -> None:
    """The page as a printer would have it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{address}")
    page.pdf(path=out, format="A4")
    context.close()


def main() -> int:
    """All pictures into .cache/shots; with --readme the two of the README as well."""
    site = pipeline.build(Project(ROOT), progress=Progress())
    path = found()
    if path is None:
        print("找不到 Chromium：先运行 make test 或安装浏览器", file=sys.stderr)
        return 1
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        for kind, address in KINDS.items():
            name = kind.replace(" ", "-")
            shoot(browser, site, address, OUT / "desktop" / f"{name}.png", 1280, 1000)
            shoot(browser, site, address, OUT / "phone" / f"{name}.png", 360, 780)
            shoot(browser, site, address, OUT / "dark" / f"{name}.png", 1280, 1000, dark=True)
            (OUT / "print").mkdir(parents=True, exist_ok=True)
            letter(browser, site, address, OUT / "print" / f"{name}.pdf")
        if "--readme" in sys.argv:
            shoot(browser, site, "index.html", README / "home.png", 1120, 700)
            shoot(browser, site, KINDS["clause with sums"], README / "clause.png", 1120, 800)
        browser.close()
    print(f"截图在 {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
