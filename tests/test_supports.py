from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.extract.amounts import find_amounts
from build_tools.extract.incentives import find_incentives
from build_tools.extract.rates import find_rates
from build_tools.extract.support_receivers import is_someone
from build_tools.extract.support_rules import FILE, benefits, words
from build_tools.extract.supports import find_benefits, find_supports
from build_tools.model.document import Document
from build_tools.model.facts import Incentive, Support
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from tests.read_cases import GAZETTE, cases, notice, source_of

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
CASES = cases("supports")


def told(document: Document, source: SourceText) -> tuple[tuple[Support, ...], tuple[Incentive, ...]]:
    numbered = find_incentives(document, source, find_amounts(document, source), find_rates(document, source))
    return find_supports(document, source, numbered), numbered


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_benefits_of_a_text(case: dict[str, Any]) -> None:
    found, _ = told(*notice(case["text"]))
    shown = [f"{f.beneficiary} | {f.condition or '-'} | {f.benefit_type} | {f.benefit}" for f in found]
    assert shown == case["supports"]


@pytest.mark.parametrize("rule", RULES["benefits"], ids=lambda rule: str(rule["example"]))
def test_each_way_to_give(rule: dict[str, Any]) -> None:
    said = re.search("【(.+)】", rule["example"])
    assert said is not None
    sentence = re.sub("[【】]", "", rule["example"])
    found = [f for f in find_benefits(sentence) if f.row.pattern == rule["pattern"]]
    assert [f.match[0] for f in found] == [said[1]]


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (table, rule)
        for table in ("nothing", "sums_follow", "nobody", "somebody", "aside", "duty", "hands")
        for rule in RULES[table]
    ],
    ids=lambda value: value if isinstance(value, str) else str(value["example"]),
)
def test_each_row_fits_its_example(table: str, rule: dict[str, Any]) -> None:
    assert re.search(rule["pattern"], rule["example"])
    assert words(table).search(rule["example"])


@pytest.mark.parametrize("rule", RULES["nothing"], ids=lambda rule: str(rule["example"]))
def test_what_is_nothing_gives_nothing(rule: dict[str, Any]) -> None:
    assert list(find_benefits(rule["example"])) == []


@pytest.mark.parametrize("rule", RULES["follows"], ids=lambda rule: str(rule["example"]))
def test_a_sum_to_follow_is_awaited(rule: dict[str, Any]) -> None:
    assert list(find_benefits(f"对入选的企业{rule['example']}")) == []


@pytest.mark.parametrize("rule", RULES["manner"], ids=lambda rule: str(rule["example"]))
def test_the_manner_is_no_part_of_the_name(rule: dict[str, Any]) -> None:
    said = re.search("【(.+)】", rule["example"])
    assert said is not None
    plain = re.sub("[【】]", "", rule["example"])
    assert words("manner").sub("", plain) == plain.removesuffix(said[1])


@pytest.mark.parametrize("rule", RULES["nobody"], ids=lambda rule: str(rule["example"]))
def test_nobody_gets_nothing(rule: dict[str, Any]) -> None:
    assert not is_someone(rule["example"])


def test_words_stand_in_the_source_and_state_no_sum_of_their_own() -> None:
    source = read_file(GAZETTE)
    count = 0
    for document in parse(source):
        found, numbered = told(document, source)
        count += len(found)
        for fact in found:
            assert "".join(source.text[fact.start : fact.end].split()) == "".join(fact.quote.split())
            assert fact.benefit in "".join(fact.quote.split())
            assert fact.beneficiary in fact.quote
            assert fact.line == source.line_at(source.text.index(fact.benefit[-4:], fact.start))
            assert not re.search(r"[0-9]\s*[万亿]?元", fact.benefit)
            assert not any(n.quote in fact.benefit for n in numbered)
    assert count >= 20


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="对企业的，给予奖励享受优先免费政策、。；“”（）按支持1万元\n", max_size=160))
def test_any_text_can_be_read(text: str) -> None:
    source = source_of(f"一、支持\n{text}\n")
    for document in parse(source):
        for fact in told(document, source)[0]:
            assert fact.beneficiary
            assert fact.benefit_type in {row.type for row, _ in benefits()}
            assert source.text[fact.start : fact.end].strip()
