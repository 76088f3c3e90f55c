from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract.citations import find_citations
from build_tools.extract.document_references import RULES as FILE
from build_tools.extract.document_references import is_document_title, references
from build_tools.model.facts import Citation
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
RELATIONS = {"basis": "依据", "repeals": "废止", "issues": "印发", "mentions": "提及"}


def told(text: str) -> list[Citation]:
    return list(find_citations(*notice(text)))


@pytest.mark.parametrize("case", cases("citations"), ids=lambda case: str(case["name"]))
def test_citations_of_a_text(case: dict[str, Any]) -> None:
    found = [f"{RELATIONS[f.relation]} | {f.title or '-'} | {f.number or '-'}" for f in told(case["text"])]
    assert found == case["expect"]


@pytest.mark.parametrize("row", RULES["endings"], ids=lambda row: str(row["example"]))
def test_each_ending_of_a_title(row: dict[str, Any]) -> None:
    assert row["example"].endswith(row["ending"])
    assert is_document_title(row["example"]) is True
    assert is_document_title(row["example"] + "（试行）") is True


@pytest.mark.parametrize("row", RULES["not_endings"], ids=lambda row: str(row["example"]))
def test_each_ending_of_something_else(row: dict[str, Any]) -> None:
    assert row["example"].endswith(row["ending"])
    assert references(f"按照《{row['example']}》办理。") == []


@pytest.mark.parametrize("row", RULES["not_followed"], ids=lambda row: str(row["word"]))
def test_each_word_after_a_title_that_is_no_document(row: dict[str, Any]) -> None:
    assert references(row["example"]) == []
    assert references("《经济规划》" + row["word"]) == []


@pytest.mark.parametrize("row", RULES["followed"], ids=lambda row: str(row["example"]))
def test_what_a_text_acts_on_is_a_document_without_a_kind(row: dict[str, str]) -> None:
    (reference,) = references(row["example"])
    assert references(f"《{reference.title}》首映。") == []


@pytest.mark.parametrize("row", RULES["before"], ids=lambda row: str(row["example"]))
def test_each_cue_before_a_title(row: dict[str, Any]) -> None:
    assert [f.relation for f in told(f"一、任务\n（一）推进。{row['example']}。")] == [row["relation"]]


@pytest.mark.parametrize("row", RULES["grounds"], ids=lambda row: str(row["example"]))
def test_each_heading_over_what_a_document_rests_on(row: dict[str, Any]) -> None:
    assert [f.relation for f in told(f"一、总则\n（一）{row['example']}\n《中华人民共和国水法》等。")] == ["basis"]


@pytest.mark.parametrize("row", RULES["repealing"], ids=lambda row: str(row["example"]))
def test_each_cue_of_repeal(row: dict[str, Any]) -> None:
    assert [f.relation for f in told(f"一、附则\n（一）施行。{row['example']}。")] == ["repeals"]


@pytest.mark.parametrize("row", RULES["repeal_stops"], ids=lambda row: str(row["example"]))
def test_each_word_that_stops_a_repeal(row: dict[str, Any]) -> None:
    assert [f.relation for f in told(f"一、附则\n（一）施行。{row['example']}。")] == ["mentions", "repeals"]


@pytest.mark.parametrize("row", RULES["issuing"], ids=lambda row: str(row["example"]))
def test_each_way_of_presenting_an_enclosure(row: dict[str, Any]) -> None:
    assert [f.relation for f in told(f"{row['example']}。\n一、任务\n（一）推进。抓好落实。")] == ["issues"]


@pytest.mark.parametrize("row", RULES["number_heads"] + RULES["number_starts"], ids=lambda row: str(row["example"]))
def test_each_word_before_a_number(row: dict[str, Any]) -> None:
    (reference,) = references(row["example"])
    assert reference.number is not None
    assert row["example"].endswith(reference.number)
    assert not reference.number.startswith(("按", "见", "根"))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("郑政办〔2022〕65号", "郑政办〔2022〕65号"),
        ("郑政办[2022]65号", "郑政办〔2022〕65号"),
        ("郑政办（2022）65 号", "郑政办〔2022〕65号"),
        ("国税函〔２０１０〕１号", "国税函〔2010〕1号"),
        ("皖财法【2020】第15号", "皖财法〔2020〕第15号"),
        ("国务院令第588号", "国务院令第588号"),
        ("中华人民共和国主席令第七十号", "中华人民共和国主席令第七十号"),
        ("HJ 25.1—2019", "HJ25.1—2019"),
        ("GB/T 39604-2020", "GB/T39604-2020"),
    ],
)
def test_numbers_in_their_normal_form(printed: str, number: str) -> None:
    assert [reference.number for reference in references(f"符合{printed}要求。")] == [number]


def test_every_citation_of_the_gazette_slices_the_source_to_its_title_or_number() -> None:
    source = read_file(GAZETTE)
    facts = [fact for document in parse(source) for fact in find_citations(document, source)]
    assert len(facts) > 30
    for fact in facts:
        surface = "".join(source.text[fact.start : fact.end].split())
        assert surface == (f"《{''.join(fact.title.split())}》" if fact.title else fact.number)
        assert source.line_at(fact.start) == fact.line


@settings(max_examples=300)
@given(st.text(alphabet="《》〈〉〔〕（）()、，。；根据按照废止印发的通知办法国发令第号0123 ", max_size=120))
def test_any_text_is_read_without_error_in_order_and_disjoint(text: str) -> None:
    at = 0
    for reference in references(text):
        assert at <= reference.start < reference.end <= reference.stop <= len(text)
        at = reference.end
