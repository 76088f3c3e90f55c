"""Files are written whole or not at all, and kept texts are found by what they were read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.files import write_atomic
from build_tools.model.text import SourceText
from build_tools.read.kept import keep, text_of


@pytest.mark.parametrize("stands", [True, False])
def test_a_write_that_fails_leaves_what_stood_and_nothing_else(tmp_path: Path, stands: bool) -> None:
    path = tmp_path / "甲.yml"
    if stands:
        path.write_text("旧", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "\ud800")
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [("甲.yml", "旧")] * stands


def test_a_write_over_a_folder_leaves_it_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "甲.yml").mkdir()
    with pytest.raises(OSError, match=r"甲\.yml"):
        write_atomic(tmp_path / "甲.yml", "新")
    assert [one.name for one in tmp_path.iterdir()] == ["甲.yml"]


def test_a_kept_text_is_found_by_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    path, folder = tmp_path / "公报.txt", tmp_path / "kept"
    path.write_text("乙县通知", encoding="utf-8")
    texts = [SourceText(name="公报.txt", text=text, encoding="utf-8", sha256=text) for text in ("旧文", "新文")]
    for text in texts:
        keep(text, folder)
    assert [text_of(path, text.sha256, folder) for text in texts] == texts
    assert text_of(path, "没有留下的", folder).text == "乙县通知"
