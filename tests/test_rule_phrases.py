"""Turns of phrase that code looks for by name: each row on its example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.extract import document_references, issuer, unit_lists, units
from build_tools.extract.goals.phrases import RULES as GOALS
from build_tools.rules import Phrase, load_rules, phrases

FILES = (GOALS, document_references.RULES, issuer.RULES, unit_lists.RULES, units.RULES)


def _rows(*files: Path) -> list[tuple[Path, Phrase]]:
    return [(file, row) for file in files for row in load_rules(file, "phrases", Phrase)]


@pytest.mark.parametrize(("file", "row"), _rows(*FILES), ids=lambda value: getattr(value, "name", ""))
def test_each_phrase_finds_what_its_example_marks(file: Path, row: Phrase) -> None:
    assert row.example.count("【") == row.example.count("】") == 1
    plain = re.sub("[【】]", "", row.example)
    found = phrases(file)[row.name].search(plain)
    assert found is not None
    assert f"{plain[: found.start()]}【{found[0]}】{plain[found.end() :]}" == row.example


def test_a_name_has_one_row() -> None:
    names = [(file, row.name) for file, row in _rows(*FILES)]
    assert len(names) == len(set(names))
