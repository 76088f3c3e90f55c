"""Links between documents: citations, related clauses, conflicts, topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.link.links import Links
from build_tools.link.terms import boilerplate, has_subject
from build_tools.link.topics import fitting
from build_tools.model.document import Clause
from build_tools.model.facts import Citation, StructuredDocument
from build_tools.model.knowledge import Place, Topic, TopicRule
from build_tools.store.corpus import load_topics
from tests.made import benefit, cites, duty, made, stating

TOPICS = load_topics(Path(__file__).resolve().parents[1] / "structured")
FILLER = [
    ("修缮老旧校舍，添置课桌椅", "校舍修缮"), ("疏通排水管网，整治积水点位", "排水治理"), ("培育龙头茶企，打造茶叶品牌", "茶叶品牌"),
    ("开行旅游专列，改造游客中心", "旅游专列"), ("建设冷链仓库，减少果蔬损耗", "冷链仓库"),
]  # fmt: skip


def pair() -> tuple[StructuredDocument, StructuredDocument]:
    one, _ = made("甲政〔2021〕5号", "jia-2021-5", "甲市人民政府关于发展预制构件产业的意见", [
        ("前言", "", "为做好有关工作，提出以下意见。"),
        ("一", "推广预制构件", "政府投资的保障性住房率先采用预制构件，建设预制构件生产基地，由甲市建设局办理。"),
        ("二", "加强组织领导", "成立领导小组，统筹预制构件推广。"),
        *((f"三/（{n}）", heading, text) for n, (text, heading) in zip("一二三四五", FILLER, strict=True)),
    ])  # fmt: skip
    two, _ = made("甲政办〔2022〕8号", "jia-2022-8", "甲市人民政府办公室关于提升住房品质的通知", [
        ("前言", "", "根据《关于发展预制构件产业的意见》（甲政〔2021〕5号），现通知如下。"),
        ("一", "用好预制构件", "新开工保障性住房优先采购本市预制构件生产基地的产品，由甲市建设局办理。"),
        ("二", "完善物业服务", "推行物业服务清单公示。"),
        ("三", "加强组织领导", "成立领导小组，统筹预制构件推广。"),
    ])  # fmt: skip
    one = stating(one, responsibilities=duty(one, ("一",), "甲市建设局"))
    two = stating(
        two,
        responsibilities=duty(two, ("一",), "甲市建设局"),
        citations=cites(two, ("前言",), "关于发展预制构件产业的意见", "甲政〔2021〕5号"),
    )
    return one, two


def test_a_citation_leads_to_the_document_and_back() -> None:
    links = Links(pair())
    citation = pair()[1].facts.citations[0]
    assert links.target(citation) == "甲政〔2021〕5号"
    assert [row.doc for row in links.cited_by["甲政〔2021〕5号"]] == ["甲政办〔2022〕8号"]


@pytest.mark.parametrize(
    ("title", "number", "target"),
    [
        (None, "甲政[2021]5 号", "甲政〔2021〕5号"),  # another print of the number
        ("关于发展预制构件产业的意见", None, "甲政〔2021〕5号"),  # without the issuer's name
        ("甲市人民政府关于发展 预制构件产业的意见", None, "甲政〔2021〕5号"),
        ("关于发展预制构件产业的意见", "甲政〔2011〕5号", None),  # the same title under another number
        ("关于发展构件产业的意见", None, None),  # not the same title
        ("意见", None, None),
        (None, None, None),
    ],
)
def test_only_the_document_that_is_meant(title: str | None, number: str | None, target: str | None) -> None:
    citation = Citation(path=(), line=1, start=0, end=1, title=title, number=number, relation="mentions")
    assert Links(pair()).target(citation) == target


def test_a_title_that_two_documents_bear_leads_nowhere() -> None:
    twins = [
        made(f"{p}政〔2021〕5号", f"{i}", "关于加强管理的通知", [("一", "甲", "乙。")])[0] for i, p in enumerate("丙丁")
    ]
    citation = Citation(path=(), line=1, start=0, end=1, title="关于加强管理的通知", number=None, relation="mentions")
    assert Links(tuple(twins)).target(citation) is None


def test_related_clauses_are_of_other_documents_and_say_why() -> None:
    related = Links(pair()).related
    first = related[Place("甲政〔2021〕5号", ("一",))][0]
    assert first.place == Place("甲政办〔2022〕8号", ("一",))
    assert "预制构件" in "、".join(first.terms)
    assert first.units == ("甲市建设局",)
    assert "同一单位：甲市建设局" in first.reason
    assert all(place.doc != row.place.doc for place, rows in related.items() for row in rows)


def test_what_every_document_has_is_no_related_reading() -> None:
    related = Links(pair()).related
    assert Place("甲政办〔2022〕8号", ("三",)) not in related
    assert Place("甲政办〔2022〕8号", ("二",)) not in related


@pytest.mark.parametrize("row", boilerplate(), ids=lambda row: row.example)
def test_boilerplate_rows_hold_on_their_examples(row: object) -> None:
    clause = Clause(id="1", path=("一",), num="一", heading=row.example, line=1, end_line=1)  # type: ignore[attr-defined]
    assert not has_subject(clause)


def loan(doc: str, id_: str, words: str, yuan: float, condition: str = "首次创业") -> StructuredDocument:
    record, _ = made(doc, id_, f"关于{id_}的意见", [("一", "创业", words)])
    fact = benefit(
        record, ("一",), words, beneficiary="返乡创业农民工", condition=condition, benefit_type="贷款", cap_yuan=yuan
    )
    return stating(record, incentives=fact)


def test_one_benefit_with_two_figures_is_shown_side_by_side() -> None:
    a = loan("甲政〔2021〕1号", "a", "返乡创业农民工首次创业可申请最高20万元创业担保贷款", 200000.0)
    b = loan("甲政〔2022〕2号", "b", "返乡创业农民工首次创业可申请最高30万元创业担保贷款", 300000.0)
    (conflict,) = Links((a, b)).conflicts
    assert {conflict.left.incentive.cap_yuan, conflict.right.incentive.cap_yuan} == {200000.0, 300000.0}
    assert Links((a, b)).conflicts_at[Place("甲政〔2022〕2号", ("一",))] == (conflict,)


def test_no_conflict_where_the_figure_agrees_or_the_benefit_is_another() -> None:
    a = loan("甲政〔2021〕1号", "a", "返乡创业农民工首次创业可申请最高20万元创业担保贷款", 200000.0)
    same = loan("甲政〔2022〕2号", "b", "返乡创业农民工首次创业可申请最高20万元创业担保贷款", 200000.0)
    record, _ = made(
        "甲政〔2022〕3号", "c", "关于c的意见", [("一", "奖励", "对新建冷链仓库的企业给予最高50万元贷款贴息")]
    )
    other = stating(record, incentives=benefit(
        record, ("一",), "给予最高50万元贷款贴息", beneficiary="冷链企业", condition="新建冷链仓库", benefit_type="贷款",
        cap_yuan=500000.0,
    ))  # fmt: skip
    assert Links((a, same, other)).conflicts == ()


@pytest.mark.parametrize(
    ("left", "right", "conflicts"),
    [("带动10人以上", "带动10人以上", 1), ("带动10人以上", "带动20人以上", 0), ("带动10人以上", "带动10人以下", 0)],
)
def test_tiers_of_one_benefit_are_no_conflict(left: str, right: str, conflicts: int) -> None:
    words = "返乡创业农民工首次创业可申请最高{}万元创业担保贷款"
    a = loan("甲政〔2021〕1号", "a", words.format(20), 200000.0, left)
    b = loan("甲政〔2022〕2号", "b", words.format(30), 300000.0, right)
    assert len(Links((a, b)).conflicts) == conflicts


@pytest.mark.parametrize(
    ("topic", "rule"),
    [(topic, rule) for topic in TOPICS for rule in topic.rules],
    ids=lambda x: getattr(x, "example", ""),
)
def test_topic_rules_hold_on_their_examples(topic: Topic, rule: TopicRule) -> None:
    assert fitting(rule, rule.example)


def test_every_door_is_there() -> None:
    titles = {kind: {topic.title for topic in TOPICS if topic.kind == kind} for kind in ("life", "subject")}
    assert titles["life"] == {"创业", "就业与培训", "租房买房", "公积金", "养老", "医疗健康", "子女教育", "落户与人才"}
    assert titles["subject"] == {"金融", "建筑", "期货", "创投", "科技", "土壤", "水", "绿化"}
    assert len({topic.slug for topic in TOPICS}) == len(TOPICS)


def test_clauses_of_any_document_find_their_door() -> None:
    record, _ = made("乙政〔2023〕9号", "yi-2023-9", "关于促进森林城市建设的意见", [
        ("一", "扩大绿地", "新增口袋公园20个。"), ("二", "支持返乡创业", "给予创业担保贷款。"), ("三", "创业投资", "设立基金。"),
        ("四", "健康发展", "推动行业健康发展。"), ("五", "加强组织领导", "成立绿化领导小组。"),
    ])  # fmt: skip
    placements = Links((record,), TOPICS).placements
    held = {slug: [row.place.path for row in rows] for slug, rows in placements.items() if rows}
    assert held["lvhua"][0] == ()  # the document itself, by its title
    assert ("一",) in held["lvhua"]
    assert ("五",) not in held["lvhua"]  # every document has such a clause
    assert held["chuangye"] == [("二",)]
    assert held["chuangtou"] == [("三",)]
    assert "yiliao" not in held
    assert [topic.slug for topic in Links((record,), TOPICS).topics_at[Place("乙政〔2023〕9号", ("三",))]] == [
        "chuangtou"
    ]


def test_a_person_places_and_keeps_out() -> None:
    record, _ = made("乙政〔2023〕9号", "x", "关于其他的意见", [("一", "甲", "水质达标。"), ("二", "乙", "其他。")])
    place = [Place("乙政〔2023〕9号", (label,)) for label in "一二"]
    topic = Topic(
        slug="shui", title="水", kind="subject", rules=(TopicRule(any=("水质",), example="水质"),),
        also=(place[1],), never=(place[0],),
    )  # fmt: skip
    assert [row.place for row in Links((record,), (topic,)).placements["shui"]] == [place[1]]


def test_links_do_not_depend_on_the_run() -> None:
    assert Links(pair()).related == Links(pair()).related
    assert list(Links(pair()).related) == list(Links(pair()).related)


def test_an_article_without_a_heading_is_about_what_its_chapter_is_about() -> None:
    record, _ = made("乙令第3号", "yi-ling-3", "乙市专项附加扣除办法", [
        ("第一章", "子女教育", "第一章 子女教育"),
        ("第一章/第一条", "", "父母可以选择由其中一方按标准的全额扣除。"),
        ("第二章", "附则", "第二章 附则"),
        ("第二章/第二条", "", "本办法自印发之日起施行。"),
    ])  # fmt: skip
    rule = TopicRule(where="heading", any=("教育",), example="子女教育")
    topic = Topic(slug="jiaoyu", title="教育", kind="life", rules=(rule,))
    found = Links((record,), (topic,)).placements["jiaoyu"]
    assert [row.place.path for row in found] == [("第一章",), ("第一章", "第一条")]
