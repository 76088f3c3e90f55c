"""Where results are written: whole or not at all, one line where they cannot be, nothing of the user's is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from tests.test_cli import NOTICE


def parse(text: str, folder: Path, out: Path) -> Result:
    source = folder / "通知.txt"
    source.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["parse", str(source), "--out", str(out)])


def held(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def refused(done: Result) -> bool:
    name, line, problem = done.stderr.split(":", 2)
    return done.exit_code == 2 and done.stderr.count("\n") == 1 and bool(name) and line == "1" and "；" in problem


SECOND = NOTICE.replace("〔2023〕5号", "〔2023〕8号")


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("甲", encoding="utf-8")
    for out in (tmp_path / "文件" / "结果", tmp_path / "文件" / "深" / "结果", Path("/proc"), Path("/proc/结果")):
        assert refused(parse(NOTICE, tmp_path, out)), out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["文件", "通知.txt"]


@pytest.mark.parametrize("name", ["documents", "tables"])
def test_a_file_or_a_link_in_the_place_of_a_folder_stays(tmp_path: Path, name: str) -> None:
    for number, link in enumerate((False, True)):
        out = tmp_path / str(number)
        out.mkdir()
        (tmp_path / "别处").mkdir(exist_ok=True)
        if link:
            (out / name).symlink_to(tmp_path / "别处")
        else:
            (out / name).write_text("我的", encoding="utf-8")
        done = parse(NOTICE, tmp_path, out)
        assert refused(done)
        assert name in done.stderr.split(":")[0]
        assert [path.name for path in out.iterdir()] == [name]
        assert link or (out / name).read_text("utf-8") == "我的"


def test_a_second_parse_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parse(NOTICE, tmp_path, out).exit_code == 0
    assert parse(SECOND, tmp_path, out).exit_code == 0
    (document,) = (json.loads(line) for line in (out / "tables" / "documents.jsonl").read_text("utf-8").splitlines())
    assert [path.stem for path in (out / "documents").iterdir()] == [document["id"]]
    assert document["doc"] == "青政〔2023〕8号"
    assert sorted(path.name for path in out.iterdir()) == ["documents", "tables"]


def test_what_the_user_put_there_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parse(NOTICE, tmp_path, out).exit_code == 0
    mine = {"我的.txt": "甲", "documents/笔记.yml": "我的: 乙", "tables/旧/甲.jsonl": "丙", "tables/other.jsonl": "丁"}
    for name, text in mine.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    assert parse(SECOND, tmp_path, out).exit_code == 0
    after = held(out)
    assert {name: after[name] for name in mine} == mine
    assert sum(name.startswith("documents/") for name in after) == 2


def test_a_file_of_the_users_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parse(NOTICE, tmp_path, out).exit_code == 0
    (path,) = (out / "documents").iterdir()
    path.write_text("id: 我的\n", encoding="utf-8")
    before = held(out)
    done = parse(NOTICE.replace("5万元", "6万元"), tmp_path, out)
    assert refused(done)
    assert path.name in done.stderr
    assert held(out) == before


@pytest.mark.parametrize("broken", [1, 2, 3, 4])
def test_a_failure_on_the_way_leaves_what_stood_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    out = tmp_path / "out"
    assert parse(NOTICE, tmp_path, out).exit_code == 0
    before, rename, calls = held(out), Path.rename, list[Path]()

    def fails(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == broken:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    assert refused(parse(SECOND, tmp_path, out))
    assert held(out) == before
    assert sorted(path.name for path in out.iterdir()) == ["documents", "tables"]


def test_a_failure_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fails)
    assert refused(parse(NOTICE, tmp_path, tmp_path / "a" / "b"))
    assert [path.name for path in tmp_path.iterdir()] == ["通知.txt"]


def test_an_export_does_not_take_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "clauses.csv").mkdir()
    done = CliRunner().invoke(main, ["export", "--format", "csv", "--out", str(tmp_path)])
    assert refused(done)
    assert [path.name for path in tmp_path.iterdir()] == ["clauses.csv"]
