"""Charts: which figures they hold, and that what is drawn is safe, the same everywhere, and fits the page."""

from __future__ import annotations

import html
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.model.document import Table, TableRow
from build_tools.model.facts import Citation, Facts, Schedule, StructuredDocument, Target
from build_tools.render import drawing
from build_tools.render.drawing import NARROW, WIDE, Chart, Picture, draw
from build_tools.render.library import Library
from build_tools.render.views import charts
from build_tools.store.corpus import corpus_of
from build_tools.web.toolchain import ToolchainError
from tests.made import made

COLUMNS = ("序号", "区域", "指标|2025年|浅层", "指标|2025年|合计", "指标|2035年|浅层", "指标|2035年|合计")
DISTRICTS = (
    ("1", "东城区", "100", "100", "", ""),
    ("2", "西城区", "200", "300", "500", ""),
    ("3", "南城区", "50", "50", "", ""),
    ("", "合计", "350", "450", "500", "500"),
)


def table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    made_rows = [TableRow(line=n, cells=cells, start=0, end=0) for n, cells in enumerate(rows, start=1)]
    return Table(
        id="t1",
        path=("附件",),
        title="压减目标",
        unit="万立方米",
        line=1,
        end_line=9,
        columns=columns,
        rows=tuple(made_rows),
    )


def test_bars_of_totals_and_of_the_parts_of_a_total_that_is_left_blank() -> None:
    chart = charts.table_charts(table(COLUMNS, DISTRICTS))
    assert chart is not None
    assert chart.columns == ("区域", "2025年 合计", "2035年 浅层")
    assert chart.cells == (("东城区", "100", ""), ("西城区", "300", "500"), ("南城区", "50", ""))
    assert chart.title == "压减目标：指标（万立方米）"
    assert "最大：西城区 500万立方米" in chart.said
    assert "最小：南城区 50万立方米" in chart.said


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (("序号", "任务"), (("1", "甲"), ("2", "乙"), ("3", "丙"))),
        (("区域", "甲项", "乙项"), (("东", "1", "2"), ("西", "3", "4"), ("南", "5", "6"))),
        (("区域", "甲项"), (("东", "1"), ("西", "2"))),
        (("区域", "甲项"), (("东", "1"), ("西", "约2"), ("南", "3"))),
    ],
    ids=["no figures", "two columns that need not share a scale", "too few rows", "words among figures"],
)
def test_no_bars_where_they_would_say_little(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    assert charts.table_charts(table(columns, rows)) is None


def target(indicator: str, baseline: float | None, value: float, deadline: str | None = "2030") -> Target:
    return Target(
        path=("一",), line=1, start=0, end=0, indicator=indicator, value=value, unit="家", op="=",
        deadline=deadline, baseline=baseline,
    )  # fmt: skip


def test_goals_are_drawn_from_their_beginning_also_where_less_is_wanted() -> None:
    chart = charts.goals([target("企业", 20, 80), target("投诉", 90, 30), target("无基期", None, 5)])
    assert chart is not None
    assert [row["text"] for row in chart.rows] == ["20家 → 80家", "90家 → 30家"]
    wide = draw([chart])[0][0]
    tracks, bars = (_widths(wide, name) for name in ("track", "bar"))
    assert bars[0] == pytest.approx(tracks[0] / 4, abs=0.2)
    assert bars[1] == pytest.approx(tracks[1], abs=0.2)


def test_one_goal_with_a_beginning_is_no_picture() -> None:
    assert charts.goals([target("企业", 20, 80), target("无基期", None, 5)]) is None


def _widths(picture: Picture, name: str) -> list[float]:
    group = re.search(rf'<g class="{name}">(.*?)</g>', picture.body)
    assert group
    return [float(width) for width in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)', group[1])]


def schedule(task: str, start: int, end: int) -> Schedule:
    return Schedule(
        path=("一",), line=1, start=0, end=0, task=task, start_year=start, end_year=end
    )  # fmt: skip


def test_a_timetable_gives_each_year_the_same_room() -> None:
    chart = charts.timetable([schedule("甲任务", 2022, 2022), schedule("乙任务", 2022, 2025)])
    for picture in draw([chart])[0]:
        one, four = _widths(picture, "bar")
        assert (four + 4) / (one + 4) == pytest.approx(4, abs=0.02)
    assert "2022 年有 2 项在进行，2023 年有 1 项在进行" in chart.said


def library(*records: StructuredDocument) -> Library:
    return Library(corpus_of(records))


def cites(record: StructuredDocument, *titles: str) -> StructuredDocument:
    facts = tuple(
        Citation(path=("一",), line=1, start=0, end=0, title=title, number=None, relation="basis") for title in titles
    )
    return msgspec.structs.replace(record, facts=Facts(citations=facts))


def test_a_text_that_two_documents_cite_stands_once() -> None:
    first, _ = made("甲政〔2022〕1号", "jia-1", "甲市人民政府关于种树的意见", [("一", "种树", "多种树。")])
    second, _ = made("甲政〔2022〕2号", "jia-2", "甲市人民政府关于养花的意见", [("一", "养花", "多养花。")])
    chart = charts.citations(library(cites(first, "森林法"), cites(second, "森林法", "花卉条例")))
    assert chart is not None
    assert sorted(row["label"] for row in chart.rows) == [
        "养花（甲政〔2022〕2号）", "森林法", "种树（甲政〔2022〕1号）", "花卉条例",
    ]  # fmt: skip
    assert "被引用最多：森林法，2 次" in chart.said
    wide, narrow = draw([chart])[0]
    assert len(re.findall(r"<path", re.search(r'<g class="edge by-basis">(.*?)</g>', wide.body)[1])) == 3  # type: ignore[index]
    assert narrow.body.count("森林法") == 2


def test_documents_that_cite_nothing_are_no_picture() -> None:
    record, _ = made("甲政〔2022〕1号", "jia-1", "甲市人民政府关于种树的意见", [("一", "种树", "多种树。")])
    assert charts.citations(library(record)) is None


def bars_of(*labels: str) -> Chart:
    return charts.bars("标题", [(label, [("", float(n + 1))]) for n, label in enumerate(labels)], "项")


LABELS = st.text(
    st.one_of(st.sampled_from("<>&\"'*_`[]{}|\\#$，。（）〔〕“”《》 "), st.characters(codec="utf-8")), max_size=60
)


@settings(max_examples=40, deadline=None)
@given(label=LABELS)
def test_nothing_in_a_label_becomes_markup_and_nothing_is_lost(label: str) -> None:
    for picture in draw([bars_of(label, "乙", "丙")])[0]:
        tags = set(re.findall(r"<\s*/?\s*([\w:!?-]+)", picture.body))
        assert tags <= {"g", "path", "text", "tspan", "line"}
        assert not re.search(r"[*_`\[\]{}|\\#$~^=@](?![^<]*>)", re.sub(r"&#\d+;", "", picture.body))
        shown = html.unescape(re.sub(r"<[^>]*>", "", picture.body))
        kept = [c for c in label if c.isalnum()]
        assert [c for c in shown if c.isalnum()][: len(kept)] == kept


def test_pictures_carry_no_colours_styles_or_fonts_of_their_own() -> None:
    chart = charts.timetable([schedule("甲任务", 2022, 2023), schedule("乙任务", 2023, 2025)])
    for one in (bars_of("甲", "乙"), chart, charts.goals([target("甲", 1, 2), target("乙", 3, 4)])):
        assert one is not None
        for picture in draw([one])[0]:
            attributes = set(re.findall(r' ([\w:-]+)="', picture.body))
            assert not attributes & {"style", "fill", "stroke", "font-family", "xmlns", "href", "id", "role", "onclick"}


@settings(max_examples=20, deadline=None)
@given(labels=st.lists(st.text("甲乙丙丁市关于印发的通知，（）“”", min_size=1, max_size=80), min_size=1, max_size=6))
def test_everything_stays_inside_the_picture(labels: list[str]) -> None:
    for picture, width in zip(draw([bars_of(*labels)])[0], (WIDE, NARROW), strict=True):
        assert picture.box.startswith(f"0 0 {width} ")
        height = float(picture.box.split()[-1])
        for x, y, line in re.findall(r'<text[^>]*translate\(([\d.]+),([\d.]+)\)"[^>]*>(.*?)</text>', picture.body):
            lines = re.split(r"</?tspan[^>]*>", line)
            assert float(x) + max(15 * len(html.unescape(part)) for part in lines) <= width + 15
            assert float(y) <= height


def test_the_same_chart_is_drawn_the_same_by_another_process() -> None:
    chart = bars_of("甲区", "乙区", "丙区")
    first = draw([chart])
    drawing.done()
    assert draw([chart]) == first


def test_what_cannot_be_drawn_is_told_and_the_next_chart_is_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good = draw([bars_of("甲")])
    (tmp_path / "bars.yml").write_text("marks: [{type: none}]\nsignals: []\ndata: []\n", encoding="utf-8")
    drawing._spec.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "SPECS", tmp_path)
        with pytest.raises(ToolchainError, match="画图失败"):
            draw([bars_of("甲")])
    drawing._spec.cache_clear()
    assert draw([bars_of("甲")]) == good
