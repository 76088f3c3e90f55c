"""Targets: every rule row on its example, sentences, documents with tables, spans, cost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.extract.goals import cells, groups, indicator, measures, rules, tables, text, units, years
from build_tools.extract.goals.plain import make_plain, masked
from build_tools.extract.targets import find_targets
from build_tools.model.text import SourceText
from build_tools.rules import load_rules
from build_tools.segment.documents import parse
from tests.rule_rows import without

CASES = Path(__file__).parent / "cases"


def _cases(file: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / file).read_text(encoding="utf-8"))[key]
    return rows


def _setting(row: dict[str, Any]) -> text.Setting:
    heading = row.get("heading") or ""
    section = "articles" if heading.startswith("第") else rules.section_of((heading,))
    return text.Setting(section, row.get("year", 2022), row.get("column"))


# every rule row on its example


def _marked(example: str) -> tuple[str, int]:
    """An example without its 【】, and where the marked number starts."""
    assert example.count("【") == example.count("】") == 1, f"mark one measure: {example}"
    return example.replace("【", "").replace("】", ""), example.index("【")


def _decided(example: str, setting: text.Setting) -> tuple[rules.Case, rules.Shape]:
    """How the marked measure stands, read as the sentence that it is part of is read."""
    plain, at = _marked(example)
    even = make_plain(plain)
    shown = masked(even.text)
    for span in groups.pieces(shown, groups.Span(0, len(shown)), "。！？\n"):
        sentence = text.Sentence(span, text._times(shown, span, setting.base))
        for read in text._read_sentence(shown, sentence, setting):
            if even.offsets[read.group[0].start] == at:
                return read.case, read.shape
    pytest.fail(f"no measure is found at the mark: {example}")


@pytest.mark.parametrize("row", load_rules(rules.RULES, "shapes", rules.ShapeRule), ids=lambda row: row.example)
def test_shape_rows_decide_on_their_example(row: rules.ShapeRule) -> None:
    case, _ = _decided(row.example, text.Setting(base=2022))
    assert rules.shape_of(case) == row


@pytest.mark.parametrize("row", load_rules(rules.RULES, "verdicts", rules.Verdict), ids=lambda row: row.example)
def test_verdict_rows_decide_on_their_example(row: rules.Verdict) -> None:
    case, shape = _decided(row.example, _setting({"heading": row.heading, "column": row.column}))
    assert rules.verdict_of(case, shape) == row


@pytest.mark.parametrize("row", load_rules(rules.RULES, "words", rules.Word), ids=lambda row: row.name)
def test_word_rows_fit_their_example(row: rules.Word) -> None:
    assert rules._pattern(row.name).fullmatch(row.example)


@pytest.mark.parametrize("row", load_rules(rules.RULES, "sections", rules.SectionRule), ids=lambda row: row.example)
def test_section_rows_fit_their_example(row: rules.SectionRule) -> None:
    assert rules.section_of(("一般任务", row.example)) == row.section


@pytest.mark.parametrize("table", ["trim_start", "trim_end"])
def test_trim_rows_leave_the_name(table: Any) -> None:
    for row in load_rules(rules.RULES, table, rules.Trim):
        start, end = rules.trimmed(row.example, table)
        assert row.example[start:end] == "覆盖率" or row.example[start:end] == "支付比例下限", row


@pytest.mark.parametrize("table", ["before", "after"])
def test_comparison_rows_read_their_example(table: str) -> None:
    for row in load_rules(measures.RULES, table, measures.Comparator):
        (found,) = measures.find_measures(make_plain(row.example).text)
        assert (found.op, found.compared) == (row.op, True), row


@pytest.mark.parametrize("row", load_rules(units.UNITS, "units", units.Unit), ids=lambda row: row.word)
def test_unit_rows_read_their_example(row: units.Unit) -> None:
    (found,) = measures.find_measures(make_plain(row.example).text)
    assert found.unit.endswith(row.word)
    assert found.kind == row.kind


@pytest.mark.parametrize("row", load_rules(units.UNITS, "no_units", units.NoUnit), ids=lambda row: row.example)
def test_rows_of_words_that_are_no_units(row: units.NoUnit) -> None:
    assert not measures.find_measures(row.example)
    with without("no_units", row.example, measures, units):
        (found,) = measures.find_measures(row.example)
    assert row.example.startswith(f"{found.value}{found.unit}")


def test_time_rows_read_their_example() -> None:
    for row in load_rules(years.RULES, "times", years.TimeRule):
        found = years.find_times(row.example, 2021)
        assert (found[0].role, found[0].start) == (row.role, 0), row
        assert next(rule for rule, pattern in years._rules() if pattern.match(row.example)) == row


def test_title_rows_read_their_example() -> None:
    for row in load_rules(years.RULES, "titles", years.TitleRule):
        assert years.title_years(row.example) == (row.first, row.last), row


def test_column_rows_tell_their_example() -> None:
    for row in load_rules(tables.RULES, "columns", tables.ColumnRule):
        assert tables.use_of(row.example) == row.use, row


# sentences and documents


@pytest.mark.parametrize("case", _cases("targets.yml", "sentences"), ids=lambda case: case["text"][:24])
def test_goals_of_sentences(case: dict[str, Any]) -> None:
    goals, _ = text.find_goals(case["text"], _setting(case))
    assert [f"{g.indicator} | {g.op} {g.value.normalize():f} {g.unit or '-'} | {g.year or '-'}" for g in goals] == case[
        "goals"
    ]


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


@pytest.mark.parametrize("case", _cases("targets_documents.yml", "documents"), ids=lambda case: case["title"])
def test_targets_of_documents(case: dict[str, Any]) -> None:
    source = SourceText("text.txt", case["text"], "utf-8", "")
    found = [target for document in parse(source) for target in find_targets(document, source)]
    assert [
        f"{'/'.join(t.path)} | {t.indicator} | {t.op} {_shown(t.value)} {t.unit} | {t.deadline or '-'} | {_shown(t.baseline)}"
        for t in found
    ] == case["goals"]
    for target in found:
        assert source.line_at(target.start) == target.line
        surface = make_plain(source.text[target.start : target.end]).text
        assert f"{target.value:g}" in surface or f"{target.value_max:g}" in surface


def test_range_has_both_ends() -> None:
    (goal,), _ = text.find_goals("推进3—5家企业开展试点。", text.Setting())
    assert goal.op == "range"
    assert goal.value == 3
    assert goal.value_max == 5


def test_baseline_of_a_change() -> None:
    (goal,), _ = text.find_goals("到2025年，覆盖率由35%提高到50%以上。", text.Setting(base=2022))
    assert goal.value == 50
    assert goal.baseline == 35


@pytest.mark.parametrize(
    ("cell", "op", "value", "unit"),
    [
        ("3.0", "=", 3, None), ("≥95%", ">=", 95, "%"), ("70左右", "≈", 70, None), ("[100]", "=", 100, None),
        ("1.2万", "=", 1.2, "万"), ("达到90", ">=", 90, None), ("-3.5", "=", -3.5, None), ("1,600", "=", 1600, None),
        ("控制在5%以内", "<=", 5, "%"), ("50家以上", ">=", 50, "家"),
    ],
)  # fmt: skip
def test_figures_of_cells(cell: str, op: str, value: float, unit: str | None) -> None:
    figure = cells.read_figure(cell)
    assert figure is not None
    assert (figure.op, float(figure.value), figure.unit) == (op, value, unit)


@pytest.mark.parametrize("cell", ["", "—", "完成国家下达任务", "市统计局", "建设3个平台和5个中心", "A类"])
def test_cells_that_are_no_figures(cell: str) -> None:
    assert cells.read_figure(cell) is None


# what always holds

_WORDS = st.sampled_from(
    ["到2025年", "，", "。", "；", "、", "达到", "不低于", "10%", "3—5家", "8万亿元", "“", "”", "（", "）", "的", "企业", "建成",
     "由", "提高到", "分别", "和", "覆盖率", " ", "每年", "给予", "十四五", "百分之三十", "千", "万", "亿", "：", "\n", "1", ".", "〔"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=40).map("".join) | st.text(max_size=120))
def test_spans_lie_in_the_text_and_hold_the_number(passage: str) -> None:
    goals, _ = text.find_goals(passage, text.Setting("goal", 2022, 2025))
    for goal in goals:
        assert 0 <= goal.start < goal.end <= len(passage)
        surface = make_plain(passage[goal.start : goal.end]).text
        assert any(char.isdigit() or char in "〇○零一二两三四五六七八九十百千万亿" for char in surface)
        assert len(goal.indicator) <= 60


@given(st.text(alphabet="“”（）〔〕《》、，。一1", max_size=60))
def test_masking_keeps_every_place(passage: str) -> None:
    shown = masked(passage)
    assert len(shown) == len(passage)
    assert all(a == b or b == "＊" for a, b in zip(passage, shown, strict=True))


@pytest.mark.parametrize("unit", ["10", "1家", "（", "“", "到2025年达到10家", "、1家", "年均增长", "力争", "万", "十"])
def test_cost_is_linear_in_one_long_line(unit: str) -> None:
    def cost(times: int) -> float:
        line = unit * times
        began = time.process_time()
        text.find_goals(line, text.Setting("goal", 2022))
        return time.process_time() - began

    cost(200)
    short, long = cost(2_000), cost(20_000)
    assert long < 40 * max(short, 0.01)


def test_indicator_takes_the_last_words_where_nothing_is_named() -> None:
    plain = "企业数量实现倍增，"
    assert indicator.fallback(plain, (0, len(plain)), []) == "企业数量实现倍增"
