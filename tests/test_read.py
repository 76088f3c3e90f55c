"""Reading: encodings, what is refused and with which words, Word, web pages and PDF."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import pytest

from build_tools.errors import InputError
from build_tools.read.reader import decode, read_file
from build_tools.segment.documents import parse

TEXT = "甲市人民政府关于加强节水工作的通知\r\n甲政〔2022〕1号\r\n各区人民政府：\r\n　　一、总体要求。\n\n落实责任。\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"), ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"), ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"), ("gb18030", b"", "gb18030"), ("utf-16-le", b"", "utf-16"),
        ("utf-16-be", b"", "utf-16"),
    ],
)  # fmt: skip
def test_text_is_kept_to_the_character(encoding: str, mark: bytes, name: str) -> None:
    source = decode("甲.txt", mark + TEXT.encode(encoding))
    assert (source.text, source.encoding) == (TEXT, name)
    assert source.line_starts[:3] == (0, 19, 31)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "空"),
        (b" \n\t\r\n", 1, "空"),
        ("\ufeff\n".encode(), 1, "没有文字"),
        ("一、总则\n".encode() + b"\x00" * 8, 2, "空字节"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "图片"),
        (b"\xd0\xcf\x11\xe0" + bytes(64), 1, "另存为"),
        ("一、总则\n二、".encode() + b"\xff\xfa\x80", 2, "UTF-8"),
        (bytes(range(128, 256)) * 4, 1, "UTF-8"),
        (b"PK\x03\x04 not a document", 1, "Word"),
        (b"%PDF-1.4 broken", 1, "PDF"),
        (b"<html><body><script>1</script></body></html>", 1, "网页"),
    ],
)
def test_what_cannot_be_read_gets_one_line_that_helps(data: bytes, line: int, words: str) -> None:
    with pytest.raises(InputError) as error:
        decode("甲.txt", data)
    assert (error.value.file, error.value.line) == ("甲.txt", line)
    assert words in error.value.problem
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "无.txt", tmp_path):
        with pytest.raises(InputError):
            read_file(path)


def test_a_pipe_a_device_and_a_link_to_one_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / "链接.txt").symlink_to(tmp_path / "管道.txt")
    for path in (tmp_path / "管道.txt", tmp_path / "链接.txt", Path("/dev/zero")):
        with pytest.raises(InputError, match="不是普通文件"):
            read_file(path)


def test_a_file_is_named_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "公报.txt"
    path.write_bytes(TEXT.encode())
    assert read_file(path).name == "公报.txt"


def test_word_paragraphs_tables_and_automatic_numbers() -> None:
    made = docx.Document()
    for line in ("乙市人民政府关于支持创业的意见", "乙政〔2023〕5号", "一、支持政策", "对新办企业补助5万元。"):
        made.add_paragraph(line)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("项目", "金额", "创业补助", "5"), strict=True):
        cell.text = text
    made.add_paragraph("二、附则")
    for line in ("由市人社局解释。", "自印发之日起施行。"):
        made.add_paragraph(line, style="List Number")
    file = io.BytesIO()
    made.save(file)
    source = decode("意见.docx", file.getvalue())
    assert source.text.split("\n")[3:7] == ["对新办企业补助5万元。", "项目\t金额", "创业补助\t5", "二、附则"]
    assert source.text.split("\n")[7:9] == ["1. 由市人社局解释。", "2. 自印发之日起施行。"]
    (document,) = parse(source)
    assert (document.doc, len(document.tables)) == ("乙政〔2023〕5号", 1)


def test_a_web_page_becomes_paragraphs_and_rows() -> None:
    page = """<!DOCTYPE html><html><head><title>标题</title><style>p{}</style></head><body>
    <div><a href="/">首页</a> | <a href="/zw">政务公开</a> | <a href="/zc">政策文件</a></div><footer>主办单位</footer>
    <h1>丙市人民政府关于防汛的通知</h1><div>丙政〔2021〕2号<br>各区人民政府：</div>
    <p>　　现通知<b>如下</b>：</p><script>alert("x")</script>
    <table><tr><th>区</th><th>人数</th></tr><tr><td>东区</td><td>3</td></tr></table></body></html>"""
    source = decode("页.html", page.encode())
    lines = [line.strip() for line in source.text.split("\n") if line.strip()]
    assert lines == [
        "丙市人民政府关于防汛的通知",
        "丙政〔2021〕2号",
        "各区人民政府：",
        "现通知如下：",
        "区\t人数",
        "东区\t3",
    ]
    assert parse(source)[0].doc == "丙政〔2021〕2号"


def test_a_page_that_a_table_lays_out() -> None:
    page = "<html><body><table><tr><td>%s</td></tr></table></body></html>"
    source = decode("页.html", (page % "<p>丁市人民政府公告</p><p>一、自5月1日起限行。</p>").encode())
    assert [line for line in source.text.split("\n") if line] == ["丁市人民政府公告", "一、自5月1日起限行。"]


def test_a_pdf_with_a_text_layer() -> None:
    source = decode("a.pdf", _pdf("Notice 2022"))
    assert source.text.split() == ["Notice", "2022"]


def _pdf(words: str) -> bytes:
    """The smallest PDF that shows `words`."""
    stream = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table
