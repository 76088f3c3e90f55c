"""Word documents: whatever Word shows is in the text, or is told."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from build_tools.model.text import SourceText
from build_tools.read.reader import decode
from build_tools.segment.documents import parse

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMPAT = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word(body: str, lists: str = "") -> SourceText:
    """A Word document whose body, and whose definitions of lists, are this XML."""
    made = docx.Document()
    root = made.element.body
    for child in list(root):
        root.remove(child)
    for child in etree.fromstring(f"<w:body {WORD} {COMPAT} {MATH}>{body}</w:body>"):
        root.append(child)
    if lists:
        numbering = made.part.numbering_part.element
        for child in list(numbering):
            numbering.remove(child)
        for child in etree.fromstring(f"<w:numbering {WORD} {COMPAT}>{lists}</w:numbering>"):
            numbering.append(child)
    file = io.BytesIO()
    made.save(file)
    return decode("稿.docx", file.getvalue())


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(inner: str, list_: int | None = None, level: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>' if list_ is not None else ""
    return f"<w:p><w:pPr>{numbered}</w:pPr>{inner}</w:p>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("甲") + f"<w:ins>{r('乙')}</w:ins>" + "<w:del><w:r><w:delText>丙</w:delText><w:t>丁</w:t></w:r></w:del>" + r("戊")), "甲乙戊"),
        (p(f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('乙')}</w:moveTo>"), "乙"),
        (p(r("由") + f"<w:sdt><w:sdtContent>{r('市林业局')}</w:sdtContent></w:sdt>" + r("负责")), "由市林业局负责"),
        (p(r("甲")) + f"<w:sdt><w:sdtContent>{p(r('乙'))}{p(r('丙'))}</w:sdtContent></w:sdt>" + p(r("丁")), "甲\n乙\n丙\n丁"),
        (p(f'<w:smartTag w:element="x"><w:smartTag w:element="y">{r("三月")}</w:smartTag></w:smartTag>' + r("起")), "三月起"),
        (p(f"<w:hyperlink>{r('见官网')}</w:hyperlink><w:fldSimple w:instr=\"REF x\">{r('第二条')}</w:fldSimple>"), "见官网第二条"),
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"), "甲 乙\n丙-丁"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("甲")), "甲"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="2611"/><w:sym w:char="D800"/></w:r>' + r("同意")), "☑\ufffd同意"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("前半") + "</w:p>" + p(r("后半")), "前半后半"),
        (p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>" + p(r("框内")) + "</w:txbxContent></mc:Choice>"
           "<mc:Fallback><w:txbxContent>" + p(r("框内")) + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" + r("正文")), "正文\n框内"),
        ("<w:tbl><w:tr>" + tc(p(r("甲")) + "<w:tbl><w:tr>" + tc(p(r("乙"))) + tc(p(r("丙"))) + "</w:tr></w:tbl>" + p(r("丁")))
         + tc(p(r("戊"))) + "</w:tr></w:tbl>", "甲 乙 丙 丁\t戊"),
        ("<w:tbl><w:sdt><w:sdtContent><w:tr>" + tc(p(r("甲"))) + "<w:sdt><w:sdtContent>" + tc(p(r("乙")))
         + "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt><w:tr><w:trPr><w:del/></w:trPr>" + tc(p(r("丙"))) + "</w:tr></w:tbl>", "甲\t乙"),
        ("<w:tbl><w:tr>" + tc(p(r("甲")), '<w:gridSpan w:val="2"/>') + tc(p(r("乙")), '<w:vMerge w:val="restart"/>') + "</w:tr><w:tr>"
         + tc(p(r("丙"))) + tc(p(r("丁"))) + tc(p(""), "<w:vMerge/>") + "</w:tr></w:tbl>", "甲\t\t乙\n丙\t丁\t乙"),
    ],
)  # fmt: skip
def test_all_text_that_word_shows_is_read(body: str, text: str) -> None:
    source = word(body)
    assert source.text == text + "\n"
    assert source.notes == ()


@pytest.mark.parametrize(
    ("inner", "what"),
    [("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "公式"), ('<w:r><w:footnoteReference w:id="2"/></w:r>', "脚注")],
)
def test_what_text_cannot_hold_is_told(inner: str, what: str) -> None:
    source = word(p(r("一、计算方法")) + p(r("按下式计算：") + inner))
    assert [note.line for note in source.notes] == [2]
    assert what in source.notes[0].what
    (document,) = parse(source)
    assert [oddity.line for oddity in document.oddities if what in oddity.what] == [2]


def levels(*rows: tuple[str, str], more: str = "") -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(rows)
    )


def one_list(*rows: tuple[str, str], more: str = "") -> str:
    abstract = f'<w:abstractNum w:abstractNumId="4">{levels(*rows, more=more)}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'


@pytest.mark.parametrize(
    ("form", "shown", "value", "line"),
    [
        ("chineseCountingThousand", "第%1条", 100, "第一百条"), ("upperRoman", "%1.", 3, "III."), ("lowerLetter", "%1)", 3, "c)"),
        ("decimalEnclosedCircle", "%1", 3, "③"), ("chineseCounting", "%1、", 3, "三、"),
    ],
)  # fmt: skip
def test_automatic_numbers_are_written_in_their_form(form: str, shown: str, value: int, line: str) -> None:
    source = word(p(r("办理"), 1) * value, one_list((form, shown)))
    assert source.text.splitlines()[-1].replace(" ", "") == f"{line}办理"
    assert source.notes == ()


def test_numbers_of_several_levels() -> None:
    rows = (("chineseCountingThousand", "第%1章"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    body = p(r("总则"), 1) + p(r("依据"), 1, 1) + p(r("法律"), 1, 2) + p(r("范围"), 1, 1)
    body += p(r("职责"), 1) + p(r("市级"), 1, 1) + p(r("县级"), 0)
    legal = word(body, one_list(*rows, more="<w:isLgl/>").replace("<w:isLgl/>", "", 1))
    assert legal.text.splitlines() == [
        "第一章 总则", "1.1 依据", "1.1.1 法律", "1.2 范围", "第二章 职责", "2.1 市级", "县级",
    ]  # fmt: skip
    mixed = word(body, one_list(*rows))
    assert mixed.text.splitlines()[1] == "一.1 依据"


def test_lists_of_one_family_go_on_unless_they_say_where_they_start() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    more = '<w:num w:numId="{}"><w:abstractNumId w:val="4"/>{}</w:num>'
    lists = one_list(("decimal", "%1．")) + more.format(2, "") + more.format(3, own)
    source = word("".join(p(r("项"), list_) for list_ in (1, 2, 3, 3)), lists)
    assert source.text.splitlines() == ["1．项", "2．项", "1．项", "2．项"]


@pytest.mark.parametrize("list_", [("decimalEnclosedCircle", "%1"), ("thaiLetters", "%1."), ("custom", "%1.")])
def test_a_number_that_cannot_be_written_is_told_and_not_guessed(list_: tuple[str, str]) -> None:
    lists = one_list(list_)
    if list_[0] == "custom":
        choice = '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback>'
        lists = lists.replace('<w:numFmt w:val="custom"/>', choice + '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>')  # fmt: skip
    source = word(p(r("办理"), 1) * 21, lists)
    assert source.text.splitlines()[-1] == "办理"
    assert (source.notes[-1].line, "自动编号" in source.notes[-1].what) == (21, True)


def test_a_level_below_one_that_never_stood_has_no_known_number() -> None:
    source = word(p(r("办理"), 1, 1), one_list(("decimal", "%1."), ("decimal", "%1.%2")))
    assert (source.text, len(source.notes)) == ("办理\n", 1)
