"""Links of the built site: every relative address leads to a file, every fragment to an element."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from build_tools.check.findings import Finding

SCRIPTED = frozenset({"search"})  # pages whose fragments and queries a script reads


@cache
def _tag() -> re.Pattern[str]:
    # start tags only; values as Material and our templates write them: quoted, or bare after minifying
    return re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@cache
def _attribute() -> re.Pattern[str]:
    # every attribute, so that what stands within the value of another is passed over
    return re.compile(r"\s([^\s\"'=<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


@cache
def _skipped() -> re.Pattern[str]:
    return re.compile(r"<!--.*?-->|<(script|style)\b([^>]*)>.*?</\1>", re.DOTALL)


def check_site(site: Path) -> Iterator[Finding]:
    """A finding for each address of a page that leads nowhere, in the order of the pages."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    anchors: dict[str, frozenset[str]] = {}
    links: list[tuple[str, int, str]] = []
    for name in sorted(name for name in files if name.endswith(".html")):
        found, ids = _read((site / name).read_text(encoding="utf-8"))
        anchors[name] = ids
        links += [(name, line, address) for line, address in found]
    for page, line, address in links:
        problem = _problem(page, address, files, anchors)
        if problem:
            yield Finding(f"site/{page}", line, "error", f"链接 {address} {problem}")


def _read(html: str) -> tuple[list[tuple[int, str]], frozenset[str]]:
    """Addresses of a page with their lines, and its anchors."""
    html = _skipped().sub(lambda m: f"<script{m[2] or ''}>" + "\n" * m[0].count("\n"), html)
    links, ids, line, at = [], set(), 1, 0
    for tag in _tag().finditer(html):
        line, at = line + html.count("\n", at, tag.start()), tag.start()
        for name, *values in _attribute().findall(tag[0]):
            value = unescape("".join(values))
            if name in ("id", "name"):
                ids.add(value)
            elif name in ("href", "src"):
                links.append((line, value))
    return links, frozenset(ids)


def _problem(page: str, address: str, files: set[str], anchors: dict[str, frozenset[str]]) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "不是正确的地址"
    if parts.scheme or parts.netloc:
        return None  # another host or mailto: a browser test proves that pages request nothing there
    path = unquote(parts.path)
    if path.startswith("/"):
        return None if page == "404.html" else "以 / 开头，站点放在子路径下就会断开"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target.startswith(".."):
        return "超出了站点"
    if target not in files:
        target = "index.html" if target == "." else f"{target}/index.html"
    if target not in files:
        return "所指的页面不存在"
    fragment = unquote(parts.fragment)
    if fragment and target in anchors and fragment not in anchors[target]:
        return None if target.split("/")[0] in SCRIPTED else f"所指的位置 #{fragment} 不存在"
    return None
