"""The gazette line by line: nothing but the source's own characters, and an anchor for every line and every clause."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.check.lossless import account_of
from build_tools.model.document import Clause, Document, Repair
from build_tools.model.facts import Correction, StructuredDocument
from build_tools.model.text import SourceText
from build_tools.read.kept import keep, text_of
from build_tools.read.reader import read_file
from build_tools.render.library import Library
from build_tools.render.pages import all_pages
from build_tools.render.templating import render
from build_tools.render.views.lines import lines_page, stretches
from build_tools.segment.documents import parse
from build_tools.store.corpus import corpus_of
from tests.conftest import ROOT
from tests.made import made
from tests.rendering import Reader, html_of

GAZETTES = sorted((ROOT / "sources").glob("*.txt"))


def shown(record: StructuredDocument, source: SourceText) -> Reader:
    library = Library(corpus_of([record]), {source.name: source})
    return Reader(html_of(render(lines_page(library, library.documents[0]))))


@pytest.mark.parametrize("file", GAZETTES, ids=lambda file: file.stem)
def test_each_line_is_the_source_s(file: Path) -> None:
    source = read_file(file)
    for document in parse(source):
        reader = shown(StructuredDocument(document=document), source)
        for number in range(document.line, document.end_line + 1):
            line = source.text[source.line_starts[number - 1] :].split("\n", 1)[0].rstrip("\r")
            assert reader.by_id[f"n{number}"] == f"{number}{line}"
        missing = {f"c-{clause.id}" for clause in document.clauses} - set(reader.by_id)
        assert not missing


def test_a_clause_s_anchor_holds_its_lines() -> None:
    record, source = made(
        "甲政〔2022〕1号", "a-2022-1", "意见", [("一", "总则", "第一句。\n第二句。"), ("二", "附", "第三句。")]
    )
    reader = shown(record, source)
    assert "".join(reader.by_id["c-c1"].split()) == "3一、总则4第一句。5第二句。"
    assert "".join(reader.by_id["c-c2"].split()) == "6二、附7第三句。"


def test_what_was_mended_is_marked_and_hostile_text_stays_text() -> None:
    words = "<script>x</script> **粗** `码` [链](javascript:y) a  b\tc"
    record, source = made("甲政〔2022〕1号", "a-2022-1", "意见", [("一", "", words)])
    start = source.text.index("**")
    cut = Repair(kind="markup", line=3, start=start, end=start + 2, put="", before="**粗", after="粗")
    document = msgspec.structs.replace(record.document, repairs=(cut,))
    library = Library(corpus_of([StructuredDocument(document=document)]), {source.name: source})
    html = html_of(render(lines_page(library, library.documents[0])))
    assert Reader(html).by_id["n3"] == f"3{words}"
    assert "<mark>&#42;&#42;</mark>" in html
    assert "<script>" not in html


lines = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 6), st.lists(st.sampled_from("一二三"), min_size=1, max_size=3)),
    max_size=8,
)


@given(lines)
def test_stretches_always_nest(rows: list[tuple[int, int, list[str]]]) -> None:
    clauses = tuple(
        Clause(id=f"{n}", path=tuple(path), num=path[-1], line=first, end_line=first + more)
        for n, (first, more, path) in enumerate(rows)
    )
    document = Document(
        id="a",
        doc="a",
        title="a",
        source_file="a",
        source_sha256="",
        line=1,
        end_line=20,
        start=0,
        end=20,
        clauses=clauses,
    )
    found = stretches(document)
    assert len(found) == len(clauses)
    whole = [stretch for stretch in found if stretch.first <= stretch.last]
    for one in whole:
        for other in whole:
            apart = one.last < other.first or other.last < one.first
            inside = (one.first <= other.first and other.last <= one.last) or (
                other.first <= one.first and one.last <= other.last
            )
            assert apart or inside


def test_pages_tell_the_count_and_who_corrected_what() -> None:
    record, source = made("甲政〔2022〕1号", "a-2022-1", "意见", [("一", "总则", "给予奖励50万元。")])
    note = Correction(
        action="change", table="amounts", path=("一",), words="奖励50万元", line=4, office="甲市财政局",
        date="2026-01-05", reason="与印发件核对", was="role：fixed",
    )  # fmt: skip
    account = account_of(record.document, source)
    record = msgspec.structs.replace(record, corrections=(note,), account=account)
    library = Library(corpus_of([record]), {source.name: source})
    pages = {page.name: Reader(html_of(render(page))) for page in all_pages(library)}
    for name in ("doc/a-2022-1", "source", "source/a-2022-1"):
        assert f"原文 {account.source} 字（空白不计），全部可在页面与校订记录中逐字对上" in pages[name].text, name
    for name in ("doc/a-2022-1", "doc/a-2022-1/c1"):
        assert "2026-01-05 甲市财政局：“奖励50万元”，与印发件核对（原为：role：fixed）" in pages[name].text, name
    assert {"href": "../../../source/a-2022-1/index.html#c-c1"} in pages["doc/a-2022-1/c1"].all("a")


def test_what_was_not_accounted_for_is_told() -> None:
    record, source = made("甲政〔2022〕1号", "a-2022-1", "意见", [("一", "总则", "给予奖励。")])
    paragraph = msgspec.structs.replace(record.document.clauses[0].paragraphs[1], text="给予补助。")
    clause = msgspec.structs.replace(
        record.document.clauses[0], paragraphs=(record.document.clauses[0].paragraphs[0], paragraph)
    )
    document = msgspec.structs.replace(record.document, clauses=(clause,))
    record = msgspec.structs.replace(record, document=document, account=account_of(document, source))
    pages = {page.name: Reader(html_of(render(page))) for page in all_pages(Library(corpus_of([record])))}
    assert "其中 5 字未能在页面与校订记录中逐字对上" in pages["doc/a-2022-1"].text
    assert "全部可在页面" not in pages["source"].text


def test_a_text_is_kept_by_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("甲市人民政府\r\n通知\n", encoding="utf-8", newline="")
    source = read_file(file)
    assert text_of(file, source.sha256, tmp_path / "kept") == source
    keep(source, tmp_path / "kept")
    file.unlink()
    assert text_of(file, source.sha256, tmp_path / "kept") == source
