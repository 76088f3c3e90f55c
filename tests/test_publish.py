"""The last step: content policy, what is not found, addresses for search engines."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from build_tools.project import PREVIEW
from build_tools.render.links import FOLDERS, OWNED
from build_tools.render.publish import finish, publish, sitemaps

PAGE = '<!doctype html>\n<html><head>\n<meta charset="utf-8">\n<script>{}</script>\n</head><body>{}</body></html>'
ROOT = Path(__file__).resolve().parents[1]
DATA = '<script type="application/ld+json">{"a":1}</script>'


@pytest.fixture
def made_site(tmp_path: Path) -> Path:
    (tmp_path / "doc" / "a").mkdir(parents=True)
    (tmp_path / "index.html").write_text(PAGE.format("one()", ""), encoding="utf-8")
    (tmp_path / "doc" / "a" / "index.html").write_text(PAGE.format("one()", DATA), encoding="utf-8")
    (tmp_path / "404.html").write_text(PAGE.format("one()", '<a href="/index.html">回</a>'), encoding="utf-8")
    (tmp_path / "assets" / "javascripts").mkdir(parents=True)
    (tmp_path / "assets" / "javascripts" / "bundle.js").write_text("x", encoding="utf-8")
    return tmp_path


def test_every_page_has_a_policy_that_names_its_inline_script_and_no_other(made_site: Path) -> None:
    publish(made_site)
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    for page in ("index.html", "doc/a/index.html"):
        text = (made_site / page).read_text(encoding="utf-8")
        assert f"script-src 'self' 'sha256-{digest}';" in text
        assert "default-src 'none'" in text
        assert "unsafe" not in text


def test_doing_it_twice_changes_nothing(made_site: Path) -> None:
    publish(made_site)
    before = {path: path.read_bytes() for path in made_site.rglob("*") if path.is_file()}
    publish(made_site)
    assert {path: path.read_bytes() for path in made_site.rglob("*") if path.is_file()} == before


def test_a_preview_has_no_policy(made_site: Path) -> None:
    publish(made_site, guarded=False)
    assert "Content-Security-Policy" not in (made_site / "index.html").read_text(encoding="utf-8")


def test_what_is_not_used_is_dropped(made_site: Path) -> None:
    publish(made_site)
    assert not (made_site / "assets" / "javascripts").exists()


def test_the_page_for_what_is_not_found_has_no_link_to_the_root_of_the_host(made_site: Path) -> None:
    publish(made_site)
    assert 'href="/' not in (made_site / "404.html").read_text(encoding="utf-8")


def test_the_address_may_come_from_the_environment(made_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_ADDRESS", "https://example.test/kb/")
    publish(made_site)
    assert 'template="https://example.test/kb/search/?q={searchTerms}"' in (made_site / "opensearch.xml").read_text(
        "utf-8"
    )


def test_site_map_lists_pages_with_the_address_where_it_is_known(made_site: Path) -> None:
    publish(made_site, address="https://example.test/kb")
    assert _listed(made_site) == ["https://example.test/kb/doc/a/", "https://example.test/kb/"]


NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "o": "http://a9.com/-/spec/opensearch/1.1/"}


def _listed(site: Path, name: str = "sitemap.xml") -> list[str]:
    return [loc.text or "" for loc in ElementTree.parse(site / name).findall(".//s:loc", NAMES)]


def test_without_an_address_all_is_told_of_the_preview(made_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    publish(made_site)
    assert _listed(made_site) == [f"{PREVIEW}doc/a/", PREVIEW]
    url = ElementTree.parse(made_site / "opensearch.xml").find("o:Url", NAMES)
    assert url is not None
    assert url.attrib == {"type": "text/html", "method": "get", "template": PREVIEW + "search/?q={searchTerms}"}
    assert not [page for page in made_site.rglob("*.html") if PREVIEW in page.read_text(encoding="utf-8")]


def test_another_address_later_is_told_everywhere(made_site: Path) -> None:
    publish(made_site)
    publish(made_site, address="https://example.test/甲&乙/")
    assert _listed(made_site)[-1] == "https://example.test/甲&乙/"
    assert "https://example.test/甲&amp;乙/search/" in (made_site / "opensearch.xml").read_text(encoding="utf-8")


def test_what_only_leads_on_is_not_listed(made_site: Path) -> None:
    (made_site / "old").mkdir()
    moved = PAGE.format("one()", "").replace("<script>", '<meta name="robots" content="noindex">\n<script>')
    (made_site / "old" / "index.html").write_text(moved, encoding="utf-8")
    publish(made_site)
    assert _listed(made_site) == [f"{PREVIEW}doc/a/", PREVIEW]


def test_more_pages_than_one_map_holds_are_listed_in_several() -> None:
    made = sitemaps([f"doc/{n}/" for n in range(50_001)], "https://example.test/")
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = ElementTree.fromstring(made["sitemap.xml"])
    assert [loc.text for loc in index.findall("s:sitemap/s:loc", NAMES)] == [
        "https://example.test/sitemap-1.xml",
        "https://example.test/sitemap-2.xml",
    ]
    assert len(ElementTree.fromstring(made["sitemap-1.xml"])) == 50_000
    second = ElementTree.fromstring(made["sitemap-2.xml"])
    assert [loc.text for loc in second.findall("s:url/s:loc", NAMES)] == ["https://example.test/doc/50000/"]


def test_the_page_for_what_is_not_found_knows_its_root_where_the_address_is_known() -> None:
    page = PAGE.format("one()", '<a href="/index.html">回</a>')
    assert '<base href="/kb/">' in finish(page, True, lost=True, address="https://example.test/kb/")
    assert "<base>" in finish(page, True, lost=True)
    assert "<base" not in finish(page, True, address="https://example.test/kb/")


def test_the_page_for_what_is_not_found_knows_every_folder_of_the_site() -> None:
    by_hand = {path.parent.name for path in (ROOT / "docs").glob("*/index.md")}
    assert by_hand | set(OWNED) <= set(FOLDERS)
    assert all(f'"{folder}"' in finish(PAGE, True, lost=True) for folder in FOLDERS)
