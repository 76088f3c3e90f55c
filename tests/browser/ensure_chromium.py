"""Finds a Chromium for the browser tests, or installs one; prints its path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """Path of a Chromium that is there: $CHROMIUM, on the PATH, or the test tool's own download."""
    if named := os.environ.get("CHROMIUM"):
        return named if Path(named).is_file() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        own = play.chromium.executable_path
    return own if Path(own).is_file() else None


def install() -> None:
    """Debian's package where we are root on Debian, else the test tool's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False, stdout=subprocess.DEVNULL)
        done = subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
            env=quiet, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """0 when a Chromium is there in the end."""
    if not found():
        install()
    path = found()
    if path is None:
        print(
            "找不到 Chromium：请安装浏览器（如 apt-get install chromium），或用环境变量 CHROMIUM 指明其路径。",
            file=sys.stderr,
        )
        return 1
    print(f"Chromium：{path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
