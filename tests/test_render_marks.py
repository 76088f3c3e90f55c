"""The words behind a fact are marked, and marking changes no character of the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.model.document import Paragraph
from build_tools.model.text import Run
from build_tools.render.escape import visible
from build_tools.render.views.text import Mark, marked
from tests.rendering import Reader, html_of

TEXT = st.text(alphabet="甲乙丙丁0123456789万元，。*_[]{}<>&#| ", min_size=1, max_size=40)


def paragraph(text: str, start: int = 0, runs: tuple[Run, ...] = ()) -> Paragraph:
    return Paragraph(text=text, line=1, end_line=1, start=start, end=start + len(text), runs=runs)


def shown(p: Paragraph, *marks: Mark) -> Reader:
    return Reader(html_of(f"{marked(p, marks, set())}\n{{ #p1 }}"))


@settings(max_examples=200, deadline=None)
@given(text=TEXT, spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=6))
def test_marks_change_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    if not visible(text):
        return
    marks = [Mark(f"amount-{n}", "amount", start, start + length) for n, (start, length) in enumerate(spans)]
    reader = shown(paragraph(text), *marks)
    assert " ".join(reader.by_id["p1"].split()) == " ".join(visible(text).split())
    assert {tag for tag, _ in reader.tags} <= {"p", "mark"}


def test_a_mark_holds_its_words() -> None:
    reader = shown(paragraph("给予奖励100万元。", start=500), Mark("amount-1", "amount", 504, 509))
    assert reader.by_id["amount-1"] == "100万元"


def test_marks_nest_and_one_that_crosses_another_is_cut() -> None:
    p = paragraph("甲乙丙丁戊己")
    reader = shown(p, Mark("a", "incentive", 0, 4), Mark("b", "amount", 1, 3), Mark("c", "target", 3, 6))
    assert (reader.by_id["a"], reader.by_id["b"], reader.by_id["c"]) == ("甲乙丙丁", "乙丙", "丁")


def test_a_mark_with_an_address_is_a_link() -> None:
    reader = shown(paragraph("依据《某办法》执行"), Mark("citation-1", "citation", 2, 7, "../x/index.html"))
    assert [a["href"] for a in reader.all("a")] == ["../x/index.html"]
    assert reader.by_id["citation-1"] == "《某办法》"


def test_a_mark_finds_its_words_after_a_repair() -> None:
    """The source has two characters more before the words than the text: a page break that was taken out."""
    p = Paragraph(text="奖励总额100万元", line=1, end_line=3, start=0, end=11, runs=(Run(0, 0), Run(2, 4)))
    assert shown(p, Mark("amount-1", "amount", 6, 11)).by_id["amount-1"] == "100万元"


def test_an_id_is_given_out_once() -> None:
    used: set[str] = set()
    mark = Mark("incentive-1", "incentive", 0, 20)
    parts = [marked(paragraph("甲乙丙", start=0), [mark], used), marked(paragraph("丁戊己", start=10), [mark], used)]
    assert "".join(parts).count('id="incentive-1"') == 1
    assert all("<mark" in part for part in parts)
