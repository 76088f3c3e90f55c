"""Every kind of page is made, says what the records say, and holds against hostile text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import msgspec
import pytest

from build_tools.model.document import Audit, Paragraph, Repair, Table, TableRow
from build_tools.model.facts import Appointment, Rate, Schedule, StructuredDocument, Target
from build_tools.model.knowledge import Topic, TopicRule
from build_tools.render.library import Library
from build_tools.render.links import OWNED
from build_tools.render.pages import all_pages, downloads, write_pages
from build_tools.render.templating import render
from build_tools.render.views.base import sentences_with
from build_tools.render.views.keypoints import figures
from build_tools.store.corpus import Corpus, corpus_of
from tests.made import amount, benefit, cites, duty, found, made, stating
from tests.rendering import Reader, html_of

ONE = ("一", "（一）")
HOSTILE = "</article><script>alert(1)</script> **粗** [链](javascript:x) {#y} | # `{{ 7*7 }}` {% raw %} &lt;"


def _at(record: StructuredDocument, path: tuple[str, ...], words: str) -> Any:
    return found(record, path, words)


def _first() -> StructuredDocument:
    record, _ = made(
        "甲政〔2022〕1号", "jiazheng-2022-1", "甲市人民政府关于支持工业的意见",
        [
            ("前言", "", "根据《某条例》（国令〔2020〕1号），提出以下意见。"),
            ("一", "主要任务", ""),
            ("一/（一）", "支持企业上市", "对首次上市的企业，一次性奖励100万元。\n牵头单位：甲市财政局"),
            ("附则", "", "同一项目不得重复申请。"),
        ],
    )  # fmt: skip
    table = Table(
        id="t1", path=("一",), title="指标", unit="万元", line=9, end_line=12, columns=("区", "年|上", "年|合计"),
        rows=tuple(
            TableRow(line=9 + n, start=0, end=0, cells=cells)
            for n, cells in enumerate([("东区", "1", "2"), ("西区", "3", "4"), ("南区", "5", "6"), ("合计", "9", "12")])
        ),
        audit=(Audit(verdict="differs", what="合计行“上”列", stated="9", computed="10"),),
    )  # fmt: skip
    document = record.document
    holder = document.clauses[1]
    place = Paragraph(role="table", text="", line=9, end_line=12, start=0, end=0, table="t1")
    cut = msgspec.structs.replace(document.clauses[2].paragraphs[1], truncated=True)
    clauses = (
        document.clauses[0],
        msgspec.structs.replace(holder, paragraphs=(*holder.paragraphs, place)),
        msgspec.structs.replace(
            document.clauses[2], paragraphs=(document.clauses[2].paragraphs[0], cut, document.clauses[2].paragraphs[2])
        ),
        document.clauses[3],
    )
    repair = Repair(
        kind="odd_space", line=cut.line, start=cut.start, end=cut.start, put="", before="对 首次", after="对首次"
    )
    record = msgspec.structs.replace(
        record, document=msgspec.structs.replace(document, clauses=clauses, tables=(table,), repairs=(repair,))
    )
    return stating(
        record,
        amounts=amount(record, ONE, "100万元", 1_000_000),
        incentives=benefit(
            record, ONE, "对首次上市的企业，一次性奖励100万元", beneficiary="企业", condition="首次上市", benefit_type="奖励",
            amount_yuan_min=1_000_000.0, amount_yuan_max=1_000_000.0, recurrence="once",
        ),
        responsibilities=duty(record, ONE, "甲市财政局"),
        citations=cites(record, ("前言",), "某条例", "国令〔2020〕1号"),
        targets=Target(
            **_at(record, ONE, "首次上市"), indicator="上市企业", value=5, unit="家", op=">=", deadline="2025"
        ),
        schedules=Schedule(**_at(record, ONE, "首次上市"), task="上市培育", start_year=2022, end_year=2024),
    )  # fmt: skip


def _second() -> StructuredDocument:
    record, _ = made(
        "任免通知2022-07-01", "renmian-2022-07-01", "甲市人民政府任免通知", [("一", "", "任命张三同志为甲市财政局副局长。")],
        date="2022-07-01",
    )  # fmt: skip
    act = Appointment(
        **_at(record, ("一",), "任命张三"), person="张三", action="任命", organization="甲市财政局", post="副局长",
        date="2022-07-01",
    )  # fmt: skip
    return stating(record, appointments=act)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    topic = Topic(slug="chuangye", title="创业", kind="life", rules=(TopicRule(any=("上市",), example="支持上市"),))
    return corpus_of((_first(), _second()), (), (topic,))


@pytest.fixture(scope="module")
def pages(corpus: Corpus) -> dict[str, str]:
    return {page.name: render(page) for page in all_pages(Library(corpus))}


def _clause(corpus: Corpus, path: tuple[str, ...]) -> str:
    url = corpus.url_of("甲政〔2022〕1号", path)
    assert url
    return url.strip("/")


def test_every_door_has_its_page(pages: dict[str, str]) -> None:
    assert {"", *OWNED} <= set(pages)


def test_a_clause_stands_in_its_article(pages: dict[str, str], corpus: Corpus) -> None:
    reader = Reader(html_of(pages[_clause(corpus, ONE)]))
    articles = reader.all("article")
    assert [(a["data-doc"], a["data-path"]) for a in articles] == [("甲政〔2022〕1号", "一/（一）")]
    assert reader.by_id["p2"] == "对首次上市的企业，一次性奖励100万元。"
    assert "（原文至此中断）" in reader.text


def test_key_points_lead_to_the_words_that_say_them(pages: dict[str, str], corpus: Corpus) -> None:
    reader = Reader(html_of(pages[_clause(corpus, ONE)]))
    anchors = {a["href"][1:] for a in reader.all("a") if a["href"].startswith("#")}
    assert anchors <= set(reader.by_id)
    assert reader.by_id["incentive-1"] == "对首次上市的企业，一次性奖励100万元"
    assert reader.by_id["duty-1"] == "甲市财政局"


def test_closing_words_on_stacking_stand_beside_the_benefit(pages: dict[str, str], corpus: Corpus) -> None:
    assert "同一项目不得重复申请。" in Reader(html_of(pages[_clause(corpus, ONE)])).text


def test_citation_and_repairs_are_shown(pages: dict[str, str], corpus: Corpus) -> None:
    reader = Reader(html_of(pages[_clause(corpus, ONE)]))
    assert reader.by_id["citation"] == "《甲市人民政府关于支持工业的意见》（甲政〔2022〕1号）第一部分第（一）项"
    assert "对 首次" in reader.text


def test_json_ld_is_legislation(pages: dict[str, str]) -> None:
    html = html_of(pages["doc/jiazheng-2022-1"])
    data = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "甲政〔2022〕1号"
    assert data["legislationDate"] == "2022-06-29"
    assert [part["url"].endswith("/index.html") for part in data["hasPart"]] == [True, True, True]


def test_a_table_keeps_its_header_levels_and_says_what_does_not_add_up(pages: dict[str, str], corpus: Corpus) -> None:
    reader = Reader(html_of(pages[_clause(corpus, ("一",))]))
    spans = [(th.get("colspan"), th.get("rowspan")) for th in reader.all("th")]
    assert spans[:2] == [(None, "2"), ("2", None)]
    assert "合计行“上”列：原文为 9，各项之和为 10" in reader.text


def test_unit_topic_incentive_target_and_appointment_pages_name_their_rows(
    pages: dict[str, str], corpus: Corpus
) -> None:
    unit = corpus.unit_slug("甲市财政局")
    for name, words in {
        f"unit/{unit}": "支持企业上市", "topic/chuangye": "支持企业上市", "incentives": "首次上市", "targets": "上市企业",
        "timetable": "2022—2024", "appointments": "张三", "citations": "某条例", "doc/renmian-2022-07-01": "副局长",
    }.items():  # fmt: skip
        assert words in Reader(html_of(pages[name])).text, name


def test_inner_links_lead_to_pages_that_are_made(pages: dict[str, str], corpus: Corpus) -> None:
    files = {
        name: f"https://example.test/kb/{name}/index.html" if name else "https://example.test/kb/index.html"
        for name in pages
    }
    beside = {f"https://example.test/kb/{name}" for name, _ in downloads(Library(corpus))}
    by_hand = {f"https://example.test/kb/{name}" for name in ("maintain/index.html", "assets/generated/licences.txt")}
    known = {*files.values(), *beside, *by_hand}
    for name, text in pages.items():
        for a in Reader(html_of(text)).all("a"):
            target = urldefrag(urljoin(files[name], a["href"].split("?")[0]))[0]
            published = target.startswith(("https://example.test/kb/data/", "https://example.test/kb/source/"))
            assert target in known or published, (name, a["href"])


def test_ids_are_given_out_once(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        ids = [attributes["id"] for _, attributes in Reader(html_of(text)).tags if attributes.get("id")]
        assert len(ids) == len(set(ids)), name


def test_hostile_text_stays_text() -> None:
    record, _ = made(
        "乙政〔2022〕9号",
        "yizheng-2022-9",
        HOSTILE,
        [("一", HOSTILE, f"{HOSTILE}\n1. 项\n- 项\n---\n# 题"), ("二", "", HOSTILE)],
    )
    hostile = corpus_of((stating(record, responsibilities=duty(record, ("二",), "javascript")),))
    for page in all_pages(Library(hostile)):
        reader = Reader(html_of(render(page)))
        own = [a for a in reader.all("script") if "src" not in a and a.get("type") != "application/ld+json"]
        assert not own, page.name
        assert not [a for a in reader.all("a") if a["href"].startswith("javascript:")], page.name
        assert "y" not in reader.by_id, page.name
        if page.template in ("clause", "document"):
            assert HOSTILE in reader.text, page.name


def test_only_what_changed_is_written_and_what_is_gone_is_removed(corpus: Corpus, tmp_path: Path) -> None:
    files = write_pages(corpus, tmp_path)
    before = {file: file.stat().st_mtime_ns for file in files}
    assert write_pages(corpus, tmp_path) == files
    assert {file: file.stat().st_mtime_ns for file in files} == before
    write_pages(corpus_of((_second(),)), tmp_path)
    assert not (tmp_path / "doc" / "jiazheng-2022-1").exists()
    assert (tmp_path / "doc" / "renmian-2022-07-01" / "index.md").is_file()


def test_behind_a_door_every_sentence_is_shown_that_led_there() -> None:
    record, _ = made(
        "丙政〔2022〕2号", "bingzheng-2022-2", "丙市人民政府关于某事的意见",
        [("一", "完善体系", "1. 推进改革。支持缴存公积金的职工租房；其他事项另行规定。资本公积金依法提取。公积金可以还贷。")],
    )  # fmt: skip
    clause = record.document.clauses[0]
    assert sentences_with(clause, ("公积金",), ("资本公积金",)) == ["支持缴存公积金的职工租房；", "公积金可以还贷。"]
    assert sentences_with(clause, ("没有的词",)) == []


@pytest.mark.parametrize(
    ("surface", "value", "shown"),
    [
        ("LPR+90BP", 0.009, "LPR 加 0.9 个百分点"),
        ("LPR-60个基点", -0.006, "LPR 减 0.6 个百分点"),
        ("90BP", 0.009, "加 0.9 个百分点"),
        ("0.9%", 0.009, "0.9%"),
    ],
)
def test_a_spread_over_a_rate_is_never_told_as_a_rate(surface: str, value: float, shown: str) -> None:
    record, _ = made(
        "丙政〔2022〕3号", "bingzheng-2022-3", "关于贷款的意见", [("一", "利率", f"利率不超过{surface}。")]
    )
    rate = Rate(**_at(record, ("一",), surface), surface=surface, value_min=value, value_max=value, role="interest")
    library = Library(corpus_of([stating(record, rates=rate)]))
    document = library.documents[0].document
    (row,) = figures(library, document, document.clauses[0], {})
    assert (row["surface"], row["value"]) == (surface, shown)


def test_the_data_is_told_up_to_its_newest_document_and_without_commands(pages: dict[str, str]) -> None:
    text = Reader(html_of(pages["about"])).text
    assert "现收 1 份公报文本（made.txt）、2 件文件。成文日期最晚的是 2022年7月1日" in text
    assert "python" not in text
    assert ".yml" not in text
