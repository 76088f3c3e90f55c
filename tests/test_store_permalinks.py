"""An address that was given out leads to the same clause for ever, or the build says that it does not."""

from __future__ import annotations

import re
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.errors import InputError
from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Topic, TopicRule
from build_tools.store.corpus import corpus_of, load_corpus
from build_tools.store.permalinks import NamedRows, Registry, Row, assign, load_registry, redirects, write_registry
from build_tools.store.slugs import LONGEST, slug_of
from build_tools.store.write import write_corpus
from tests.made import duty, made, stating


def document(
    *paths: str, doc: str = "甲政〔2022〕3号", id_: str = "jiazheng-2022-3", file: str = "a.txt"
) -> StructuredDocument:
    record, _ = made(doc, id_, "意见", [(path, "标题", "由甲市财政局办理。") for path in paths], source_file=file)
    return record


def ids(record: StructuredDocument) -> list[str]:
    return [clause.id for clause in record.document.clauses]


def test_a_known_clause_keeps_its_address_when_others_come_before_it() -> None:
    first = assign(Registry(), [document("一", "二")])
    again = assign(first.registry, [document("一", "一/（一）", "二")])
    assert ids(first.records[0]) == ["c1", "c2"]
    assert ids(again.records[0]) == ["c1", "c2-2", "c2"]  # the new clause proposed c2, which is taken
    assert again.problems == ()


def test_two_clauses_with_one_number_have_two_addresses() -> None:
    first = assign(Registry(), [document("一", "一", "二")])
    assert len(set(ids(first.records[0]))) == 3
    assert ids(assign(first.registry, [document("一", "一", "二")]).records[0]) == ids(first.records[0])


def test_documents_that_propose_one_address_get_two() -> None:
    records = [document("一", doc="甲政〔2022〕3号"), document("一", doc="贾政〔2022〕3号")]
    first = assign(Registry(), records)
    assert [r.document.id for r in first.records] == ["jiazheng-2022-3", "jiazheng-2022-3-2"]
    again = assign(first.registry, records[::-1])
    assert [r.document.id for r in again.records] == ["jiazheng-2022-3-2", "jiazheng-2022-3"]


def test_one_document_printed_in_two_gazettes_keeps_both_addresses_apart() -> None:
    records = [document("一", file="a.txt"), document("一", file="b.txt")]
    first = assign(Registry(), records)
    assert [r.document.id for r in assign(first.registry, records[::-1]).records] == [
        "jiazheng-2022-3-2",
        "jiazheng-2022-3",
    ]


def test_a_reprint_that_is_read_first_takes_no_address_that_was_given_out() -> None:
    first = assign(Registry(), [document("一", "二", file="b.txt")])
    again = assign(first.registry, [document("一", file="a.txt"), document("一", "二", file="b.txt")])
    assert [r.document.id for r in again.records] == ["jiazheng-2022-3-2", "jiazheng-2022-3"]
    assert again.registry.documents["jiazheng-2022-3"] == first.registry.documents["jiazheng-2022-3"]
    assert again.problems == ()


def test_a_document_whose_file_has_another_name_keeps_its_address() -> None:
    first = assign(Registry(), [document("一", file="b.txt"), document("一", file="c.txt")])
    again = assign(first.registry, [document("一", file="a.txt"), document("一", file="b.txt")])
    assert [r.document.id for r in again.records] == ["jiazheng-2022-3-2", "jiazheng-2022-3"]
    assert again.problems == ()


def test_an_address_that_would_be_lost_is_a_problem() -> None:
    first = assign(Registry(), [document("一", "二"), document("一", doc="乙政〔2022〕1号", id_="yizheng-2022-1")])
    problems = assign(first.registry, [document("一")]).problems
    assert [(p.file, p.keys) for p in problems] == [
        ("permalinks/doc/jiazheng-2022-3.yml", ("clauses", "c2")),
        ("permalinks/doc/yizheng-2022-1.yml", ("doc",)),
    ]


def test_a_moved_address_leads_on_and_is_never_given_out_again() -> None:
    first = assign(Registry(), [document("一", "二")]).registry
    rows = first.documents["jiazheng-2022-3"]
    moved = msgspec.structs.replace(rows, clauses={**rows.clauses, "c2": Row(moved="doc/jiazheng-2022-3/c1")})
    registry = Registry(documents={"jiazheng-2022-3": moved})
    again = assign(registry, [document("一", "三")])
    assert again.problems == ()
    assert redirects(again.registry) == {"doc/jiazheng-2022-3/c2/": "doc/jiazheng-2022-3/c1/"}
    assert ids(again.records[0]) == ["c1", "c2-2"]


def test_a_moved_document_takes_its_clauses_along() -> None:
    old, new = document("一", "二"), document("一", doc="甲政规〔2022〕3号", id_="jiazhenggui-2022-3")
    first = assign(Registry(), [old, new]).registry
    rows = msgspec.structs.replace(first.documents["jiazheng-2022-3"], moved="doc/jiazhenggui-2022-3/")
    again = assign(Registry(documents={**first.documents, "jiazheng-2022-3": rows}), [new])
    assert again.problems == ()
    assert redirects(again.registry) == {
        "doc/jiazheng-2022-3/": "doc/jiazhenggui-2022-3/",
        "doc/jiazheng-2022-3/c1/": "doc/jiazhenggui-2022-3/c1/",
        "doc/jiazheng-2022-3/c2/": "doc/jiazhenggui-2022-3/",
    }


def test_a_move_to_nowhere_is_a_problem() -> None:
    first = assign(Registry(), [document("一", "二")]).registry
    rows = first.documents["jiazheng-2022-3"]
    moved = msgspec.structs.replace(rows, clauses={**rows.clauses, "c2": Row(moved="doc/jiazheng-2022-3/c9/")})
    problems = assign(Registry(documents={"jiazheng-2022-3": moved}), [document("一")]).problems
    assert [p.keys for p in problems] == [("clauses", "c2")]


@pytest.mark.parametrize("target", ["doc/jiazheng-2022-3/c1", "doc/yizheng-2022-1", "doc/yizheng-2022-1/c3"])
def test_a_move_to_what_has_moved_itself_is_a_problem(target: str) -> None:
    records = [document("一", "二", "三"), document("一", doc="乙政〔2022〕1号", id_="yizheng-2022-1")]
    first = assign(Registry(), records).registry
    here, there = first.documents["jiazheng-2022-3"], first.documents["yizheng-2022-1"]
    away = {"c1": Row(moved="doc/jiazheng-2022-3/c3"), "c2": Row(moved=target)}
    registry = Registry(documents={
        "jiazheng-2022-3": msgspec.structs.replace(here, clauses={**here.clauses, **away}),
        "yizheng-2022-1": msgspec.structs.replace(there, moved="doc/jiazheng-2022-3/", clauses={"c3": ("一",)}),
    })  # fmt: skip
    problems = assign(registry, [document("三")]).problems
    assert [(p.keys, target in p.text) for p in problems] == [(("clauses", "c2"), True)]


@pytest.mark.parametrize("kind", ["units", "topics"])
def test_a_name_that_moves_to_one_that_has_moved_is_a_problem(kind: str) -> None:
    at = kind.removesuffix("s")
    moved = NamedRows(names={"a": "甲", "b": "乙", "c": "丙"}, moved={"a": f"{at}/b/", "b": f"{at}/c/"})
    problems = assign(msgspec.structs.replace(Registry(), **{kind: moved}), [], topics={"c": "丙"}).problems
    assert [p.keys for p in problems] == [("moved", "a")]


def test_units_and_topics_have_addresses() -> None:
    base = document("一")
    topic = Topic(slug="caizheng", title="财政", kind="subject", rules=(TopicRule(any=("财政",), example="财政"),))
    corpus = corpus_of([stating(base, responsibilities=duty(base, ("一",), "甲市财政局"))], topics=[topic])
    assert corpus.unit_slug("甲市财政局") == "jia-shi-caizhengju"
    assert [unit.name for unit in corpus.units] == ["甲市财政局"]
    assert corpus.registry.topics.names == {"caizheng": "财政"}
    later = corpus_of([base], registry=corpus.registry)
    assert later.unit_slug("甲市财政局") == "jia-shi-caizhengju"  # its page stays, and says that nothing names it
    assert [p.keys for p in later.problems] == [("names", "caizheng")]


def test_a_unit_that_moved_leads_to_the_other() -> None:
    base = document("一")
    first = corpus_of([stating(base, responsibilities=duty(base, ("一",), "甲市财政局"))]).registry
    moved = msgspec.structs.replace(first.units, moved={"jia-shi-caizhengju": "unit/jia-shi-caizheng/"},
                                    names={**first.units.names, "jia-shi-caizheng": "甲市财政厅"})  # fmt: skip
    corpus = corpus_of([base], registry=msgspec.structs.replace(first, units=moved))
    assert corpus.problems == ()
    assert [unit.name for unit in corpus.units] == ["甲市财政厅"]
    assert corpus.unit_slug("甲市财政局") is None
    assert corpus.redirects == {"unit/jia-shi-caizhengju/": "unit/jia-shi-caizheng/"}


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    base = document("一", "一", "三/（二）/1", "附件2/第二章/第五条")
    corpus = corpus_of([stating(base, responsibilities=duty(base, ("一",), "甲市财政局"))])
    write_corpus(tmp_path, corpus)
    assert load_registry(tmp_path) == corpus.registry
    assert load_corpus(tmp_path).records == corpus.records
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yml")}
    write_corpus(tmp_path, load_corpus(tmp_path))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yml")} == before


def test_a_build_that_would_lose_an_address_writes_nothing(tmp_path: Path) -> None:
    write_corpus(tmp_path, corpus_of([document("一", "二")]))
    stood = {path: path.read_bytes() for path in tmp_path.rglob("*.yml")}
    with pytest.raises(InputError) as caught:
        write_corpus(tmp_path, corpus_of([document("一")], registry=load_registry(tmp_path)))
    file = tmp_path / "permalinks/doc/jiazheng-2022-3.yml"
    assert caught.value.file.endswith("permalinks/doc/jiazheng-2022-3.yml")
    assert file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1].strip().startswith("c2:")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yml")} == stood


@pytest.mark.parametrize("id_", ["../../etc", "A B", "甲", "", "con/aux"])
def test_an_unsafe_proposal_never_becomes_an_address(id_: str) -> None:
    record = document("一", id_="x")
    record = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, id=id_))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", assign(Registry(), [record]).records[0].document.id)


@given(st.text())
def test_a_slug_is_ascii_and_short(name: str) -> None:
    slug = slug_of(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST


@pytest.mark.parametrize(
    ("name", "slug"),
    [("郑州市财政局", "zhengzhoushi-caizhengju"), ("重庆市水利局", "chongqingshi-shuiliju"), ("绿化", "lvhua"), ("RCEP企业", "rcep-qiye")],
)  # fmt: skip
def test_a_slug_can_be_read_out(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_two_thousand_documents_are_assigned_in_seconds(tmp_path: Path) -> None:
    paths = [f"{n}" for n in range(3)]
    records = [document(*paths, doc=f"甲政〔2022〕{n}号", id_=f"jiazheng-2022-{n}") for n in range(2000)]
    started = time.perf_counter()
    registry = assign(Registry(), records).registry
    first = time.perf_counter() - started
    started = time.perf_counter()
    assert assign(registry, records).problems == ()
    assert max(first, time.perf_counter() - started) < 5
    write_registry(tmp_path, registry)
    assert load_registry(tmp_path) == registry
