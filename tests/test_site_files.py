"""What the built site tells search engines, browsers and feed readers: well formed, and complete."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

from build_tools.project import PREVIEW

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = f"{os.environ.get('SITE_ADDRESS', PREVIEW).rstrip('/')}/"


def test_every_page_that_is_to_be_found_is_in_the_site_map(site: Path) -> None:
    rows = ElementTree.parse(site / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    listed = [row.text or "" for row in rows]
    assert len(listed) == len(set(listed))
    pages = {
        page for page in site.rglob("index.html") if 'name="robots" content="noindex"' not in page.read_text("utf-8")
    }
    assert {site / address.removeprefix(ADDRESS) / "index.html" for address in listed} == pages
    unlisted = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {
        page.relative_to(site).as_posix() for page in pages
    }
    assert {"404.html", "search/index.html"} <= unlisted


def test_the_search_of_a_browser_leads_to_the_search_page(site: Path) -> None:
    url = ElementTree.parse(site / "opensearch.xml").find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    template = url.attrib["template"]
    assert template == ADDRESS + "search/?q={searchTerms}"
    assert (site / "search" / "index.html").is_file()
    for page in ("index.html", "doc/index.html"):
        assert 'rel="search" type="application/opensearchdescription+xml"' in (site / page).read_text("utf-8")


def test_the_feed_is_atom_and_its_links_lead_to_pages(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.find(ATOM + name) is not None for name in ("id", "title", "updated"))
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert all(entry.findtext(ATOM + name) for name in ("title", "updated")), ids
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        link = entry.find(f"{ATOM}link")
        assert link is not None
        target = urljoin(ADDRESS + "feed.xml", link.attrib["href"])
        assert (site / target.removeprefix(ADDRESS)).is_file()


def test_the_licence_of_what_scripts_hold_goes_with_them(site: Path, root: Path) -> None:
    entries = [path.read_text("utf-8") for path in (root / "build_tools/web/src").glob("*.js")]
    packages = {name for text in entries for name in re.findall(r'from "([^."][^"]*)"', text)}
    licences = (site / "assets/generated/licences.txt").read_text("utf-8")
    assert packages
    assert {line for line in licences.split("\n") if line in packages} == packages
    assert licences.count("Permission is hereby granted") == len(packages)
