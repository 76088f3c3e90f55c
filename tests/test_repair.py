"""Repairs: cases from a table, and what holds of every record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.model.text import SourceText, apply_edits
from build_tools.repair.doubtful import FILE as DOUBTFUL
from build_tools.repair.markup import markup_rules
from build_tools.repair.mend import mend
from build_tools.repair.spaces import gap_rules

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "repairs.yml").read_text("utf-8"))


def source_of(lines: list[str]) -> SourceText:
    return SourceText("样例.txt", "\n".join(lines), "utf-8", "0")


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_what_is_mended_and_what_is_told(case: dict[str, Any]) -> None:
    source = source_of(case["read"])
    mended = mend(source)
    text = apply_edits(source.text, list(mended.edits)).text
    assert [line.strip(" ") for line in text.split("\n") if line.strip()] == case["text"]
    told = [f"{r.line} {r.kind}{'?' if r.put is None else ''}" for r in mended.repairs]
    assert told == case["records"]


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_records_alone_give_the_same_text(case: dict[str, Any]) -> None:
    source = source_of(case["read"])
    mended = mend(source)
    text = source.text
    for record in reversed([r for r in mended.repairs if r.put is not None]):
        text = text[: record.start] + (record.put or "") + text[record.end :]
    assert "".join(text.split()) == "".join(apply_edits(source.text, list(mended.edits)).text.split())


def test_mended_text_needs_no_second_mending() -> None:
    for case in CASES:
        again = mend(source_of(case["text"]))
        assert not [r for r in again.repairs if r.put is not None], case["what"]


def test_printed_lines_are_told_once_with_their_count() -> None:
    paragraph = [
        "为了规范城市供水管理，保障用水安全，维护供水单位",
        "和用户的合法权益，根据有关法律法规，结合本市实际，",
        "制定本办法。",
    ]
    source = source_of(
        [
            f"第{'一二三四五六七八'[i]}条 {line}" if not at else line
            for i in range(8)
            for at, line in enumerate(paragraph)
        ]
    )
    mended = mend(source)
    assert [(r.kind, r.line) for r in mended.repairs] == [("other", 1)]
    assert "共16处" in (mended.repairs[0].reason or "")
    text = apply_edits(source.text, list(mended.edits)).text
    assert len(text.split("\n")) == 8
    assert "维护供水单位和用户的合法权益" in text


@pytest.mark.parametrize("rule", [rule for rule, _ in gap_rules() + gap_rules("fields")], ids=lambda rule: rule.example)
def test_each_gap_that_is_set_on_purpose_stays(rule: Any) -> None:
    source = source_of([rule.example])
    assert apply_edits(source.text, list(mend(source).edits)).text == rule.text


@pytest.mark.parametrize(("mark", "example"), [(rule.pattern, rule.example) for rule, _ in markup_rules()])
def test_each_mark_is_taken_out_of_its_example(mark: str, example: str) -> None:
    assert [r.kind for r in mend(source_of([example])).repairs if r.kind == "markup"], mark


def test_each_doubtful_character_is_told_and_stays() -> None:
    for row in yaml.safe_load(DOUBTFUL.read_text("utf-8"))["doubtful"]:
        source = source_of([f"甲{row['wrong']}乙。"])
        mended = mend(source)
        assert not mended.edits
        assert [(r.confidence, r.put) for r in mended.repairs] == [("probable", None)]
        assert row["likely"] in (mended.repairs[0].after or "")
