"""Wherever the whole text of a document stands, it stands in the order in which it was printed."""

from __future__ import annotations

import io
from typing import Any

import docx
import msgspec
import pytest
from lxml import etree

from build_tools.export.akomantoso import akn_bytes
from build_tools.model.document import Document, Paragraph
from build_tools.model.facts import StructuredDocument
from build_tools.model.order import METADATA, stretches
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views.clause import clause_pages
from build_tools.render.views.document import document_page
from build_tools.render.word import word_file
from build_tools.store.corpus import load_corpus
from tests.made import made
from tests.rendering import ROOT, html_of

LIBRARY = Library(load_corpus(ROOT / "structured"))
EVERY = pytest.mark.parametrize("entry", LIBRARY.documents, ids=lambda entry: entry.document.id)


def printed(document: Document) -> list[str]:
    """Every paragraph without its metadata lines, by its place in the source."""
    paragraphs = [p for p in (*document.header, *document.trailer) if p.role not in METADATA]
    paragraphs += [p for clause in document.clauses for p in clause.paragraphs]
    return [p.text for p in sorted(paragraphs, key=lambda p: p.start) if p.text]


def bare(text: str) -> str:
    return "".join(text.split())


def out_of_order(text: str, words: list[str]) -> list[str]:
    """Those of `words` that do not come after all before them."""
    text, at, wrong = bare(text), 0, []
    for word in words:
        found = text.find(bare(word), at)
        if found < 0:
            wrong.append(word)
        else:
            at = found + len(bare(word))
    return wrong


def page_text(markdown: str) -> str:
    """What a page's article says."""
    article: Any = etree.HTML(html_of(markdown)).find(".//article")
    for own in article.iterfind(".//a[@class='own']"):
        own.text = ""
    return "".join(article.itertext())


@EVERY
def test_document_page(entry: StructuredDocument) -> None:
    assert not out_of_order(page_text(render(document_page(LIBRARY, entry))), printed(entry.document))


@EVERY
def test_word(entry: StructuredDocument) -> None:
    read = docx.Document(io.BytesIO(word_file(entry.document)))
    assert not out_of_order("\n".join(p.text for p in read.paragraphs), printed(entry.document))


@EVERY
def test_akoma_ntoso(entry: StructuredDocument) -> None:
    document = entry.document
    tree: Any = etree.fromstring(akn_bytes(entry))
    text = "".join(tree.itertext())
    labels = {p.text for clause in document.clauses for p in clause.paragraphs[:1]}  # these are taken apart
    assert not out_of_order(text, [words for words in printed(document) if words not in labels])


def split() -> StructuredDocument:
    """Lines of a clause between its children and after them, closing lines before the annex."""
    record, _ = made("甲政〔2022〕3号", "jia-2022-3", "甲市人民政府关于排水的意见", [
        ("一", "任务", "开头的话。"), ("一/（一）", "清淤", "先清淤。"), ("一/（二）", "改造", "再改造。"), ("附件", "清单", "略。"),
    ])  # fmt: skip
    first, second, third, annex = record.document.clauses

    def line(text: str, after: Paragraph, role: str = "text") -> Paragraph:
        return Paragraph(role=role, text=text, line=9, end_line=9, start=after.end, end=after.end + 1)  # type: ignore[arg-type]

    own = (*first.paragraphs, line("中间的话。", second.paragraphs[-1]), line("结尾的话。", third.paragraphs[-1]))
    first = msgspec.structs.replace(first, paragraphs=own)
    note = line("附件：清单", third.paragraphs[-1], "annex_note")
    note = msgspec.structs.replace(note, start=annex.paragraphs[0].start - 1)
    document = msgspec.structs.replace(record.document, clauses=(first, second, third, annex), trailer=(note,))
    return StructuredDocument(document=document)


WANTED = ["开头的话。", "先清淤。", "中间的话。", "再改造。", "结尾的话。", "附件：清单", "附件、清单", "略。"]


def test_a_clause_comes_back_after_its_children() -> None:
    found = [(s.clause.num if s.clause else "", s.first) for s in stretches(split().document)]
    assert found == [
        ("一", True), ("（一）", True), ("一", False), ("（二）", True), ("一", False), ("", True), ("附件", True),
    ]  # fmt: skip


def test_made_document_in_word_and_xml() -> None:
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word_file(split().document))).paragraphs]
    assert not out_of_order("".join(paragraphs), [*WANTED[:6], "2022年6月29日", *WANTED[6:]])
    tree: Any = etree.fromstring(akn_bytes(split()))
    xml = "".join(tree.itertext())
    assert not out_of_order(xml, [*WANTED[:6], "略。"])


@EVERY
def test_a_clause_page_says_where_its_children_stand(entry: StructuredDocument) -> None:
    document = entry.document
    pages = list(clause_pages(LIBRARY, entry))
    for clause, page in zip(document.clauses, pages, strict=True):
        assert not out_of_order(page_text(render(page)), [p.text for p in clause.paragraphs])
    back = {s.clause.path for s in stretches(document) if s.clause and not s.first}
    assert {c.path for c, page in zip(document.clauses, pages, strict=True) if page.data["children_after"]} == back
