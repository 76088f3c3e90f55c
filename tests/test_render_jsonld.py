"""What pages tell machines: schema.org names only, what the text says and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import msgspec
import pytest
import yaml

from build_tools.model.facts import Facts, Validity
from build_tools.render.library import Library
from build_tools.render.pages import all_pages, downloads
from build_tools.render.templating import render
from build_tools.render.views.jsonld import area_of, areas
from build_tools.store.corpus import corpus_of, load_corpus
from tests.conftest import ROOT
from tests.made import cites, made, stating
from tests.rendering import html_of

NAMES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "schema_org.yml").read_text("utf-8"))


def names_of(type_: str) -> set[str]:
    return set(NAMES[type_]).union(*(names_of(above) for above in NAMES["inherits"].get(type_, ())))


def things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from things(value)
    elif isinstance(data, list):
        for value in data:
            yield from things(value)


def told(html: str) -> list[dict[str, Any]]:
    return [json.loads(part.split("</script>")[0]) for part in html.split('<script type="application/ld+json">')[1:]]


def test_names_are_schema_org_s_and_addresses_lead_to_pages() -> None:
    library = Library(load_corpus(ROOT / "structured"))
    pages = list(all_pages(library))
    known = {f"https://example.test/kb/{page.name}/index.html".replace("kb//", "kb/") for page in pages}
    known |= {f"https://example.test/kb/{name}" for name, _ in downloads(library)}
    for page in pages:
        if page.template not in ("document", "clause"):
            continue
        here = f"https://example.test/kb/{page.name}/index.html"
        legislation, way = told(html_of(render(page)))
        assert (legislation["@type"], way["@type"]) == ("Legislation", "BreadcrumbList")
        for thing in (*things(legislation), *things(way)):
            assert set(thing) - {"@context", "@type"} <= names_of(thing["@type"]), page.name
            assert all(value not in (None, "", [], {}) for value in thing.values()), page.name
            for name in ("url", "contentUrl", "item"):
                if name in thing and thing[name] != "./":
                    assert urldefrag(urljoin(here, thing[name]))[0] in known, (page.name, thing[name])


def test_only_what_the_text_says_is_told() -> None:
    parts = [("一", "总则", "自2022年8月1日起施行。"), ("一/（一）", "对象", "企业。")]
    old, _ = made("甲政〔2020〕1号", "old-2020-1", "旧办法", [("一", "总则", "原有规定。")])
    record, _ = made("甲政〔2022〕1号", "new-2022-1", "新办法", [*parts, ("二", "附", "《旧办法》同时废止。")])
    record = stating(record, citations=cites(record, ("二",), "旧办法", "甲政〔2020〕1号", "repeals"))
    validity = Validity(effective="2022-08-01", expires="2027-07-31")
    record = msgspec.structs.replace(record, facts=msgspec.structs.replace(record.facts, validity=validity))
    pages = {page.name: page for page in all_pages(Library(corpus_of([old, record])))}
    new = told(html_of(render(pages["doc/new-2022-1"])))[0]
    assert new["legislationJurisdiction"] == {"@type": "AdministrativeArea", "name": "甲市"}
    assert new["legislationDateOfApplicability"] == "2022-08-01"
    assert (new["expires"], new["temporalCoverage"]) == ("2027-07-31", "2022-08-01/2027-07-31")
    assert "legislationLegalForce" not in new
    assert new["legislationRepeals"][0]["url"] == "../old-2020-1/index.html"
    past = told(html_of(render(pages["doc/old-2020-1"])))[0]
    assert past["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert not {"legislationDateOfApplicability", "expires", "temporalCoverage", "legislationType"} & set(past)
    clause, way = told(html_of(render(pages["doc/new-2022-1/c2"])))
    assert clause["isPartOf"]["name"] == "一、总则"
    assert clause["isPartOf"]["isPartOf"]["legislationIdentifier"] == "甲政〔2022〕1号"
    assert [item["name"] for item in way["itemListElement"]] == [
        "首页", "政策文件", "新办法", "一、总则", "（一）对象"
    ]  # fmt: skip


def test_rules_in_words_are_no_dates() -> None:
    record, _ = made("甲政〔2022〕1号", "new-2022-1", "新办法", [("一", "总则", "有效期3年。")])
    validity = Validity(effective="自公布之日起", expires="有效期3年")
    record = msgspec.structs.replace(record, facts=Facts(validity=validity))
    page = next(page for page in all_pages(Library(corpus_of([record]))) if page.template == "document")
    data = told(html_of(render(page)))[0]
    assert not {"legislationDateOfApplicability", "expires", "temporalCoverage"} & set(data)


@pytest.mark.parametrize("row", areas(), ids=lambda row: row.example)
def test_areas_by_their_example(row: Any) -> None:
    assert area_of(row.example) == row.is_


@pytest.mark.parametrize("issuer", ["某某集团有限公司", "联合工作组", "乙州市财政局", ""])
def test_a_name_without_a_place_tells_no_area(issuer: str) -> None:
    assert area_of(issuer) == ""


@pytest.mark.parametrize("character", ["\x01", "\x7f", "\x9f", "\u2028", "<"])
def test_no_control_character_stands_in_what_machines_are_told(character: str) -> None:
    title = f"关于{character}的办法"
    record, _ = made("甲政〔2022〕1号", "new-2022-1", title, [("一", "总则", "有效期3年。")])
    page = next(page for page in all_pages(Library(corpus_of([record]))) if page.template == "document")
    text = render(page)
    assert character not in text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert told(html_of(text))[0]["name"] == title
