"""What is written reads back equal, whatever the text; and reads well."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.errors import InputError
from build_tools.model.document import Clause, Document, Paragraph, Repair, Table, TableRow
from build_tools.model.facts import Amount, Appointment, Facts, StructuredDocument
from build_tools.model.text import Run
from build_tools.store.documents import check_id, dump, read_document, read_documents, write_document
from build_tools.store.yamltext import to_yaml

AWKWARD = [
    "", " ", "\n", "\n\n", " 首行缩进", "尾部空格 ", "行尾空格 \n第二行", "\t制表符", "甲\t乙", "---", "--- 甲", "...", "- 甲",
    "# 甲", "甲 # 乙", "甲: 乙", "key: value", "{甲}", "[甲]", "'甲'", '"甲"', "|", "> 甲", "& * ! % @ `", "null", "~", "yes",
    "No", "12", "1e5", "0x1f", "12:30", "2022-07-01", "1.", "．", "第一行\n\n第三行", "\n甲", "甲\n", "甲\n\n\n", "  甲\n乙",
    "甲\r\n乙", "甲\r", "甲\x85乙", "甲\u2028乙\u2029丙", "\ufeff甲", "\x00\x07\x1b", "\x7f\x9f", "𠮷野家", "🏛️", "１２３", "　全角空格",
    "../../etc/passwd", "<script>alert(1)</script>", "\\n", "甲" * 1500, "长行 " * 500, "甲\n \n乙", "甲\n   ", "\\u4e00", "?", "? 甲", "<<",
    "=", "甲 ", "甲\u00a0", "﷐", "￾", "a: |\n  b", "'", "''", "!!python/object:os.system",
]  # fmt: skip

KEYS = ["text", "path", "甲", "3-1", "12", "no", "~", "甲: 乙"]

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(),
    st.text(alphabet=" \t\n\r-:#'\"|>[]{},&*!%@`?甲\x85\u2028\ufeff𠮷"),
)


def document(**changes: object) -> Document:
    base: dict[str, object] = {
        "id": "jia-2022-1", "doc": "甲政〔2022〕1号", "number": "甲政〔2022〕1号", "title": "甲市人民政府关于试点的意见",
        "date": "2022-06-29", "source_file": "a.txt", "source_sha256": "0" * 64, "line": 1, "end_line": 9, "start": 0, "end": 90,
    }  # fmt: skip
    return Document(**{**base, **changes})  # type: ignore[arg-type]


def round_trip(record: StructuredDocument) -> StructuredDocument:
    with tempfile.TemporaryDirectory() as folder:
        return read_document(write_document(Path(folder), record))


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_reads_back(text: str) -> None:
    paragraph = Paragraph(text=text, line=1, end_line=1, start=0, end=1)
    clause = Clause(id="1", path=("一", text), num=text, heading=text, line=1, end_line=1, paragraphs=(paragraph,))
    row = TableRow(line=1, start=0, end=1, cells=(text, text))
    table = Table(id="t1", path=("一",), title=text, line=1, end_line=1, columns=(text,), rows=(row,))
    record = StructuredDocument(document=document(title=text, clauses=(clause,), tables=(table,)))
    assert round_trip(record) == record


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), st.floats(allow_nan=False), st.booleans())
def test_any_text_reads_back(parts: list[str], value: float, concurrent: bool) -> None:
    text = parts[0]
    paragraphs = tuple(
        Paragraph(text=part, line=1, end_line=2, start=0, end=3, runs=(Run(0, 1), Run(2, 5, 1))) for part in parts
    )
    clause = Clause(id="1", path=tuple(parts), num=text, line=1, end_line=2, paragraphs=paragraphs)
    repair = Repair(kind="other", line=1, start=0, end=2, put=text, before=text, after=text, reason=text)
    amount = Amount(path=("一",), line=1, start=0, end=1, surface=text, yuan_min=value, yuan_max=None, role="cap")
    act = Appointment(
        path=("前言",), line=1, start=0, end=1, person=text, action="任命", organization=text, post=text,
        concurrent=concurrent, date=None,
    )  # fmt: skip
    record = StructuredDocument(
        document=document(clauses=(clause,), repairs=(repair,), addressees=tuple(parts)),
        facts=Facts(amounts=(amount,), appointments=(act,)),
    )
    assert round_trip(record) == record
    assert dump(round_trip(record)) == dump(record)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(texts, st.lists(texts, max_size=3), st.none())))
def test_other_readers_read_the_same(value: dict[str, object]) -> None:
    assert (yaml.safe_load(to_yaml(value)) or {}) == value


def test_prose_is_a_block_and_labels_stand_on_one_line() -> None:
    text = "（一）支持“专精特新”企业: 给予一次性奖励50万元 # 不重复\n第二段"
    paragraph = Paragraph(text=text, line=3, end_line=3, start=10, end=40, runs=(Run(0, 10), Run(5, 17)))
    clause = Clause(id="3-1", path=("三", "（一）"), num="（一）", line=3, end_line=3, paragraphs=(paragraph,))
    lines = dump(StructuredDocument(document=document(clauses=(clause,)))).splitlines()
    assert "  path: [三, （一）]" in lines
    assert "    runs: [[0, 10, 0], [5, 17, 0]]" in lines
    at = lines.index("  - text: |-")
    assert lines[at + 1 : at + 3] == ["      " + line for line in text.split("\n")]


def test_metadata_come_first_and_repairs_last() -> None:
    repair = Repair(kind="english_and", line=2, start=5, end=10, put="和", before="甲 and 乙", after="甲和乙")
    amount = Amount(path=("一",), line=1, start=0, end=1, surface="8亿元", yuan_min=8e8, yuan_max=8e8, role="fixed")
    record = StructuredDocument(document=document(repairs=(repair,)), facts=Facts(amounts=(amount,)))
    text = dump(record)
    keys = [line.split(":")[0] for line in text.splitlines() if line[0] in string.ascii_lowercase]
    assert keys[:3] == ["id", "doc", "number"]
    assert keys[-2:] == ["facts", "repairs"]
    assert "yuan_min: 800000000\n" in text


@pytest.mark.parametrize("id_", ["../x", "a/b", "", "甲", "A", "a--b", "-a", "a.b", "con\x00", "a" * 101])
def test_ids_that_are_no_file_names_are_refused(id_: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an id"):
        check_id(id_)
    with pytest.raises(ValueError, match="not an id"):
        write_document(tmp_path, StructuredDocument(document=document(id=id_)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("line: 1", "line: 一"), 9),
        (("title: ", "titel: "), 5),
        (("end_line: 9", "end_line: [9"), 11),
    ],
)
def test_a_spoilt_file_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], line: int) -> None:
    path = write_document(tmp_path / "structured" / "documents", StructuredDocument(document=document()))
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_document(path)
    assert (caught.value.file, caught.value.line) == ("structured/documents/jia-2022-1.yml", line)


def test_a_file_under_another_name_is_told(tmp_path: Path) -> None:
    path = write_document(tmp_path / "structured" / "documents", StructuredDocument(document=document()))
    other = path.rename(path.with_name("jia-2022-9.yml"))
    with pytest.raises(InputError, match=r"documents/jia-2022-9\.yml:1: .*jia-2022-1"):
        read_document(other)


def test_documents_come_in_the_order_of_their_sources(tmp_path: Path) -> None:
    for id_, file, start in (("c", "a.txt", 50), ("a", "b.txt", 0), ("b", "a.txt", 7)):
        write_document(tmp_path, StructuredDocument(document=document(id=id_, source_file=file, start=start)))
    assert [r.document.id for r in read_documents(tmp_path)] == ["b", "c", "a"]
