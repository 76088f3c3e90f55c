"""What counts as changed: content for inputs, content or absence for outputs; never the time alone of an input."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.stamps import Stamps


def stamps(folder: Path, clean: bool = False) -> Stamps:
    return Stamps(folder / ".cache" / "build.json", folder, clean)


def test_a_key_follows_names_and_contents_and_nothing_else(tmp_path: Path) -> None:
    first, second = tmp_path / "甲.txt", tmp_path / "乙.txt"
    first.write_text("一", encoding="utf-8")
    second.write_text("二", encoding="utf-8")
    key = stamps(tmp_path).key([first, second], "more")
    os.utime(first, ns=(1, 1))
    assert stamps(tmp_path).key([second, first], "more") == key
    assert stamps(tmp_path).key([first, second], "other") != key
    assert stamps(tmp_path).key([first], "more") != key
    second.write_text("三", encoding="utf-8")
    assert stamps(tmp_path).key([first, second], "more") != key


def test_a_change_right_after_a_build_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("一", encoding="utf-8")
    built = stamps(tmp_path)
    key = built.key([file])
    built.done("stage", key, [])
    file.write_text("二", encoding="utf-8")  # as long as before, perhaps within one tick of the clock
    assert stamps(tmp_path).key([file]) != key


def test_an_output_that_was_changed_or_taken_away_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("一", encoding="utf-8")
    stamps(tmp_path).done("stage", "key", [file])
    assert stamps(tmp_path).fresh("stage", "key", [file])
    assert not stamps(tmp_path).fresh("stage", "other", [file])
    assert not stamps(tmp_path).fresh("stage", "key", [])
    assert not stamps(tmp_path, clean=True).fresh("stage", "key", [file])
    file.write_text("一二", encoding="utf-8")
    assert not stamps(tmp_path).fresh("stage", "key", [file])


def test_a_damaged_note_of_the_last_build_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "build.json").write_text('{"stages": 3', encoding="utf-8")
    assert not stamps(tmp_path).fresh("stage", "key", [])
