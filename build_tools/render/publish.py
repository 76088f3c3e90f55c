"""After the site engine: a strict content policy in every page, nothing unused, addresses for search engines.

The site works without this step; here it is made safe and complete. Reads and writes site/ only.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from build_tools.files import tree, write_changed
from build_tools.render import links

UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml.gz")  # the parent theme's own
CHARSET = '<meta charset="utf-8">'
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)  # data blocks have a type and are never run
LINKED = re.compile(r'(<link [^>]*href=")(?![a-z]+:)')  # in the feed, whose own links are relative
ROOTED = re.compile(r'\b(href|src|action)="/(?!/)')
POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'self'; manifest-src 'self'; worker-src 'self'"
)
# A page that is not found may be asked for at any depth: the way to the root is guessed from the address.
FIND_ROOT = (
    "(function(p){var m=!/404\\.html$/.test(p)&&p.match(/^(.*?\\/)(?:doc|unit|topic|incentives|calculator|targets|"
    "timetable|appointments|citations|search|help|about|dictionary|maintain|data|source)(?:\\/|$)/),"
    "b=document.createElement('base');b.href=m?m[1]:p.replace(/[^\\/]*$/,'');document.head.prepend(b)})(location.pathname)"
)


def publish(site: Path, *, guarded: bool = True, address: str = "") -> None:
    """Finishes a `site` that any engine made from docs/. `address` as for `complete`.

    `guarded`: with a content policy in every page; a preview that reloads pages itself needs them without.
    """
    for name in UNUSED:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(finish(text, guarded, lost=page.parent == site and page.name == "404.html"), encoding="utf-8")
    complete(site, address)


def publish_sources(files: Iterable[Path], site: Path) -> None:
    """Copies what was received, byte for byte, to where the pages link to it."""
    folder = site / links.SOURCES
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / links.source_name(file.name))


def complete(site: Path, address: str = "") -> None:
    """Writes what tells search engines and browsers of the pages of `site`.

    `address`: where it will stand ("https://…/policy/"; default: what the environment's SITE_ADDRESS says);
    without it there is no sitemap and no search description, as both must say where the site stands.
    """
    address = address or os.environ.get("SITE_ADDRESS", "")
    address = f"{address.rstrip('/')}/" if address else ""
    if not address:
        for name in ("sitemap.xml", "opensearch.xml"):
            (site / name).unlink(missing_ok=True)
        return
    pages = [_address(page, site) for page in tree(site, "index.html")]
    write_changed(site / "sitemap.xml", sitemap(pages, address))
    write_changed(site / "opensearch.xml", opensearch(address))
    feed = site / "feed.xml"
    if feed.exists():
        write_changed(feed, LINKED.sub(rf"\1{escape(address)}", feed.read_text(encoding="utf-8")))


def _address(page: Path, site: Path) -> str:
    folder = page.parent.relative_to(site).as_posix()
    return "" if folder == "." else f"{folder}/"


def finish(text: str, guarded: bool, lost: bool = False) -> str:
    """A page with its content policy. `lost`: the page for what is not found. A finished page stays as it is."""
    if 'http-equiv="Content-Security-Policy"' in text:
        return text
    if lost and FIND_ROOT not in text:
        text = ROOTED.sub(r'\1="', text).replace(CHARSET, f"{CHARSET}\n<script>{FIND_ROOT}</script>", 1)
    if guarded:
        hashes = "".join(f" '{script_hash(script)}'" for script in dict.fromkeys(INLINE.findall(text)))
        meta = f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY.format(hashes=hashes)}">'
        text = text.replace(CHARSET, meta, 1)
    return text


@cache
def script_hash(script: str) -> str:
    """How the policy names an inline script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def sitemap(pages: list[str], address: str) -> str:
    """All pages for search engines (sitemaps.org)."""
    rows = "".join(f"<url><loc>{escape(address + page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def opensearch(address: str) -> str:
    """So that a browser can search from its address bar."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>政策知识库</ShortName>\n<Description>检索政府公报刊登的政策条款</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<Language>zh-CN</Language>\n"
        f'<Url type="text/html" method="get" template="{escape(address)}search/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
