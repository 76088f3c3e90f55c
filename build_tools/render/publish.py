"""After the site engine: a strict content policy in every page, nothing unused, addresses for search engines.

The site works without this step; here it is made safe and complete. Reads and writes site/ only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from build_tools.files import tree, write_changed
from build_tools.project import PREVIEW
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
FIND_ROOT = Path(__file__).parents[1] / "web" / "inline" / "notfound.js"
MOST = 50_000  # addresses of one site map (sitemaps.org)
HEAD = 2048  # bytes of a page within which it says that it is not to be listed
UNLISTED = b'<meta name="robots" content="noindex">'


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
        lost = page.parent == site and page.name == "404.html"
        page.write_text(finish(text, guarded, lost, address or told_address()), encoding="utf-8")
    complete(site, address)


def publish_sources(files: Iterable[Path], site: Path) -> None:
    """Copies what was received, byte for byte, to where the pages link to it."""
    folder = site / links.SOURCES
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / links.source_name(file.name))


def told_address() -> str:
    """Where the site will stand, as the environment's SITE_ADDRESS says, with a slash at its end; "" where it does not."""
    address = os.environ.get("SITE_ADDRESS", "")
    return f"{address.rstrip('/')}/" if address else ""


def complete(site: Path, address: str = "") -> None:
    """Writes what tells search engines and browsers of the pages of `site`.

    `address`: where it will stand ("https://…/policy/"; default: what the environment's SITE_ADDRESS says). Site map and
    search description must say so in full: where nobody does, they tell of the preview on this machine. The feed's links
    are relative by themselves, and hold anywhere; they are told in full where the address is known.
    """
    address = f"{address.rstrip('/')}/" if address else told_address()
    listed = [_address(page, site) for page in tree(site, "index.html") if _is_listed(page)]
    for path in site.glob("sitemap*.xml"):
        path.unlink()
    for name, text in sitemaps(listed, address or PREVIEW).items():
        write_changed(site / name, text)
    write_changed(site / "opensearch.xml", opensearch(address or PREVIEW))
    feed = site / "feed.xml"
    if address and feed.exists():
        write_changed(feed, LINKED.sub(rf"\1{escape(address)}", feed.read_text(encoding="utf-8")))


def _is_listed(page: Path) -> bool:
    with page.open("rb") as stream:
        return UNLISTED not in stream.read(HEAD)


def _address(page: Path, site: Path) -> str:
    folder = page.parent.relative_to(site).as_posix()
    return "" if folder == "." else f"{folder}/"


def finish(text: str, guarded: bool, lost: bool = False, address: str = "") -> str:
    """A page with its content policy; a finished page stays as it is.

    `lost`: the page for what is not found. `address`: where the site will stand, if that is known.
    """
    if 'http-equiv="Content-Security-Policy"' in text:
        return text
    if lost and root_script() not in text:
        root = f'<base href="{escape(urlsplit(address).path)}">' if address else "<base>"
        text = ROOTED.sub(r'\1="', text).replace(CHARSET, f"{CHARSET}\n{root}<script>{root_script()}</script>", 1)
    if guarded:
        hashes = "".join(f" '{script_hash(script)}'" for script in dict.fromkeys(INLINE.findall(text)))
        meta = f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY.format(hashes=hashes)}">'
        text = text.replace(CHARSET, meta, 1)
    return text


@cache
def root_script() -> str:
    """What finds the root of the site from a page that may be shown at any depth.

    It stands in the page: where other scripts are is not known before.
    """
    return f"{FIND_ROOT.read_text(encoding='utf-8')}findRoot({json.dumps(links.FOLDERS)});"


@cache
def script_hash(script: str) -> str:
    """How the policy names an inline script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def sitemaps(pages: list[str], address: str) -> dict[str, str]:
    """All pages for search engines (sitemaps.org): sitemap.xml, or an index of several where they are too many for one."""
    parts = [pages[at : at + MOST] for at in range(0, len(pages), MOST)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _listing("urlset", "url", [address + page for page in pages])}
    files = {
        f"sitemap-{n}.xml": _listing("urlset", "url", [address + page for page in part])
        for n, part in enumerate(parts, start=1)
    }
    return {"sitemap.xml": _listing("sitemapindex", "sitemap", [address + name for name in files]), **files}


def _listing(root: str, row: str, addresses: Iterable[str]) -> str:
    rows = "".join(f"<{row}><loc>{escape(address)}</loc></{row}>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{root}>\n'
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
