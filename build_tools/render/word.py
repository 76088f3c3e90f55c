"""A Word file of a document, set as GB/T 9704-2012 asks: title in 小标宋, text in 仿宋 of size three, 28.95 pt lines.

Written as plain WordprocessingML, so that the same document gives the same bytes and the build stays quick.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from build_tools.model.document import Clause, Document, Paragraph, Table
from build_tools.model.order import Stretch, stretches
from build_tools.render.citing import chinese_date, heading
from build_tools.render.escape import visible
from build_tools.render.heads import table_head

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>'
    '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    '<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>'
    '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>'
    '<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>'
)
NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
FOOTERS = (
    ("footer1.xml", "default", "FooterOdd"),
    ("footer2.xml", "even", "FooterEven"),
)  # outside, as GB/T 9704 has it
BODY, INDENT = 32, 640  # half points (三号, 16 pt) and twentieths of a point (two characters)
# id, name, font, size in half points, alignment, first-line indent, outline level, bold
STYLES = (
    ("Normal", "Normal", "仿宋_GB2312", BODY, "both", INDENT, None, False),
    ("Title", "Title", "方正小标宋简体", 44, "center", 0, None, False),
    ("Number", "Number", "仿宋_GB2312", BODY, "center", 0, None, False),
    ("Addressees", "Addressees", "仿宋_GB2312", BODY, "both", 0, None, False),
    ("Enclosed", "Enclosed Title", "方正小标宋简体", 36, "center", 0, None, False),
    ("Heading1", "heading 1", "黑体", BODY, "both", INDENT, 0, False),
    ("Heading2", "heading 2", "楷体_GB2312", BODY, "both", INDENT, 1, False),
    ("Heading3", "heading 3", "仿宋_GB2312", BODY, "both", INDENT, 2, True),
    ("Signature", "Signature", "仿宋_GB2312", BODY, "right", 0, None, False),
    ("Cell", "Table Text", "仿宋_GB2312", 24, "left", 0, None, False),
    ("Head", "Table Head", "黑体", 24, "center", 0, None, False),
    ("FooterOdd", "Footer Odd", "宋体", 28, "right", 0, None, False),
    ("FooterEven", "Footer Even", "宋体", 28, "left", 0, None, False),
)  # fmt: skip
ROLE_STYLES = {
    "enclosed_title": "Enclosed", "table_title": "Enclosed", "signature": "Signature", "date": "Signature",
    "table_unit": "Signature", "addressees": "Addressees", "caption": "Number",
}  # fmt: skip


def word_file(document: Document) -> bytes:
    """The whole document as .docx."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
            ("word/styles.xml", _styles()),
            ("word/settings.xml", f'{HEAD}<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>'),
            *((f"word/{name}", _footer(style)) for name, _, style in FOOTERS),
            ("word/document.xml", _document(document)),
            ("docProps/core.xml", _core(document)),
        ):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return out.getvalue()


def _text(text: str) -> str:
    return escape(visible(text))


def _styles() -> str:
    rows = []
    for ident, name, font, size, align, indent, level, bold in STYLES:
        thick = "<w:b/>" if bold else ""
        default = ' w:default="1"' if ident == "Normal" else ""
        based = "" if ident == "Normal" else '<w:basedOn w:val="Normal"/>'
        outline = "" if level is None else f'<w:keepNext/><w:outlineLvl w:val="{level}"/>'
        line = (
            '<w:spacing w:line="579" w:lineRule="exact"/>'
            if ident not in ("Cell", "Head")
            else '<w:spacing w:line="320" w:lineRule="atLeast"/>'
        )
        rows.append(
            f'<w:style w:type="paragraph" w:styleId="{ident}"{default}><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f'<w:pPr>{line}<w:ind w:firstLine="{indent}"/><w:jc w:val="{align}"/>{outline}</w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
            f'{thick}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    return f'{HEAD}<w:styles xmlns:w="{W}">{"".join(rows)}</w:styles>'


def _core(document: Document) -> str:
    number = f"<dc:identifier>{_text(document.number)}</dc:identifier>" if document.number else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_text(document.title)}</dc:title>'
        f"<dc:creator>{_text('、'.join(document.issuers))}</dc:creator>{number}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _footer(style: str) -> str:
    number = '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{number}</w:p></w:ftr>'


def _p(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r></w:p>'
    )


def _document(document: Document) -> str:
    feet = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId{at}"/>' for at, (_, kind, _) in enumerate(FOOTERS, start=3)
    )
    page = (
        f'<w:sectPr xmlns:r="{R}">{feet}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )  # A4; 37 mm above, 26 mm right, 35 mm below, 28 mm left
    return f'{HEAD}<w:document xmlns:w="{W}"><w:body>{"".join(_body(document))}{page}</w:body></w:document>'


def _body(document: Document) -> Iterator[str]:
    yield _p("Title", document.title)
    if document.number:
        yield _p("Number", document.number)
    if document.addressees:
        yield from (_p("Addressees", p.text) for p in document.header if p.role == "addressees")
    tables = {table.id: table for table in document.tables}
    pieces = stretches(document)
    enclosing = False
    annexes = [at for at, piece in enumerate(pieces) if piece.first and _is_annex(piece.clause)]
    undated = document.date and not any(p.role == "date" for piece in pieces for _, p in piece.paragraphs)
    signed = (
        [_p("Signature", chinese_date(document.date or ""))] if undated else []
    )  # told once, where the text is over
    end = annexes[0] if annexes else len(pieces)
    for at, piece in enumerate([*pieces, None]):
        if at == end:
            yield from signed
            signed = []
        if piece:
            if at in annexes:
                yield NEW_PAGE
            for paragraph, made in _stretch(piece, tables):
                # what a notice encloses begins on a page of its own, after the notice is signed
                if paragraph and paragraph.role == "enclosed_title" and not enclosing:
                    yield from [*signed, NEW_PAGE]
                    signed = []
                    enclosing = True
                yield made


def _is_annex(clause: Clause | None) -> bool:
    return clause is not None and len(clause.path) == 1 and clause.num.startswith("附件")


def _stretch(piece: Stretch, tables: dict[str, Table]) -> Iterator[tuple[Paragraph | None, str]]:
    clause = piece.clause
    for _, paragraph in piece.paragraphs:
        if paragraph.table in tables:
            yield paragraph, _table(tables[paragraph.table or ""])
        elif paragraph.text:
            yield paragraph, _p(_style(clause, paragraph), paragraph.text)
            if paragraph.truncated:
                yield None, _p("Normal", "（原文至此中断）")
    if clause and not clause.paragraphs and clause.heading:
        yield None, _p(_style(clause, None), heading(clause))


def _style(clause: Clause | None, paragraph: Paragraph | None) -> str:
    if clause and (paragraph is None or paragraph.role == "heading"):
        return f"Heading{min(len(clause.path), 3)}"
    return ROLE_STYLES.get(paragraph.role if paragraph else "", "Normal")


def _table(table: Table) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(
        [
            *(_head_row(cells) for cells in _head(table)),
            *(_row([(cell, "") for cell in row.cells]) for row in table.body),
        ]
    )
    grid = "".join("<w:gridCol/>" for _ in table.columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_p('Cell', '')}"
    )


def _head(table: Table) -> Iterator[list[tuple[str, str]]]:
    """Header rows: (text, cell properties). What a cell above covers stands there again, empty and merged upwards."""
    covered: dict[int, int] = {}  # column → rows still covered by a cell above
    for cells in table_head(table):
        row: list[tuple[str, str]] = []
        column, rest = 0, list(cells)
        while column < len(table.columns):
            if covered.get(column):
                covered[column] -= 1
                row.append(("", "<w:vMerge/>"))
                column += 1
                continue
            if not rest:
                break
            cell = rest.pop(0)
            wide = f'<w:gridSpan w:val="{cell["cols"]}"/>' if cell["cols"] > 1 else ""
            tall = '<w:vMerge w:val="restart"/>' if cell["rows"] > 1 else ""
            if tall:
                covered[column] = cell["rows"] - 1
            row.append((cell["text"], f'{wide}{tall}<w:vAlign w:val="center"/>'))
            column += cell["cols"]
        yield row


def _head_row(cells: list[tuple[str, str]]) -> str:
    return _row(cells, "<w:trPr><w:tblHeader/></w:trPr>", "Head")


def _row(cells: list[tuple[str, str]], properties: str = "<w:trPr><w:cantSplit/></w:trPr>", style: str = "Cell") -> str:
    made = "".join(f"<w:tc><w:tcPr>{of}</w:tcPr>{_p(style, text)}</w:tc>" for text, of in cells)
    return f"<w:tr>{properties}{made}</w:tr>"
