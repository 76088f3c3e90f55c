"""The published tables: every field, numbers as numbers, the same bytes from the same corpus."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from build_tools.export.rows import FIELDS, rows
from build_tools.export.tables import csv_text, jsonl_text, write_tables
from build_tools.model.document import Audit, Repair, Table, TableRow
from build_tools.model.facts import StructuredDocument, Validity
from build_tools.store.corpus import Corpus, corpus_of
from tests.made import amount, benefit, cites, duty, made, stating

NUMBER = "甲政〔2022〕3号"
DOC = ("三", "（一）")
WORDS = "=对迁入我市的设计企业，给予一次性奖励12.5万元，由甲市财政局牵头"


def record() -> StructuredDocument:
    base, _ = made(NUMBER, "jiazheng-2022-3", "甲市人民政府关于支持设计业的意见", [
        ("前言", "", "根据《甲市人民政府关于产业的意见》（甲政〔2020〕1号），提出以下意见："),
        ("三", "主要任务", ""), ("三/（一）", "引进企业", WORDS), ("附则", "", "本意见自印发之日起施行。"),
    ])  # fmt: skip
    row = TableRow(line=7, start=1, end=2, cells=("甲区", "", "3"))
    head = TableRow(line=6, start=0, end=1, cells=("区", "一", "二"), header=True)
    table = Table(
        id="t1", path=DOC, title="目标", unit="个", line=6, end_line=7, columns=("区", "一", "二"), rows=(head, row),
        audit=(Audit(verdict="agrees", what="合计"),),
    )  # fmt: skip
    start = base.document.clauses[2].paragraphs[1].start
    repair = Repair(kind="markup", line=6, start=start, end=start + 1, put="", before="=对", after="对")
    base = msgspec.structs.replace(
        base, document=msgspec.structs.replace(base.document, tables=(table,), repairs=(repair,))
    )
    return stating(
        base,
        amounts=amount(base, DOC, "12.5万元", 125000.0),
        incentives=benefit(
            base, DOC, "给予一次性奖励12.5万元", benefit_type="奖励", amount_yuan_min=125000.0, recurrence="once"
        ),
        responsibilities=duty(base, DOC, "甲市财政局"),
        citations=cites(base, ("前言",), "甲市人民政府关于产业的意见", "甲政〔2020〕1号"),
    )


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    cited, _ = made("甲政〔2020〕1号", "jiazheng-2020-1", "甲市人民政府关于产业的意见", [("一", "总则", "略。")])
    first = record()
    facts = msgspec.structs.replace(first.facts, validity=Validity(effective="自印发之日起"))
    return corpus_of([msgspec.structs.replace(first, facts=facts), cited])


# The contract's own list of fields.
PUBLIC = {
    "documents": "id title issuer date effective status addressees source_file line end_line url",
    "clauses": "id num heading text line end_line url",
    "amounts": "line surface yuan_min yuan_max role",
    "rates": "line surface value_min value_max role",
    "incentives": "line beneficiary condition benefit_type rate base amount_yuan_min amount_yuan_max cap_yuan recurrence quote url",
    "responsibilities": "line unit role surface",
    "citations": "line title number relation target_url",
    "targets": "line indicator value unit op deadline baseline",
    "repairs": "line kind before after",
    "tables": "title line end_line columns rows audit",
    "appointments": "line person action organization post concurrent date",
}


def test_every_table_of_the_contract_is_there_with_its_fields() -> None:
    assert PUBLIC.keys() <= FIELDS.keys()
    for table, fields in PUBLIC.items():
        assert set(fields.split()) <= FIELDS[table].keys(), table


def test_rows_have_every_field_and_unknown_ones_are_null(corpus: Corpus) -> None:
    for table in FIELDS:
        for line in jsonl_text(corpus, table).splitlines():
            assert list(json.loads(line)) == ["doc", "path", *FIELDS[table]]
    document = next(rows(corpus, "documents"))
    assert (document["path"], document["effective"], document["status"]) == ([], "自印发之日起", "公报未载明")
    assert document["addressees"] is None


def test_clauses_leave_out_preamble_and_closing(corpus: Corpus) -> None:
    held = [row for row in rows(corpus, "clauses") if row["doc"] == NUMBER]
    assert [row["path"] for row in held] == [["三"], ["三", "（一）"]]
    assert held[1]["url"] == "doc/jiazheng-2022-3/c3/"


def test_whole_numbers_have_no_point(corpus: Corpus) -> None:
    text = jsonl_text(corpus, "amounts").decode()
    assert '"yuan_min":125000,' in text
    assert json.loads(text)["surface"] == "12.5万元"


def test_citation_leads_to_the_document_that_is_held(corpus: Corpus) -> None:
    assert next(rows(corpus, "citations"))["target_url"] == "doc/jiazheng-2020-1/"


def test_a_repair_stands_where_its_clause_stands(corpus: Corpus) -> None:
    assert next(rows(corpus, "repairs"))["path"] == ["三", "（一）"]


def test_a_repair_before_or_after_the_text_is_in_no_clause() -> None:
    base = record().document
    last = base.clauses[-1].paragraphs[-1]
    signed = msgspec.structs.replace(last, role="signature", text="甲市人民政府", start=last.end + 1, end=last.end + 7)
    repairs = tuple(
        Repair(kind="odd_space", line=1, start=part.start, end=part.start + 1, put="", before=" ", after="")
        for part in (base.header[0], last, signed)
    )
    document = msgspec.structs.replace(base, trailer=(signed,), repairs=repairs, end=signed.end)
    paths = [row["path"] for row in rows(corpus_of([StructuredDocument(document=document)]), "repairs")]
    assert paths == [[], ["附则"], []]


def test_table_rows_are_its_body(corpus: Corpus) -> None:
    row = next(rows(corpus, "tables"))
    assert (row["columns"], row["rows"]) == (["区", "一", "二"], [["甲区", "", "3"]])
    assert row["audit"][0]["verdict"] == "agrees"


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(corpus: Corpus) -> None:
    text = csv_text(corpus, "clauses")
    assert text.startswith("\ufeff")
    held = list(csv.DictReader(io.StringIO(text[1:])))
    assert held[1]["path"] == "三/（一）"
    assert not any(value.startswith(("=", "+", "-", "@")) for row in held for value in row.values())
    repair = next(csv.DictReader(io.StringIO(csv_text(corpus, "repairs")[1:])))
    assert repair["before"] == "'=对"


def test_csv_jsonl_and_database_agree(corpus: Corpus, tmp_path: Path) -> None:
    files = write_tables(corpus, tmp_path)
    assert len(files) == 2 * len(FIELDS) + 1
    with contextlib.closing(sqlite3.connect(tmp_path / "policy.sqlite3")) as database:
        for table in FIELDS:
            lines = (tmp_path / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
            with (tmp_path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
                held = list(csv.reader(stream))
            assert len(held) - 1 == len(lines) == database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        path, yuan, kind = database.execute("SELECT path, yuan_max, typeof(yuan_max) FROM amounts").fetchone()
    assert (path, yuan, kind) == ("三/（一）", 125000, "integer")


def test_same_corpus_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tables(corpus, tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
