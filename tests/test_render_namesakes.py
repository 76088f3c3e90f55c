"""Two clauses to which a misprint gave one number: each page tells only its own facts, and no link leads nowhere."""

from __future__ import annotations

import msgspec
import pytest

from build_tools.model.document import Clause
from build_tools.model.facts import Fact, StructuredDocument
from build_tools.render.library import Library
from build_tools.render.pages import all_pages
from build_tools.render.templating import render
from build_tools.store.corpus import corpus_of
from tests.made import amount, benefit, duty, made, stating
from tests.rendering import Reader, html_of

PARTS = [
    ("一", "支持上市", "对上市企业给予奖励50万元。由甲市财政局负责。"),
    ("一/（一）", "支持挂牌", "办好服务。"),
    ("一", "支持外贸", "对外贸企业给予奖励70万元。由甲市商务局负责。"),
    ("一/（一）", "支持参展", "用好展会。"),
]


def moved(fact: Fact, second: Clause, words: str) -> Fact:
    """`fact` at these words of another clause."""
    paragraph = second.paragraphs[-1]
    start = paragraph.start + paragraph.text.index(words)
    return msgspec.structs.replace(fact, line=paragraph.line, start=start, end=start + len(words))


@pytest.fixture(scope="module")
def record() -> StructuredDocument:
    first, _ = made("甲政〔2022〕1号", "a-2022-1", "关于企业的意见", PARTS)
    second = first.document.clauses[2]
    quote, other = "对上市企业给予奖励50万元", "对外贸企业给予奖励70万元"
    one = benefit(first, ("一",), quote, beneficiary="上市企业", amount_yuan_min=5e5, amount_yuan_max=5e5)
    two = msgspec.structs.replace(one, quote=other, beneficiary="外贸企业", amount_yuan_min=7e5, amount_yuan_max=7e5)
    office = duty(first, ("一",), "甲市财政局", "responsible")
    trade = msgspec.structs.replace(office, unit="甲市商务局", surface="甲市商务局")
    sum_ = amount(first, ("一",), "50万元", 5e5)
    return stating(
        first,
        incentives=(one, moved(two, second, other)),
        responsibilities=(office, moved(trade, second, "甲市商务局")),
        amounts=(sum_, moved(msgspec.structs.replace(sum_, surface="70万元", yuan_min=7e5, yuan_max=7e5), second, "70万元")),
    )  # fmt: skip


def test_each_page_tells_only_what_its_own_words_say(record: StructuredDocument) -> None:
    pages = {page.name: html_of(render(page)) for page in all_pages(Library(corpus_of([record])))}
    for clause, own, others in (
        ("c1", ("50万元", "甲市财政局", "支持挂牌"), ("70万元", "甲市商务局")),
        ("c3", ("70万元", "甲市商务局", "支持参展"), ("50万元", "甲市财政局")),
    ):
        shown = Reader(pages[f"doc/a-2022-1/{clause}"])
        text = shown.text.replace(" ", "")
        assert [words in text for words in own] == [True] * 3
        assert [words in text for words in others] == [False] * 2
        inner = [a["href"][1:] for a in shown.all("a") if (a.get("href") or "").startswith("#")]
        assert inner
        assert set(inner) <= set(shown.by_id)


def test_what_leads_to_a_benefit_leads_to_the_clause_that_gives_it(record: StructuredDocument) -> None:
    pages = {page.name: html_of(render(page)) for page in all_pages(Library(corpus_of([record])))}
    told = Reader(pages["incentives"])
    said = [a["href"] for a in told.all("a") if "#incentive-" in (a.get("href") or "")]
    for address in said:
        place, _, anchor = address.partition("#")
        page = "doc/a-2022-1/" + place.rstrip("/").removesuffix("/index.html").rsplit("/", 1)[-1].removesuffix(".md")
        assert anchor in Reader(pages[page]).by_id, address
    assert len(said) == 2
