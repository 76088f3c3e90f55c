"""数据说明 explains every table and every field that is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.export.rows import FIELDS

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "dictionary" / "index.md").read_text(encoding="utf-8")
COMMON = PAGE.split("\n## ")[0]
SECTIONS = {part.split(" ", 1)[0]: part for part in PAGE.split("\n## ")[1:]}


@pytest.mark.parametrize("table", FIELDS)
def test_every_field_is_explained(table: str) -> None:
    words = set(re.findall(r"[a-z_]+", SECTIONS[table] + COMMON))
    assert set(FIELDS[table]) <= words


@pytest.mark.parametrize("table", FIELDS)
def test_every_table_can_be_downloaded(table: str) -> None:
    assert f'href="../data/{table}.csv"' in SECTIONS[table]
    assert f'href="../data/{table}.jsonl"' in SECTIONS[table]
