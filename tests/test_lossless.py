"""The proof that nothing is lost: each loss here is made by hand, and must be told with its line."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.check.lossless import account_of, prove, squeeze
from build_tools.model.document import Account, Repair
from build_tools.model.text import SourceText
from tests.made import DOC, record, with_clause


def test_a_faultless_document_is_proved() -> None:
    base, source = record()
    proofs, findings = prove([base.document], source)
    assert [(p.name, p.characters, p.accounted) for p in proofs] == [
        (DOC, len("".join(source.text.split())), len("".join(source.text.split()))),
        ("文件之间", 0, 0),
    ]
    assert findings == []


def test_a_lost_paragraph_is_a_gap() -> None:
    base, source = record()
    document = with_clause(base.document, 1, paragraphs=base.document.clauses[1].paragraphs[:-1])
    proofs, findings = prove([document], source)
    assert proofs[0].characters - proofs[0].accounted == len("由甲市财政局负责。")
    assert [(f.file, f.line) for f in findings] == [("sources/made.txt", 7)]
    assert "由甲市财政局负责。" in findings[0].text


def test_a_changed_word_without_a_repair_is_told() -> None:
    base, source = record()
    first, *rest = base.document.clauses[0].paragraphs
    changed = msgspec.structs.replace(rest[0], text="适用于全省。")
    document = with_clause(base.document, 0, paragraphs=(first, changed))
    (finding,) = prove([document], source)[1]
    assert finding.line == changed.line
    assert "适用于全市。" in finding.text


def test_text_that_stands_twice_is_told() -> None:
    base, source = record()
    document = with_clause(base.document, 0, paragraphs=base.document.clauses[0].paragraphs * 2)
    assert any("同一处" in finding.text for finding in prove([document], source)[1])


def test_text_of_no_document_is_told() -> None:
    base, source = record()
    longer = msgspec.structs.replace(source, text=source.text + "未归属的一行\n")
    proofs, findings = prove([base.document], longer)
    assert (proofs[-1].characters, proofs[-1].accounted) == (6, 0)
    assert findings[0].line == 8


def test_documents_that_overlap_are_told() -> None:
    base, source = record()
    second = msgspec.structs.replace(
        base.document, doc="乙政〔2022〕8号", start=base.document.end - 1, header=(), clauses=()
    )
    (finding,) = prove([base.document, second], source)[1]
    assert "乙政〔2022〕8号与上一份文件的原文重叠" in finding.text


@pytest.mark.parametrize(("at", "told"), [(0, True), (1, False), (9, False), (10, True)])
def test_a_repair_outside_its_document_is_told(at: int, told: bool) -> None:
    source = SourceText(name="甲.txt", text="前一份，本文件的原文，后一份", encoding="utf-8", sha256="")
    cut = Repair(kind="markup", line=1, start=at, end=at + 1, put="", before="前", after="")
    document = msgspec.structs.replace(record()[0].document, start=1, end=10, header=(), clauses=(), repairs=(cut,))
    findings = prove([document], source)[1]
    assert any("有一条修复记录不在本文件之内" in finding.text for finding in findings) == told


def test_space_of_no_width_is_white_space() -> None:
    base, source = record()
    text = source.text.replace("\n", "\n\u200b\ufeff", 1)
    spaced = SourceText(name=source.name, text=text, encoding="utf-8", sha256="")
    assert squeeze(text) == squeeze(source.text)
    assert prove([], spaced)[0][-1].characters == prove([], source)[0][-1].characters
    assert prove([base.document], source)[1] == []


def test_what_a_repair_cuts_is_accounted_for() -> None:
    base, source = record()
    paragraph = base.document.clauses[0].paragraphs[1]
    cut = Repair(
        kind="markup", line=4, start=paragraph.start, end=paragraph.start + 1, put="", before="适用", after="用"
    )
    document = with_clause(
        base.document,
        0,
        paragraphs=(base.document.clauses[0].paragraphs[0], msgspec.structs.replace(paragraph, text="用于全市。")),
    )
    assert prove([document], source)[1] != []
    document = msgspec.structs.replace(document, repairs=(cut,))
    proofs, findings = prove([document], source)
    assert findings == []
    assert proofs[0].characters == proofs[0].accounted


def test_each_character_is_counted_once_where_it_went() -> None:
    base, source = record()
    first, paragraph = base.document.clauses[0].paragraphs
    start = paragraph.start
    document = with_clause(
        base.document, 0, paragraphs=(first, msgspec.structs.replace(paragraph, text="用在全市。"))
    )  # 适 is left out, 于 is put right
    cut = Repair(kind="markup", line=4, start=start, end=start + 1, put="", before="适用于", after="用于")
    put = Repair(kind="other", line=4, start=start + 2, end=start + 3, put="在", before="于")
    account = account_of(msgspec.structs.replace(document, repairs=(cut, put)), source)
    text = len("用全市。") + len("给予一次性奖励50万元，由甲市财政局负责。")
    header = len("关于奖励的意见") + len(DOC)
    heading = len("一、总则") + len("二、奖励")
    assert account == Account(
        source=text + header + heading + 2, header=header, heading=heading, text=text, removed=1, replaced=1
    )
    assert account_of(document, source).lost == len("适用于全市。")  # without the records nothing explains the text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_single_character_can_be_lost_unseen(data: st.DataObject) -> None:
    base, source = record()
    places = [(c, p) for c, clause in enumerate(base.document.clauses) for p in range(len(clause.paragraphs))]
    c, p = data.draw(st.sampled_from(places))
    paragraphs = list(base.document.clauses[c].paragraphs)
    at = data.draw(st.integers(0, len(paragraphs[p].text) - 1))
    text = paragraphs[p].text
    paragraphs[p] = msgspec.structs.replace(paragraphs[p], text=text[:at] + text[at + 1 :])
    assert prove([with_clause(base.document, c, paragraphs=tuple(paragraphs))], source)[1]
