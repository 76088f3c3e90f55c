"""The gazette itself: its ten documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.document import Document
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse

SOURCE = read_file(Path(__file__).parents[1] / "sources" / "000_d8b16eeae878069a.txt")
DOCUMENTS = {document.doc: document for document in parse(SOURCE)}


def test_ten_documents_each_with_its_header() -> None:
    assert [(d.doc, d.date, d.type, d.line, d.end_line) for d in DOCUMENTS.values()] == [
        ("郑政〔2022〕18号", "2022-06-29", "实施意见", 3, 207),
        ("郑政〔2022〕19号", "2022-07-01", "意见", 209, 353),
        ("郑政〔2022〕20号", "2022-07-11", "实施意见", 355, 489),
        ("郑政文〔2022〕84号", "2022-07-04", "建设方案", 491, 721),
        ("郑政文〔2022〕96号", "2022-07-26", "实施方案", 723, 849),
        ("郑政办〔2022〕65号", "2022-06-17", "实施意见", 851, 1039),
        ("郑政办〔2022〕72号", "2022-07-06", "实施方案", 1041, 1153),
        ("郑政办〔2022〕74号", "2022-07-08", "若干政策", 1155, 1263),
        ("郑政办〔2022〕79号", "2022-07-26", "发展规划", 1265, 1705),
        ("任免通知2022-07-01", "2022-07-01", "任免通知", 1707, 1755),
    ]


def place(document: Document, line: int) -> str:
    """Path of the clause whose own paragraphs hold the line."""
    return next("/".join(c.path) for c in document.clauses if any(p.line <= line <= p.end_line for p in c.paragraphs))


@pytest.mark.parametrize(
    ("doc", "line", "path"),
    [
        ("郑政〔2022〕18号", 13, "前言"),
        ("郑政〔2022〕18号", 91, "二/（四）/11"),
        ("郑政〔2022〕18号", 207, "附则"),
        ("郑政〔2022〕19号", 251, "三/（二）"),
        ("郑政〔2022〕19号", 353, "附则"),
        ("郑政〔2022〕20号", 463, "三/（六）/12"),
        ("郑政文〔2022〕84号", 501, "前言"),
        ("郑政文〔2022〕84号", 559, "二/（一）/2/（3）"),
        ("郑政文〔2022〕84号", 660, "附件1"),
        ("郑政办〔2022〕65号", 967, "六"),
        ("郑政办〔2022〕65号", 1039, "附则"),
        ("郑政办〔2022〕72号", 1083, "二/（一）"),
        ("郑政办〔2022〕79号", 1283, "前言"),
        ("郑政办〔2022〕79号", 1384, "第三章"),
        ("郑政办〔2022〕79号", 1440, "第四章/第三节/专栏2"),
        ("郑政办〔2022〕79号", 1619, "第九章/第四节"),
        ("任免通知2022-07-01", 1755, "前言"),
    ],
)
def test_where_a_line_stands(doc: str, line: int, path: str) -> None:
    assert place(DOCUMENTS[doc], line) == path


def test_headings_cut_by_a_page_break_and_titles_of_two_lines() -> None:
    headings = {("/".join(c.path)): c.heading for c in DOCUMENTS["郑政文〔2022〕84号"].clauses}
    assert headings["二/（二）"] == "系统规范，强化土壤污染状况调查质量监督检查"
    assert headings["二/（三）/4"] == "创新建设用地土壤污染风险管控和修复过程信息化监管手段"
    chapters = [c.heading for c in DOCUMENTS["郑政办〔2022〕79号"].clauses if len(c.path) == 1 and c.num.endswith("章")]
    assert chapters[2:4] == ["培育战略科技力量 强化科技创新策源能力", "实施企业梯度培育 突出企业创新主体地位"]
    assert len(chapters) == 12


def test_a_text_that_breaks_off_is_marked_and_not_completed() -> None:
    broken = [p for c in DOCUMENTS["郑政办〔2022〕79号"].clauses for p in c.paragraphs if p.truncated]
    assert [(p.line, p.text[-7:]) for p in broken] == [(1446, "国家、省市重大")]
