"""奖补查询: who answers for a benefit, and what limits it, as the rows tell it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from build_tools.model.document import Clause
from build_tools.model.facts import Incentive, StructuredDocument, Support
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import home, incentives, lists, receivers, who
from build_tools.render.views.clause import clause_pages
from build_tools.render.views.document import document_page
from build_tools.store.corpus import corpus_of
from tests.made import benefit, duty, found, made, stating
from tests.rendering import Reader, html_of
from tests.test_filter import call

UNITS = {"lead": "甲市商务局", "responsible": "甲市科技局", "support": "甲市税务局"}


def giving(*roles: str) -> StructuredDocument:
    duties = "；".join(f"{role}：{UNITS[role]}" for role in roles)
    record, _ = made(
        "甲政〔2022〕3号", "jia-2022-3", "关于展会的意见", [("一", "办展会", f"对办展企业给予补贴。{duties}")]
    )
    place: dict[str, Any] = found(record, ("一",), "给予补贴")
    gift = Support(
        **place, beneficiary="办展企业", condition=None, benefit_type="补贴", benefit="给予补贴", quote="给予补贴"
    )
    named = tuple(duty(record, ("一",), UNITS[role], role) for role in roles)
    return stating(record, supports=gift, responsibilities=named)


@pytest.mark.parametrize(
    ("roles", "shown", "held"),
    [
        (("lead", "support"), "牵头甲市商务局", [["lead", ["甲市商务局"]]]),
        (("responsible",), "责任甲市科技局", [["responsible", ["甲市科技局"]]]),
        (("lead", "responsible"), "牵头甲市商务局责任甲市科技局", [["lead", ["甲市商务局"]], ["responsible", ["甲市科技局"]]]),
        (("support",), "配合甲市税务局", [["support", ["甲市税务局"]]]),
        ((), "公报未载明", []),
    ],
    ids=lambda value: "、".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_each_unit_is_told_with_its_part(roles: tuple[str, ...], shown: str, held: list[list[object]]) -> None:
    html = html_of(render(incentives.incentives_page(Library(corpus_of([giving(*roles)])))))
    cell = re.search(r'<td data-label="单位">(.*?)</td>', html)
    attribute = re.search(r'data-leads="([^"]*)"', html)
    assert cell
    assert attribute
    assert re.sub("<[^>]+>", "", cell[1]) == shown
    assert call(("rows", "readDuties", [attribute[1].replace("&#124;", "|")])) == [held]


def rewarding() -> StructuredDocument:
    """Rewards for two kinds, one with a further sentence of its own, and closing words on some and on all."""
    record, _ = made("甲政〔2022〕4号", "jia-2022-4", "关于奖励的意见", [
        ("一", "奖励银行", "对新设银行按照注册资本的2%给予奖励。"),
        ("二", "奖励工厂", "对新办工厂按照投资额的3%给予奖励，最高300万元。奖励资金分两年拨付。"),
        ("附则", "", "奖励的具体细则由市财政局另行制定。各类金融机构已享受同类政策的，不得重复申请。"),
    ])  # fmt: skip
    gifts = (
        benefit(record, ("一",), "对新设银行按照注册资本的2%给予奖励", beneficiary="新设银行", rate=0.02, base="注册资本"),
        benefit(
            record, ("二",), "对新办工厂按照投资额的3%给予奖励，最高300万元", beneficiary="新办工厂", rate=0.03, base="投资额",
            cap_yuan=3e6,
        ),
    )  # fmt: skip
    return stating(record, incentives=gifts)


TWICE = "享受限制“各类金融机构已享受同类政策的，不得重复申请。”"
DETAIL = "配套细则“奖励的具体细则由市财政局另行制定。”"
PAID = "发放方式“奖励资金分两年拨付。”"


@pytest.mark.parametrize(("path", "told"), [("一", [DETAIL, TWICE]), ("二", [DETAIL, PAID])])
def test_a_clause_tells_what_holds_for_those_whom_it_names(path: str, told: list[str]) -> None:
    corpus = corpus_of([rewarding()])
    page = next(
        p for p in clause_pages(Library(corpus), corpus.records[0]) if p.name.endswith({"一": "c1", "二": "c2"}[path])
    )
    reader = Reader(html_of(render(page)))
    assert sorted(rule for rule in (TWICE, DETAIL, PAID) if rule in reader.text) == sorted(told)


def test_the_calculator_tells_at_the_top_only_what_holds_for_every_card() -> None:
    (group,) = incentives.calculator_page(Library(corpus_of([rewarding()]))).data["groups"]
    assert [limit.sense for limit in group["limits"]] == ["detail"]
    assert [[limit.sense for limit in group["own"][card.id]] for card in group["cards"]] == [["limit"], ["paid"]]


def test_each_row_leads_to_the_sentences_that_hold_for_it() -> None:
    page = incentives.incentives_page(Library(corpus_of([rewarding()])))
    reader = Reader(html_of(render(page)))
    bank, factory = page.data["rows"]
    assert [limit.sense for limit in factory["limits"]] == ["paid"]
    assert [["不得重复" in reader.by_id[ident] for ident in row["general"]] for row in (bank, factory)] == [
        [False, True],
        [False],
    ]


def test_one_number_of_benefits_everywhere() -> None:
    record = rewarding()
    place: dict[str, Any] = found(record, ("附则",), "细则")
    further = Support(**place, beneficiary="商户", condition=None, benefit_type="奖励", benefit="奖励", quote="细则")
    record = stating(record, incentives=record.facts.incentives, supports=further)
    library = Library(corpus_of([record]))
    page = incentives.incentives_page(library)
    assert (len(page.data["rows"]), [source["count"] for source in page.data["sources"]]) == (3, [3])
    for other in (home.home_page(library), document_page(library, library.documents[0])):
        assert (other.data["counts"]["incentives"], other.data["counts"]["stated"]) == (3, 2)
        assert re.search("3 项[^<]*其中 2 项写明数额或比例", html_of(render(other)))
    assert "奖补 3 项" in html_of(render(lists.documents_page(library)))


def fact(start: int, beneficiary: str | None) -> Incentive:
    at: dict[str, Any] = {"path": ("一",), "line": 1, "start": start, "end": start + 1, "quote": ""}
    return Incentive(**at, beneficiary=beneficiary, condition=None, benefit_type=None)


@pytest.mark.parametrize(
    ("heading", "names", "shown"),
    [
        ("吸引总部", ["甲类总部", "乙类总部", "上述总部"], receivers.Receiver("上述总部", meant=("甲类总部", "乙类总部"))),
        ("吸引总部", ["甲类总部", "乙类总部", "该总部"], receivers.Receiver("该总部", meant=("乙类总部",))),
        ("吸引总部", ["上述总部"], receivers.Receiver("上述总部")),
        ("支持托育服务企业", ["托育服务小微企业", "小微企业"], receivers.Receiver("托育服务小微企业", printed="小微企业")),
        ("支持各类企业", ["托育服务小微企业", "小微企业"], receivers.Receiver("小微企业")),
        ("支持托育、家政企业", ["托育小微企业", "家政小微企业", "小微企业"], receivers.Receiver("小微企业")),
        ("支持托育", [None], receivers.Receiver("")),
    ],
)  # fmt: skip
def test_a_row_tells_who_is_meant(heading: str, names: list[str | None], shown: receivers.Receiver) -> None:
    clause = Clause(id="c1", path=("一",), num="一", heading=heading, line=1, end_line=1)
    facts = [fact(number, name) for number, name in enumerate(names)]
    assert receivers.receiver(clause, facts, facts[-1]) == shown


def test_every_word_that_points_back_fits_its_example() -> None:
    for row, pattern in receivers.pointing():
        assert pattern.search(row.example)
        assert next(other for other, words in receivers.pointing() if words.search(row.example)) is row


def test_no_kind_of_receiver_is_unknown_to_the_limits() -> None:
    assert who.PROJECTS in {row.kind for row, _ in who.kinds()}
