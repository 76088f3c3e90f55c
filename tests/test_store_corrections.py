"""A person's corrections: applied, told on what they change, and never applied to another text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from build_tools.check.inputs import check_inputs
from build_tools.check.lossless import prove
from build_tools.check.references import check_references
from build_tools.errors import InputError
from build_tools.extract.facts import find_facts
from build_tools.extract.units import UnitAuthority
from build_tools.model.document import Paragraph, Repair
from build_tools.model.facts import StructuredDocument
from build_tools.model.text import Run, SourceText
from build_tools.progress import Progress
from build_tools.project import Project
from build_tools.segment.documents import parse
from build_tools.store import corrections
from build_tools.store.corrections import Row, apply_corrections
from build_tools.structuring import write_structured
from build_tools.yamlfile import parse_yaml
from tests.made import amount, made, stating

PATH = ("三", "（一）")
DOC = "甲政〔2022〕3号"
TEXT = "对首次认定的企业给予奖励50万元，对复审通过的企业给予奖励20万元。"
SIGNED = {"office": "甲市财政局", "date": "2026-01-05", "reason": "与印发件核对"}


def record() -> tuple[StructuredDocument, SourceText]:
    base, source = made(DOC, "jia-2022-3", "关于支持企业的意见", [("三", "任务", ""), ("三/（一）", "奖励", TEXT)])
    facts = tuple(amount(base, PATH, words, yuan) for words, yuan in (("50万元", 5e5), ("20万元", 2e5)))
    return stating(base, amounts=facts), source


def row(**fields: object) -> Row:
    return msgspec.convert({"table": "amounts", "path": PATH, **SIGNED, **fields}, Row)


def apply(record: StructuredDocument, source: SourceText, row: Row) -> StructuredDocument:
    return corrections.apply(record, row, source)


def test_a_fact_is_changed_and_says_by_whom() -> None:
    new = apply(*record(), row(action="change", words="给予奖励50万元", set={"role": "cap"}))
    assert [(a.surface, a.role) for a in new.facts.amounts] == [("50万元", "cap"), ("20万元", "fixed")]
    assert new.facts.amounts[0].corrected == "2026-01-05 甲市财政局：与印发件核对"
    assert new.corrections[0].was == "role：fixed"


def test_a_fact_is_struck_and_the_document_says_what_stood_there() -> None:
    new = apply(*record(), row(action="strike", words="奖励20万元"))
    assert [a.surface for a in new.facts.amounts] == ["50万元"]
    assert "surface：20万元" in (new.corrections[0].was or "")


def test_a_fact_is_added_with_its_place() -> None:
    base, source = record()
    base = stating(base, amounts=base.facts.amounts[1])
    new = apply(
        base, source, row(action="add", words="50万元", set={"yuan_min": 500000, "yuan_max": 500000, "role": "fixed"})
    )
    assert [a.surface for a in new.facts.amounts] == ["50万元", "20万元"]
    assert not list(check_references(new, source))


def test_find_tells_which_of_several() -> None:
    change = row(action="change", words=TEXT, find={"surface": "20万元"}, set={"role": "cap"})
    assert [a.role for a in apply(*record(), change).facts.amounts] == ["fixed", "cap"]


def joined() -> tuple[StructuredDocument, SourceText]:
    """A paragraph that the page broke: “给予奖” / “励50万元 and 补贴。”, put right by two repairs."""
    head = f"关于支持企业的意见\n{DOC}\n"
    text = f"{head}一、奖励\n对企业给予奖\n\n励50万元 and 补贴。\n"
    base, _ = made(DOC, "jia-2022-3", "关于支持企业的意见", [("一", "奖励", "x")])
    at = text.index("对企业")
    gap, word = text.index("\n\n"), text.index(" and ")
    repairs = (
        Repair(
            kind="split_paragraph", line=4, start=gap, end=gap + 2, put="", before="给予奖\n\n励50", after="给予奖励50"
        ),
        Repair(kind="english_and", line=6, start=word, end=word + 5, put="和", before="元 and 补", after="元和补"),
    )
    paragraph = Paragraph(
        text="对企业给予奖励50万元和补贴。", line=4, end_line=6, start=at, end=len(text) - 1,
        runs=(Run(0, at), Run(6, gap + 2), Run(11, word, 5), Run(12, word + 5)),
    )  # fmt: skip
    clause = msgspec.structs.replace(
        base.document.clauses[0], paragraphs=(base.document.clauses[0].paragraphs[0], paragraph), end_line=6
    )
    document = msgspec.structs.replace(
        base.document, clauses=(clause,), repairs=repairs, end=len(text), end_line=6, source_sha256="0" * 64
    )
    return StructuredDocument(document=document), SourceText(
        name="made.txt", text=text, encoding="utf-8", sha256="0" * 64
    )


def proved(new: StructuredDocument, source: SourceText) -> list[str]:
    proofs, findings = prove([new.document], source)
    assert all(proof.characters == proof.accounted for proof in proofs)
    assert not findings
    return [part.text for part in new.document.clauses[0].paragraphs[1:]]


def test_the_example_is_lossless() -> None:
    assert proved(*joined()) == ["对企业给予奖励50万元和补贴。"]


def test_a_repair_is_struck_and_the_source_shows_again() -> None:
    base, source = joined()
    struck = apply(base, source, row(action="strike", table="repairs", path=("一",), words="万元和补贴"))
    assert proved(struck, source) == ["对企业给予奖励50万元 and 补贴。"]
    assert [repair.kind for repair in struck.document.repairs] == ["split_paragraph"]


def test_a_join_is_struck_and_two_paragraphs_stand_again() -> None:
    base, source = joined()
    struck = apply(base, source, row(action="strike", table="repairs", path=("一",), words="给予奖励50万元"))
    assert proved(struck, source) == ["对企业给予奖", "励50万元和补贴。"]
    assert [(p.line, p.end_line) for p in struck.document.clauses[0].paragraphs[1:]] == [(4, 4), (6, 6)]


def test_a_repair_is_changed_and_added() -> None:
    base, source = joined()
    changed = apply(
        base, source, row(action="change", table="repairs", path=("一",), words="万元和补贴", set={"put": "及"})
    )
    assert proved(changed, source) == ["对企业给予奖励50万元及补贴。"]
    added = apply(
        base,
        source,
        row(action="add", table="repairs", path=("一",), words="补贴", set={"kind": "other", "after": "补助"}),
    )
    assert proved(added, source) == ["对企业给予奖励50万元和补助。"]
    assert added.document.repairs[-1].corrected == "2026-01-05 甲市财政局：与印发件核对"


def test_a_heading_follows_its_repair() -> None:
    base, source = record()
    set_ = {"kind": "other", "after": "重点任务"}
    new = apply(base, source, row(action="add", table="repairs", words="任务", path=("三",), set=set_))
    assert new.document.clauses[0].heading == "重点任务"
    assert not prove([new.document], source)[1]


FILE = """doc: {doc}
corrections:
- action: {action}
  table: {table}
  path: [三, {label}]
  words: {words}
  set: {set}
  office: 甲市财政局
  date: 2026-01-05
  reason: 与印发件核对
"""


@pytest.mark.parametrize(
    ("changes", "line", "word"),
    [
        ({}, 0, ""),
        ({"doc": "乙政〔2022〕9号"}, 1, "不在库中"),
        ({"words": "给予奖励80万元"}, 6, "已没有"),
        ({"words": "企业"}, 6, "有 2 处"),
        ({"label": "（九）"}, 5, "已不存在"),
        ({"table": "sums"}, 4, "没有名为"),
        ({"set": "{role: 上限}"}, 7, "不合要求"),
        ({"set": "{rôle: cap}"}, 7, "不合要求"),
        ({"words": TEXT}, 6, "有 2 条"),
        ({"words": "首次认定"}, 6, "没有这样的"),
        ({"action": "remove"}, 3, "不合要求"),
    ],
)
def test_a_correction_that_does_not_fit_is_told_with_its_line(
    tmp_path: Path, changes: dict[str, str], line: int, word: str
) -> None:
    fields = {
        "doc": DOC,
        "action": "change",
        "table": "amounts",
        "label": "（一）",
        "words": "给予奖励50万元",
        "set": "{role: cap}",
    }
    path = tmp_path / "corrections" / "jia-2022-3.yml"
    path.parent.mkdir()
    path.write_text(FILE.format(**fields | changes), encoding="utf-8")
    if not word:
        assert apply_corrections([record()[0]], tmp_path, lambda _: record()[1])[0].facts.amounts[0].role == "cap"
        return
    with pytest.raises(InputError) as caught:
        apply_corrections([record()[0]], tmp_path, lambda _: record()[1])
    assert caught.value.line == line
    assert caught.value.file.endswith("corrections/jia-2022-3.yml")
    assert word in caught.value.problem
    assert "\n" not in str(caught.value)


def twice() -> tuple[list[StructuredDocument], SourceText]:
    """Two documents under one number, as two gazettes printed them."""
    base, source = record()
    other = msgspec.structs.replace(base.document, id="jia-2022-3-2")
    return [base, msgspec.structs.replace(base, document=other)], source


def corrected(folder: Path, head: str, name: str = "x") -> list[list[str]]:
    """Roles of the amounts of each of the two documents, corrected by a file that begins with `head`."""
    fields = {
        "action": "change",
        "table": "amounts",
        "label": "（一）",
        "words": "给予奖励50万元",
        "set": "{role: cap}",
    }
    path = folder / "corrections" / f"{name}.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FILE.format(doc=DOC, **fields).replace(f"doc: {DOC}\n", head), encoding="utf-8")
    records, source = twice()
    return [
        [amount.role for amount in new.facts.amounts] for new in apply_corrections(records, folder, lambda _: source)
    ]


@pytest.mark.parametrize("head", ["id: jia-2022-3-2\n", f"doc: {DOC}\nid: jia-2022-3-2\n"])
def test_of_two_documents_with_one_number_the_id_tells_which(tmp_path: Path, head: str) -> None:
    assert corrected(tmp_path, head) == [["fixed", "fixed"], ["cap", "fixed"]]


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        (f"doc: {DOC}\n", 1, r"不止一份；.*id: jia-2022-3、jia-2022-3-2"),
        ("id: jia-2022-4\n", 1, "jia-2022-4.*不在库中"),
        ("# 说明\ndoc: 乙政〔2022〕9号\nid: jia-2022-3\n", 2, "不在库中"),
        ("", 1, "写明 doc 或 id"),
    ],
)
def test_a_document_that_is_not_told_is_asked_for(tmp_path: Path, head: str, line: int, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        corrected(tmp_path, head)
    assert caught.value.line == line


@pytest.mark.parametrize("registered", [False, True])
def test_the_id_is_the_address_that_the_registry_gives(tmp_path: Path, registered: bool) -> None:
    (tmp_path / "sources").mkdir()
    for name in ("甲", "乙"):
        text = f"甲市支持办法（{name}）\n{DOC}\n一、奖励\n对首次认定的企业一次性给予奖励50万元，按年兑现。\n"
        (tmp_path / "sources" / f"{name}.txt").write_text(text, encoding="utf-8")
    project = Project(tmp_path)
    folder = project.structured / "corrections"
    folder.mkdir(parents=True)
    if registered:
        write_structured(project, 1, Progress(quiet=True), "")
    signed = "office: 甲市财政局, date: '2026-01-05', reason: 与印发件核对"
    rows = (
        f"corrections:\n- {{action: change, table: amounts, path: [一], words: 50万元, set: {{role: cap}}, {signed}}}\n"
    )
    (folder / "jia.yml").write_text("id: jiazheng-2022-3-2\n" + rows, encoding="utf-8")
    _, corpus = write_structured(project, 1, Progress(quiet=True), "")
    roles = {record.document.id: [amount.role for amount in record.facts.amounts] for record in corpus.records}
    assert roles == {"jiazheng-2022-3": ["fixed"], "jiazheng-2022-3-2": ["cap"]}
    assert not [finding for finding in check_inputs(tmp_path, corpus) if finding.level == "error"]


def test_facts_are_read_again_from_a_text_whose_repair_was_corrected(tmp_path: Path) -> None:
    text = "甲市支持办法\n甲政〔2022〕3号\n一、奖励\n对首次认定的企业一次性给予奖励50万元，按年兑现。\n"
    source = SourceText(name="甲.txt", text=text, encoding="utf-8", sha256="")
    (document,) = parse(source)
    read = StructuredDocument(document=document, facts=find_facts(document, source, UnitAuthority()))
    (tmp_path / "corrections").mkdir()
    signed = "office: 甲市财政局, date: '2026-01-05', reason: 与印发件核对"
    (tmp_path / "corrections" / "jia.yml").write_text(
        f"doc: {DOC}\ncorrections:\n"
        f"- {{action: change, table: amounts, path: [一], words: 奖励5万元, set: {{role: cap}}, {signed}}}\n"
        f"- {{action: add, table: repairs, path: [一], words: 50万元, set: {{kind: other, after: 5万元}}, {signed}}}\n",
        encoding="utf-8",
    )
    (new,) = apply_corrections(
        [read], tmp_path, lambda _: source, lambda text_, from_: find_facts(text_, from_, UnitAuthority())
    )
    assert [(a.yuan_max, a.role) for a in read.facts.amounts] == [(500_000, "fixed")]
    assert [(a.yuan_max, a.role) for a in new.facts.amounts] == [(50_000, "cap")]


def test_the_example_of_the_guide_is_in_form() -> None:
    guide = (Path(__file__).resolve().parents[1] / "structured" / "corrections" / "README.md").read_text(
        encoding="utf-8"
    )
    example = guide.split("```yaml\n")[1].split("```")[0]
    file = msgspec.convert(parse_yaml(example, "README.md"), corrections.Corrections)
    assert file.corrections[0].path == ("三", "（一）")
    assert file.corrections[0].table in corrections.FACT_TYPES
    assert all(name in guide for name in corrections.FACT_TYPES)
