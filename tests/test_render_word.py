"""The Word file holds the whole text, opens in a reader of such files, and is the same each time."""

from __future__ import annotations

import io

import docx
import msgspec

from build_tools.model.document import Document, Paragraph, Table, TableRow
from build_tools.render.word import word_file
from tests.made import made


def _document() -> Document:
    record, _ = made(
        "甲政〔2022〕1号", "jiazheng-2022-1", "甲市人民政府关于<某事>的意见",
        [("一", "总体要求", "正文 & 说明。\n第二段\x07。"), ("一/（一）", "目标", "力争完成。")],
    )  # fmt: skip
    first = record.document.clauses[0]
    rows = tuple(TableRow(line=n, start=0, end=0, cells=("东区", str(n))) for n in (1, 2))
    table = Table(id="t1", path=("一",), line=1, end_line=3, columns=("区", "年|数"), rows=rows)
    place = Paragraph(role="table", text="", line=1, end_line=3, start=0, end=0, table="t1")
    first = msgspec.structs.replace(first, paragraphs=(*first.paragraphs, place))
    return msgspec.structs.replace(record.document, clauses=(first, *record.document.clauses[1:]), tables=(table,))


def test_the_whole_text_is_there_in_order() -> None:
    read = docx.Document(io.BytesIO(word_file(_document())))
    assert [p.text for p in read.paragraphs if p.text] == [
        "甲市人民政府关于<某事>的意见", "甲政〔2022〕1号", "一、总体要求", "正文 & 说明。", "第二段␇。", "（一）、目标", "力争完成。",
        "2022年6月29日",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [
        ["区", "年"],
        ["区", "数"],  # merged upwards
        ["东区", "1"],
        ["东区", "2"],
    ]
    assert read.core_properties.title == "甲市人民政府关于<某事>的意见"


def test_headings_are_headings() -> None:
    read = docx.Document(io.BytesIO(word_file(_document())))
    styles = {p.text: p.style.name for p in read.paragraphs if p.style is not None}
    assert (styles["一、总体要求"], styles["（一）、目标"]) == ("Heading 1", "Heading 2")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert word_file(_document()) == word_file(_document())


def test_pages_are_numbered_and_headers_merged() -> None:
    read = docx.Document(io.BytesIO(word_file(_document())))
    section = read.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert " PAGE " in footer.paragraphs[0]._p.xml
    assert 'w:vMerge w:val="restart"' in read.tables[0].rows[0]._tr.xml


def test_a_notice_is_dated_before_what_it_encloses_which_begins_on_a_new_page() -> None:
    record, _ = made(
        "甲政〔2022〕2号", "jiazheng-2022-2", "甲市人民政府关于印发排水办法的通知",
        [("前言", "", "现印发给你们，请认真执行。\n排水办法\n（试行）"), ("一", "总则", "适用于全市。")],
    )  # fmt: skip
    preamble, *rest = record.document.clauses
    own, *title = preamble.paragraphs
    titles = [msgspec.structs.replace(p, role="enclosed_title") for p in title]
    preamble = msgspec.structs.replace(preamble, paragraphs=(own, *titles))
    document = msgspec.structs.replace(record.document, clauses=(preamble, *rest))
    read = docx.Document(io.BytesIO(word_file(document)))
    assert [p.text.strip() or "新页" for p in read.paragraphs if p.text.strip() or 'w:type="page"' in p._p.xml] == [
        "甲市人民政府关于印发排水办法的通知", "甲政〔2022〕2号", "现印发给你们，请认真执行。", "2022年6月29日", "新页", "排水办法",
        "（试行）", "一、总则", "适用于全市。",
    ]  # fmt: skip
