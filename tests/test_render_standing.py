"""Whether a clause still holds, as its 要点 say it: never guessed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from build_tools.model.facts import Citation, StructuredDocument, Validity
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views.clause import clause_pages
from build_tools.store.corpus import corpus_of
from tests.made import duty, found, made, stating
from tests.rendering import Reader, html_of

ASK = "是否仍有效：公报未载明，请向主管部门核实。"


def old(validity: Validity, date: str | None = "2019-05-01") -> StructuredDocument:
    text = "责任单位：甲市交通局"
    record, _ = made("甲政〔2019〕1号", "jia-2019-1", "关于渡口的意见", [("一", "修渡口", text)], date=date)
    record = stating(record, responsibilities=duty(record, ("一",), "甲市交通局", "responsible"))
    return msgspec.structs.replace(record, facts=msgspec.structs.replace(record.facts, validity=validity))


def shown(*records: StructuredDocument) -> str:
    corpus = corpus_of(records)
    page = next(clause_pages(Library(corpus), corpus.by_id["jia-2019-1"]))
    return Reader(html_of(render(page))).text


@pytest.mark.parametrize(
    ("validity", "date", "says", "asks"),
    [
        (Validity(), "2019-05-01", "2019 年的文件。", True),
        (Validity(), None, ASK, True),
        (Validity(expires="2029-05-01"), "2019-05-01", "2019 年的文件。", False),
        (Validity(status="有效"), "2019-05-01", "2019 年的文件。有效。", False),
    ],
)
def test_where_nobody_says_so_the_reader_is_told_to_ask(
    validity: Validity, date: str | None, says: str, asks: bool
) -> None:
    text = shown(old(validity, date))
    assert says in text
    assert (ASK in text) == asks


def test_a_repealed_document_says_so_in_its_clauses() -> None:
    later, _ = made("甲政〔2021〕2号", "jia-2021-2", "关于桥梁的意见", [("一", "废止", "《关于渡口的意见》同时废止。")])
    place: dict[str, Any] = found(later, ("一",), "《关于渡口的意见》")
    repeal = Citation(**place, title="关于渡口的意见", number="甲政〔2019〕1号", relation="repeals")
    text = shown(old(Validity()), stating(later, citations=repeal))
    assert "本文件已被关于桥梁的意见废止。" in text
    assert ASK not in text
