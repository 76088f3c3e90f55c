from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from build_tools.errors import InputError
from build_tools.rules import load_rules
from build_tools.yamlfile import parse_yaml, read_records


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    word: str
    kind: Literal["a", "b"] = "a"


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rows: tuple[Row, ...] = ()


WRONG = [
    ("rows: 3\n", 1, "应为列表，而不是整数"),
    ("- a\n", 1, "应为“名称: 值”，而不是列表"),
    ("rows:\n- word: 甲\n- {}\n", 3, "缺少 word"),
    ("rows:\n- word: 甲\n- word: 乙\n  kind: c\n", 4, "不能写 c"),
    ("rows:\n- word: 甲\n  wort: 乙\n", 3, "没有名为 wort 的项"),
    ("rows:\n- word: 甲\n  word: 乙\n", 3, "word 写了两次"),
    ("rows:\n- [甲\n", 3, "不是正确的 YAML"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_what_does_not_fit_is_told_in_chinese_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_records(path, Form, "structured/x.yml")
    assert (caught.value.file, caught.value.line) == ("structured/x.yml", line)
    assert words in caught.value.problem


@pytest.mark.parametrize(
    ("text", "line", "words"), [*WRONG[:1], *WRONG[2:], ("row: []\n", 1, "没有名为 rows 的列表"), ("", 1, "rows")]
)
def test_a_rule_table_is_told_likewise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "words.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(path, "rows", Row)
    assert (caught.value.file, caught.value.line) == ("words.yml", line)
    if text != WRONG[0][0]:
        assert words in caught.value.problem


def test_a_missing_or_foreign_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="无法读取"):
        load_rules(tmp_path / "none.yml", "rows", Row)
    (tmp_path / "x.yml").write_bytes("rows: [{word: 语}]".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        read_records(tmp_path / "x.yml", Form, "x.yml")


def test_words_stay_words() -> None:
    assert parse_yaml("[no, 2022-07-01, 012, 1e3, yes, 3, 2.5, null, true]", "x") == [
        "no", "2022-07-01", "012", "1e3", "yes", 3, 2.5, None, True,
    ]  # fmt: skip
