"""Pages of goals, appointments and citations: what they tell, in which order, with which links."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from build_tools.model.document import Table, TableRow
from build_tools.model.facts import Appointment, Citation, Facts, Schedule, StructuredDocument, Target
from build_tools.model.knowledge import Unit
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import appointments, targets, timetable
from build_tools.render.views.clause import clause_pages
from build_tools.render.views.document import document_page
from build_tools.store.corpus import corpus_of
from tests.made import duty, found, made
from tests.rendering import Reader, html_of

TEXT = "到2030年，全市公园达到50个。绿地率不低于40%，另建书屋20家。"


def with_facts(record: StructuredDocument, **facts: Any) -> StructuredDocument:
    return msgspec.structs.replace(record, facts=Facts(**facts))


def goals_record() -> StructuredDocument:
    record, _ = made("甲政〔2022〕7号", "jia-7", "甲市人民政府关于建公园的意见", [("一", "目标", TEXT)])
    goals = tuple(
        Target(**found(record, ("一",), words), indicator=name, value=value, unit=unit, op=">=", deadline=year)  # type: ignore[arg-type]
        for words, name, value, unit, year in [
            ("公园达到50个", "公园", 50.0, "个", "2030"),
            ("绿地率不低于40%", "绿地率", 40.0, "%", "2030"),
            ("书屋20家", "书屋", 20.0, "家", None),
        ]
    )
    return with_facts(record, targets=goals)


def test_a_quote_leads_to_its_words_on_the_page_of_the_clause() -> None:
    library = Library(corpus_of([goals_record()]))
    html = html_of(render(targets.targets_page(library)))
    links = dict(re.findall(r'<a class="quote" href="\.\./doc/jia-7/c1/index\.html#([^"]+)">([^<]+)</a>', html))
    page = Reader(html_of(render(next(clause_pages(library, library.documents[0])))))
    assert len(links) == 3
    for anchor, quote in links.items():
        assert page.by_id[anchor]
        assert page.by_id[anchor] in quote


def test_goals_are_listed_by_year_and_those_without_one_last() -> None:
    page = targets.targets_page(Library(corpus_of([goals_record()])))
    assert [(year, [row["fact"].indicator for row in rows]) for year, rows in page.data["by_year"]] == [
        ("2030", ["公园", "绿地率"]),
        ("", ["书屋"]),
    ]
    assert page.data["overview"]["chart"].columns == ("文件", "2030年", "未写年份", "合计")
    assert page.data["overview"]["chart"].cells == (("建公园（甲政〔2022〕7号）", "2", "1", "3"),)


def test_every_picture_is_named_described_and_given_twice() -> None:
    html = html_of(render(targets.targets_page(Library(corpus_of([goals_record()])))))
    reader = Reader(html)
    pictures = [attributes for tag, attributes in reader.tags if tag == "svg"]
    assert [one["class"] for one in pictures] == ["chart wide", "chart narrow"]
    for one in pictures:
        assert one["role"] == "img"
        assert reader.by_id[one["aria-labelledby"]] == "各文件的目标项数，按到期年份"
        assert "最大：建公园（甲政〔2022〕7号） 2 项" in reader.by_id[one["aria-describedby"]]


def test_a_list_of_tasks_stands_by_itself_and_single_deadlines_together() -> None:
    record, _ = made(
        "甲政〔2022〕8号", "jia-8", "甲市人民政府关于修路的意见",
        [("一", "先修东路", "2022年修东路。"), ("二", "再修西路", "2023年修西路。"), ("三", "任务", "修桥。架灯。")],
    )  # fmt: skip
    tasks = tuple(
        Schedule(path=(path,), line=1, start=0, end=0, task=task, start_year=start, end_year=end)
        for path, task, start, end in [
            ("一", "修东路", 2022, 2022), ("三", "修桥", 2022, 2024), ("二", "修西路", 2023, 2023), ("三", "架灯", 2024, 2024),
        ]
    )  # fmt: skip
    page = timetable.timetable_page(Library(corpus_of([with_facts(record, schedules=tasks)])))
    parts = page.data["groups"][0]["parts"]
    assert [[row["fact"].task for row in part["rows"]] for part in parts] == [["修东路", "修西路"], ["修桥", "架灯"]]
    assert [part["place"] and part["place"].page for part in parts] == [None, "doc/jia-8/c3"]
    html = html_of(render(page))
    assert 'href="../doc/jia-8/c2/index.html"' in html
    assert [part["picture"]["chart"].title for part in parts] == [
        "任务的起止年份（2022—2023）",
        "任务的起止年份（2022—2024）",
    ]


def test_goals_and_deadlines_stand_apart_from_tasks_and_are_told_as_printed() -> None:
    record, _ = made(
        "甲政〔2022〕9号", "jia-9", "甲市人民政府关于供水的意见",
        [("一", "目标", "到2025年，水质明显改善。"), ("二", "任务", "修泵站。"), ("三", "时限", "2022年至2025年。")],
    )  # fmt: skip
    at: dict[str, Any] = {"line": 1, "start": 0, "end": 0}
    facts = (
        Schedule(path=("一",), **at, task="水质明显改善", kind="goal", start_year=2025, end_year=2025, by="2025年"),
        Schedule(path=("二",), **at, task="修泵站", start_year=2022, end_year=2022, by="2022年9月底前"),
        Schedule(path=("二",), **at, task="换水表", start_year=2023, end_year=2023, by="2023年底"),
        Schedule(path=("三",), **at, task="建设时限", kind="span", start_year=2022, end_year=2025),
    )
    page = timetable.timetable_page(Library(corpus_of([with_facts(record, schedules=facts)])))
    assert page.data["count"] == 2
    parts = page.data["groups"][0]["parts"]
    assert [(part["kind"], [row["years"] for row in part["rows"]], part["picture"]) for part in parts] == [
        ("span", ["2022—2025"], None),
        ("task", ["2022年9月底前", "2023年底"], None),
        ("goal", ["2025年"], None),
    ]
    assert "到期要达到的状态" in html_of(render(page))


def test_what_a_table_of_tasks_leaves_out_is_said() -> None:
    record, _ = made(
        "甲政〔2022〕8号", "jia-8", "甲市人民政府关于修渠的意见", [("一", "任务表", "表。责任单位：甲市水务局")]
    )
    words = ["(1)勘测", "(2)清淤", "(3)衬砌", "(5)绿化", "(6)验收", "管护"]
    years = ["2022年", "2022年", "", "2023年", "2023年", "2024年"]
    rows = tuple(
        TableRow(
            line=n, start=1000 + 10 * n, end=1009 + 10 * n, cells=cells, doubt=None if cells[1] else "原文本行缺年限"
        )
        for n, cells in enumerate(zip(words, years, strict=True))
    )
    table = Table(id="t1", path=("一",), title="任务表", line=0, end_line=9, columns=("任务", "年限"), rows=rows)
    record = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, tables=(table,)))
    tasks = tuple(
        Schedule(path=("一",), line=9, start=row.start, end=row.end, task=row.cells[0], start_year=int(row.cells[1][:4]),
                 end_year=int(row.cells[1][:4]))
        for row in rows if row.cells[1]
    )  # fmt: skip
    facts = with_facts(record, schedules=tasks, responsibilities=(duty(record, ("一",), "甲市水务局", "responsible"),))
    page = timetable.timetable_page(Library(corpus_of([facts])))
    (part,) = page.data["groups"][0]["parts"]
    assert part["undated"] == [{"words": "(3)衬砌", "doubt": "原文本行缺年限"}]
    assert part["gaps"] == ["(4)"]
    assert (page.data["undated"], page.data["gaps"]) == (1, 1)
    text = Reader(html_of(render(page))).text
    assert "编号 (4) 在原文中没有" in text
    assert "责任甲市水务局" in text


def act(person: str, action: Any, organization: str, post: str, doubt: str | None = None) -> Appointment:
    return Appointment(
        path=("前言",), line=1, start=0, end=0, person=person, action=action, organization=organization, post=post,
        date="2022-03-01", doubt=doubt,
    )  # fmt: skip


def test_appointments_by_person_and_by_office_with_doubts_told_once() -> None:
    record, _ = made("甲任〔2022〕1号", "jia-ren-1", "甲市人民政府关于任免职务的通知", [("一", "任免", "任免如下。")])
    only = "只载明免职"
    acts = (
        act("甲某", "任命", "甲市园林局", "局长"),
        act("乙某", "免去", "甲市水利局", "副局长", only),
        act("甲某", "免去", "甲市水利局", "局长"),
        act("丙某", "免去", "甲市园林局", "副局长", only),
    )
    page = appointments.overview(Library(corpus_of([with_facts(record, appointments=acts)])))
    assert [(name, len(rows)) for name, rows in page.data["people"]] == [("甲某", 2), ("乙某", 1), ("丙某", 1)]
    assert [(name, [row["fact"].person for row in rows]) for name, rows in page.data["offices"]] == [
        ("甲市园林局", ["甲某", "丙某"]),
        ("甲市水利局", ["乙某", "甲某"]),
    ]
    text = Reader(html_of(render(page))).text
    assert text.count("只载明免职") == 1
    assert "① 只载明免职（2 项）" in text
    assert "2022年3月1日" in text


def test_a_body_leads_to_its_page_by_whatever_name_the_notice_gives_it() -> None:
    notice, _ = made("甲任〔2022〕1号", "jia-ren-1", "甲市人民政府关于任免职务的通知", [("一", "任免", "任免如下。")])
    policy, _ = made(
        "甲政〔2022〕7号", "jia-7", "甲市人民政府关于灌溉的意见", [("一", "灌溉", "由甲市农委、湖区管委会负责。")]
    )
    acts = (
        act("甲某", "任命", "甲市农业农村委员会", "主任"),
        act("乙某", "任命", "东湖区管委会", "主任"),
        act("丙某", "任命", "甲市博物馆", "馆长"),
    )
    policy = with_facts(
        policy, responsibilities=(duty(policy, ("一",), "甲市农委"), duty(policy, ("一",), "湖区管委会"))
    )
    table = (
        Unit(name="甲市农委", parent="甲市", aliases=("甲市农业农村委员会",)),
        Unit(name="湖区管委会", parent="乙市", aliases=("东湖区管委会",)),
    )
    corpus = corpus_of([policy, with_facts(notice, appointments=acts)], table)
    library = Library(corpus)
    for page in (appointments.overview(library), document_page(library, corpus.by_id["jia-ren-1"])):
        html = html_of(render(page))
        assert re.search(rf'<a href="[^"]*unit/{corpus.unit_slug("甲市农委")}/index.html">甲市农业农村委员会</a>', html)
        assert ">东湖区管委会</a>" not in html  # a name that holds only in texts of its own place
        assert ">甲市博物馆</a>" not in html


def test_what_is_held_here_is_a_link_and_what_is_not_is_text() -> None:
    first, _ = made("甲政〔2022〕1号", "jia-1", "甲市人民政府关于种树的意见", [("一", "种树", "多种树。")])
    second, _ = made("甲政〔2022〕2号", "jia-2", "甲市人民政府关于养花的意见", [("一", "养花", "多养花。")])
    facts = (
        Citation(path=("一",), line=1, start=0, end=0, title=first.document.title, number="甲政〔2022〕1号", relation="repeals"),
        Citation(path=("一",), line=1, start=0, end=0, title="花卉条例", number=None, relation="basis"),
    )  # fmt: skip
    html = html_of(render(targets.citations_page(Library(corpus_of([first, with_facts(second, citations=facts)])))))
    repealed = re.search(r'<section aria-labelledby="repealed">.*?</section>', html, re.S)
    assert repealed
    assert '<a href="../doc/jia-1/index.html">《甲市人民政府关于种树的意见》' in repealed[0]
    assert "花卉条例" not in repealed[0]
    assert re.search(r"</span>《花卉条例》", html)
