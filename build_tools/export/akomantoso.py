"""Documents as Akoma Ntoso 3.0 (OASIS LegalDocML): one XML file a document.

A document with numbered clauses is an `act`; any other, such as a notice of appointments, is a `doc`. The words are
those of the repaired text; clause ids (`eId`) follow the OASIS naming convention with digits: sec_3__subsec_2__para_1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path as File
from typing import Any
from urllib.parse import quote

import msgspec
from lxml import etree

from build_tools.files import write_changed
from build_tools.language.labels import read_label, run_on_label
from build_tools.language.numerals import number_value
from build_tools.model.document import CLOSING, PREAMBLE, Clause, Document, Paragraph, Path, Table
from build_tools.model.facts import StructuredDocument
from build_tools.rules import load_rules
from build_tools.store.corpus import Corpus

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
RULES = File(__file__).with_suffix(".yml")
NAMESPACES: Any = {None: NAMESPACE}  # written without a prefix
EDITOR = "#kb"  # the source of the metadata: this knowledge base
UNDATED = "0001-01-01"  # the schema wants a date; its name then says that the text gives none


class Level(msgspec.Struct, frozen=True):
    """How one kind of label is written."""

    pattern: str
    element: str
    short: str
    example: str
    eid: str
    name: str | None = None


@cache
def levels() -> tuple[Level, ...]:
    """The rows of akomantoso.yml."""
    return load_rules(RULES, "levels", Level)


@cache
def level_of(label: str) -> Level:
    """The row that a label of a path falls under."""
    return next(row for row in levels() if re.fullmatch(row.pattern, label))


def eid_part(label: str) -> str:
    """One part of an eId: （三） → subsec_3."""
    digits = re.search(r"[0-9]+|[一二三四五六七八九十百零〇]+|[①-⑳]", label)
    return f"{level_of(label).short}_{(number_value(digits[0]) if digits else None) or 1}"


def write_akn(corpus: Corpus, out: File) -> list[File]:
    """Writes `out`/<document id>.xml for every document, each whole or not at all. Returns the files."""
    files = []
    for record in corpus.records:
        files.append(out / f"{record.document.id}.xml")
        write_changed(files[-1], akn_bytes(record))
    return files


def akn_bytes(record: StructuredDocument) -> bytes:
    """The XML of one document; the same record, the same bytes."""
    document = record.document
    numbered = [clause for clause in document.clauses if clause.path not in (PREAMBLE, CLOSING)]
    kind = "act" if numbered else "doc"
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=NAMESPACES)
    act = _add(root, kind, name=document.type or "文件", contains="originalVersion")
    _meta(act, document, kind)
    if document.header:
        preface = _add(act, "preface")
        for part in document.header:
            _header(preface, part, document)
    preamble = document.clause_at(PREAMBLE)
    tables = {table.id: table for table in document.tables}
    rest: Sequence[Paragraph] = document.trailer
    if numbered:
        if preamble:
            _blocks(_add(act, "preamble"), preamble.paragraphs, tables)
        rest = _body(_add(act, "body"), [c for c in document.clauses if c.path != PREAMBLE], tables, document.trailer)
    else:
        body = _add(act, "mainBody")
        _blocks(body, [p for clause in document.clauses for p in clause.paragraphs], tables)
        if not len(body):
            _add(body, "p")
    if rest:
        _blocks(_add(act, "conclusions"), rest, tables)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _meta(act: Any, document: Document, kind: str) -> None:
    work = f"/akn/cn/{kind}/{document.date or 'undated'}/{document.id}"
    identification = _add(_add(act, "meta"), "identification", source=EDITOR)
    for part, uri in (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/zho@"),
        ("FRBRManifestation", f"{work}/zho@.xml"),
    ):
        level = _add(identification, part)
        _add(level, "FRBRthis", value=f"{uri}/!main")
        _add(level, "FRBRuri", value=uri)
        _add(level, "FRBRdate", date=document.date or UNDATED, name="成文日期" if document.date else "公报未载明")
        for number, _ in enumerate(document.issuers or ("",), start=1):
            _add(level, "FRBRauthor", href=f"#issuer-{number}")
        if part == "FRBRWork":
            _add(level, "FRBRcountry", value="cn")
            _add(level, "FRBRnumber", value=document.number or document.doc)
            _add(level, "FRBRname", value=document.title)
        elif part == "FRBRExpression":
            _add(level, "FRBRlanguage", language="zho")
        else:
            _add(level, "FRBRformat", value="application/akn+xml")
    references = _add(identification.getparent(), "references", source=EDITOR)
    for number, name in enumerate(document.issuers or ("发文机关未载明",), start=1):
        _add(
            references,
            "TLCOrganization",
            eId=f"issuer-{number}",
            href=f"/akn/ontology/organization/cn/{quote(name)}",
            showAs=name,
        )
    _add(references, "TLCConcept", eId="kb", href="/akn/ontology/concept/kb", showAs="政策知识库")


INLINE: Mapping[str, str] = {"title": "docTitle", "number": "docNumber", "date": "docDate", "issuer": "docProponent"}


def _header(preface: Any, part: Paragraph, document: Document) -> None:
    paragraph = _add(preface, "p", {"class": part.role})
    inline = INLINE.get(part.role)
    if inline is None or (inline == "docDate" and not document.date):
        paragraph.text = clean(part.text)
        return
    child = _add(paragraph, inline, {"date": document.date or UNDATED} if inline == "docDate" else {})
    child.text = clean(part.text)


def _body(
    body: Any, clauses: Sequence[Clause], tables: Mapping[str, Table], trailer: Sequence[Paragraph]
) -> Sequence[Paragraph]:
    """Nests the clauses, which come in the order of the text, by their paths. Returns what of the trailer is left.

    Closing lines that stand before a clause, as do those before an annex, and text between two clauses stay in place.
    """
    children: dict[int, list[int]] = defaultdict(list)  # index of a clause (-1: the body) → indexes below it
    open_: list[int] = []
    for index, clause in enumerate(clauses):
        while open_ and clauses[open_[-1]].path != clause.path[: len(clauses[open_[-1]].path)]:
            open_.pop()
        if open_ and clauses[open_[-1]].path == clause.path:  # a number that stands twice: a sibling
            open_.pop()
        children[open_[-1] if open_ else -1].append(index)
        open_.append(index)
    taken: dict[str, int] = defaultdict(int)

    def add(parent: Any, index: int) -> None:
        clause, level = clauses[index], level_of(clauses[index].num)
        named = {"name": level.name} if level.name else {}
        element = _add(parent, level.element, named, eId=_eid(clause.path, taken))
        _add(element, "num").text = clean(clause.num)
        if clause.heading:
            _add(element, "heading").text = clean(clause.heading)
        below = children[index]
        own = [_without_label(p, clause) for p in clause.paragraphs if p.role != "heading" or not clause.heading]
        if not below:
            content = _add(element, "content")
            _blocks(content, own, tables)
            if not len(content):
                _add(content, "p")
            return
        starts = [_start(clauses[child]) for child in below]
        lead = _before(own, starts[0])
        if lead:
            _blocks(_add(element, "intro"), lead, tables)
        rest = own[len(lead) :]
        for child, following in zip(below, [*starts[1:], None], strict=True):
            add(element, child)
            if following is not None:
                between = _before(rest, following)
                rest = rest[len(between) :]
                loose(element, between)
        if rest:
            _blocks(_add(element, "wrapUp"), rest, tables)

    def loose(parent: Any, paragraphs: Sequence[Paragraph]) -> None:
        """Paragraphs between two parts."""
        if paragraphs:
            eid = f"{parent.get('eId')}__" if parent.get("eId") else ""
            taken["hcontainer"] += 1
            element = _add(parent, "hcontainer", name="text", eId=f"{eid}hcontainer_{taken['hcontainer']}")
            _blocks(_add(element, "content"), paragraphs, tables)

    for index in children[-1]:
        before = _before(trailer, _start(clauses[index]))
        loose(body, before)
        trailer = trailer[len(before) :]
        add(body, index)
    return trailer


def _start(clause: Clause) -> int | None:
    return clause.paragraphs[0].start if clause.paragraphs else None


def _before(paragraphs: Sequence[Paragraph], start: int | None) -> Sequence[Paragraph]:
    """Those at the beginning that stand before `start`; all where it is not known."""
    return list(takewhile(lambda part: start is None or part.start < start, paragraphs))


def _without_label(part: Paragraph, clause: Clause) -> Paragraph:
    """A paragraph that opens with the clause's number and heading, without them: they stand in num and heading."""
    label = read_label(part.text) or run_on_label(part.text)
    if part is not clause.paragraphs[0] or label is None or label.num != clause.num:
        return part
    text = part.text[label.end :]
    if clause.heading and text.startswith(clause.heading):
        text = text[len(clause.heading) :].removeprefix("。")
    return msgspec.structs.replace(part, text=text.strip())


def _eid(path: Path, taken: dict[str, int]) -> str:
    eid = "__".join(eid_part(label) for label in path)
    taken[eid] += 1
    return eid if taken[eid] == 1 else f"{eid}-{taken[eid]}"


def _blocks(parent: Any, paragraphs: Iterable[Paragraph], tables: Mapping[str, Table]) -> None:
    for part in paragraphs:
        if part.table and part.table in tables:
            _table(parent, tables[part.table])
        elif part.text:
            _add(parent, "p", {} if part.role == "text" else {"class": part.role}).text = clean(part.text)


def _table(parent: Any, table: Table) -> None:
    element = _add(parent, "table")
    if table.title:
        _add(element, "caption").text = clean(table.title)
    for row in table.rows:
        line = _add(element, "tr")
        for cell in row.cells:
            _add(_add(line, "th" if row.header else "td"), "p").text = clean(cell)


def _add(parent: Any, tag: str, attributes: Mapping[str, str] | None = None, **more: str) -> Any:
    values = {name: clean(value) for name, value in {**(attributes or {}), **more}.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", values)


@cache
def _unfit() -> re.Pattern[str]:
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` with U+FFFD for characters that XML cannot hold."""
    return _unfit().sub("\ufffd", text)
