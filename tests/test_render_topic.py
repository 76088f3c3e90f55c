"""What stands where on the page of a door, and how a clause tells what its document states."""

from __future__ import annotations

import re
from typing import Any

import pytest

from build_tools.model.document import Path
from build_tools.model.facts import StructuredDocument, Support
from build_tools.model.knowledge import Topic, TopicRule
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import home, service, topic
from build_tools.rules import load_rules
from build_tools.store.corpus import corpus_of
from tests.made import found, made, stating
from tests.rendering import html_of

DOOR = Topic(
    slug="zufang",
    title="租房",
    kind="life",
    rules=(
        TopicRule(any=("租房", "公租房"), example="发放租房补贴"),
        TopicRule(where="title", any=("公租房",), example="公租房管理办法"),
    ),
)

NIGHT = Topic(slug="yejian", title="夜间", kind="subject", rules=(TopicRule(any=("夜间",), example="夜间经济"),))


def support(record: StructuredDocument, path: Path, quote: str, beneficiary: str) -> Support:
    return Support(
        **found(record, path, quote),  # type: ignore[arg-type]
        beneficiary=beneficiary,
        condition=None,
        benefit_type="补贴",
        benefit=quote,
        quote=quote,
    )


def policy() -> StructuredDocument:
    record, _ = made("甲政〔2022〕3号", "jia-2022-3", "甲市人民政府关于服务新就业人员的意见", [
        ("一", "租房保障", "对新就业人员给予租房补贴。"),
        ("二", "支持租房企业", "对租赁公司给予租房奖励。"),
        ("三", "吸引人才", "完善引才机制。对高层次人才给予落户便利。高层次人才优先配租公租房。"),
        ("四", "丰富夜间生活", "延长公交运营。繁荣夜市。改造路灯。在公租房小区设便民摊位。"),
        ("五", "整顿中介", "公租房不得转租。"),
        ("六", "发展目标", "公租房达到一万套。"),
    ])  # fmt: skip
    facts = (
        support(record, ("一",), "给予租房补贴", "新就业人员"),
        support(record, ("二",), "给予租房奖励", "租赁公司"),
        support(record, ("三",), "给予落户便利", "高层次人才"),
    )
    return stating(record, supports=facts)


def test_a_door_parts_what_persons_get_from_what_firms_get_and_folds_what_only_touches_it() -> None:
    data = topic.topic_page(Library(corpus_of([policy()], topics=[DOOR])), DOOR).data
    shown = {name: [row["link"].text for row in rows] for _, name, rows in data["groups"]}
    assert shown == {
        "个人能得到什么": ["一、租房保障"],
        "企业、机构等能得到什么": ["二、支持租房企业"],
        "有关规定": ["五、整顿中介"],
    }
    assert {row["link"].text for row in data["touched"]} == {"三、吸引人才", "四、丰富夜间生活", "六、发展目标"}


def test_a_benefit_that_is_not_of_the_subject_is_not_shown_behind_its_door() -> None:
    library = Library(corpus_of([policy()], topics=[DOOR]))
    rows = topic.topic_page(library, DOOR).data["touched"]
    assert next(row for row in rows if row["link"].text == "三、吸引人才")["given"] == []


def test_a_document_about_the_subject_stands_first() -> None:
    record, _ = made("甲政〔2022〕4号", "jia-2022-4", "甲市公租房管理办法", [("一", "申请", "公租房按轮候次序配租。")])
    data = topic.topic_page(Library(corpus_of([policy(), record], topics=[DOOR])), DOOR).data
    assert [row["document"].id for row in data["whole"]] == ["jia-2022-4"]


@pytest.mark.parametrize("row", load_rules(topic.RULES, "general", topic.General), ids=lambda row: row.example)
def test_every_row_of_general_fits_its_example(row: topic.General) -> None:
    assert re.search(row.words, row.example)


@pytest.mark.parametrize("heading", ["强化目标考核奖惩", "支持原则性磋商平台", "完善住房保障体系", "夯实产业基础能力"])
def test_headings_with_a_task_are_not_general(heading: str) -> None:
    assert not topic.general().search(heading)


def stated(record: StructuredDocument, path: Path, giving: set[Path]) -> dict[str, Any]:
    rows = service.service_facts(record.document, path, service.statements(record, giving))
    return {row["name"]: row["link"] and row["link"].text for row in rows}


def test_how_to_claim_is_not_taken_from_another_benefit() -> None:
    record, _ = made("甲政〔2022〕5号", "jia-2022-5", "甲市人民政府关于稳岗的意见", [
        ("一", "发放岗位补贴", "对企业给予岗位补贴，可以网上申报，由人社部门审核。"),
        ("二", "发放培训补贴", "对学员给予培训补贴。"),
        ("三", "附则", "政策咨询电话：0371-00000000。"),
        ("四", "方便群众", "公积金业务网上办理。"),
    ])  # fmt: skip
    giving: set[Path] = {("一",), ("二",)}
    assert stated(record, ("一",), giving) == {"兑现方式": "见原文", "受理单位": "见原文", "咨询电话": "三、附则"}
    assert stated(record, ("二",), giving) == {"兑现方式": None, "受理单位": None, "咨询电话": "三、附则"}


def test_a_clause_leads_back_to_the_doors_that_it_is_about() -> None:
    library = Library(corpus_of([policy()], topics=[DOOR, NIGHT]))
    document = library.documents[0].document
    clause = library.clauses[document.id, ("四",)]
    assert {t.slug for t in library.topics_at(document, ("四",))} == {"zufang", "yejian"}
    assert [t.slug for t in topic.subjects(library, document, clause)] == ["yejian"]


def test_a_door_promises_only_what_its_clauses_hold() -> None:
    door = Topic(
        slug="anju",
        title="落户与安居",
        kind="life",
        rules=(TopicRule(any=("落户", "公租房", "租房补贴", "共有产权", "安居"), example="落户"),),
    )
    record, _ = made("甲政〔2022〕6号", "jia-2022-6", "关于安居的意见", [
        ("一", "保障安居", "供应公租房。"), ("二", "租赁", "扩建公租房，发放租房补贴。"),
    ])  # fmt: skip
    library = Library(corpus_of([record], topics=[door]))
    assert topic.held_words(library, door) == ["公租房", "租房补贴"]
    assert topic.missing(library, door) == ["落户"]
    for page in (topic.topic_page(library, door), home.home_page(library)):
        html = html_of(render(page))
        assert "公租房、租房补贴" in html
        assert "共有产权" not in html
        assert re.search("没有(?:写到“)?落户”?的条款", html)


def test_every_word_for_residents_fits_its_example_and_no_firm() -> None:
    for row in load_rules(topic.RULES, "residents", topic.General):
        assert re.search(row.words, row.example)
    assert not topic.residents().search("支持建筑施工企业和科研机构做大做强")


def test_what_residents_may_look_for_comes_before_what_is_for_firms() -> None:
    record, _ = made("甲政〔2022〕8号", "jia-2022-8", "关于住的意见", [
        ("一", "支持公租房建设单位", "公租房建设单位可以融资。"), ("二", "公租房配租", "公租房由居民申请。另行公告。公租房每年复核。"),
    ])  # fmt: skip
    data = topic.topic_page(Library(corpus_of([record], topics=[DOOR])), DOOR).data
    rows = {name: rows for _, name, rows in data["groups"]}["有关规定"]
    assert [row["link"].text for row in rows] == ["二、公租房配租", "一、支持公租房建设单位"]
    assert rows[0]["said"] == ["公租房由居民申请。", "公租房每年复核。"]
