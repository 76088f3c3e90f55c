"""The commands as a person runs them: exit codes, one-line errors, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

NOTICE = """青山市人民政府

关于支持小微企业发展的若干意见

青政〔2023〕5号

2023年3月1日

各县区人民政府，市人民政府各部门：

为支持小微企业发展，制定本意见。

一、加大资金支持

对首次入库的小微企业，给予一次性奖励5万元。（责任单位：市财政局、工信局）

二、优化服务

简化办事流程。

本意见自公布之日起施行。
"""


def run(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "build_tools", *words], cwd=cwd, capture_output=True, text=True, check=False
    )


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("command", ["parse", "build", "check", "export", "serve", "facts"])
def test_every_command_shows_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "例：python -m build_tools " + command in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_parse_reads_any_of_the_encodings(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "通知.txt"
    source.write_bytes(NOTICE.encode(encoding))
    done = run("parse", str(source), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    (document,) = rows(tmp_path / "out", "documents")
    assert document["doc"] == "青政〔2023〕5号"
    assert document["title"] == "青山市人民政府关于支持小微企业发展的若干意见"
    assert [row["path"] for row in rows(tmp_path / "out", "clauses")] == [["一"], ["二"]]
    assert [row["yuan_max"] for row in rows(tmp_path / "out", "amounts")] == [50000]
    assert [row["unit"] for row in rows(tmp_path / "out", "responsibilities")] == ["青山市财政局", "青山市工信局"]


def test_what_was_parsed_can_be_read_by_an_official(tmp_path: Path) -> None:
    source = tmp_path / "通知.txt"
    source.write_text(NOTICE, encoding="utf-8")
    run("parse", str(source), "--out", str(tmp_path / "out"))
    (path,) = (tmp_path / "out" / "documents").iterdir()
    text = path.read_text(encoding="utf-8")
    assert "\\u" not in text
    assert yaml.safe_load(text)["title"] == "青山市人民政府关于支持小微企业发展的若干意见"


BAD = {
    "空文件": b"",
    "只有空白": " \n　\n".encode(),
    "不是文本": bytes(range(256)) * 4,
    "没有公文": b"hello, this is not a policy\n",
    "不认识的编码": b"\x81\xff\x00\x01" * 9,
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_leaves_things_as_they_were(tmp_path: Path, case: str) -> None:
    bad, good, out = tmp_path / "坏.txt", tmp_path / "好.txt", tmp_path / "out"
    bad.write_bytes(BAD[case])
    good.write_text(NOTICE, encoding="utf-8")
    (out / "tables").mkdir(parents=True)
    (out / "tables" / "clauses.jsonl").write_text("{}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run("parse", str(good), str(bad), "--out", str(out))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    name, line, problem = done.stderr.split(":", 2)
    assert name.endswith("坏.txt")
    assert line.isdigit()
    assert "；" in problem or "，" in problem  # what is wrong, what to do
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "坏.txt", "好.txt"]


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("parse", str(tmp_path / "没有.txt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_usage_errors_exit_with_2() -> None:
    assert run("parse").returncode == 2
    assert run("nothing").returncode == 2
    assert run("export", "--format", "xls", "--out", "x").returncode == 2


HOSTILE = """青山市人民政府关于<script>alert(1)</script>的意见

青政〔2023〕../../6号

2023年3月1日

# 一级标题 **粗** [链接](javascript:alert(1)) `代码` {{ 模板 }} {: .attr }

---
key: [1, 2
--- !!python/object/apply:os.system ["true"]

一、../../etc/passwd <img src=x onerror=alert(1)>

| 表 | 格 |
|---|---|
&lt;b&gt; \\u0000 $x$ :smile: *[HTML]: 缩写
"""


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    source = tmp_path / "敌意.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    done = run("parse", str(source), "--out", str(tmp_path / "a" / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "敌意.txt"]
    (path,) = (tmp_path / "a" / "out" / "documents").iterdir()
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    kept = json.dumps(held, ensure_ascii=False)
    for words in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 模板 }}"):
        assert words in kept


def test_export_writes_the_tables(tmp_path: Path, site: Path) -> None:
    for kind, name in (("csv", "clauses.csv"), ("jsonl", "clauses.jsonl"), ("sqlite", "policy.sqlite3")):
        done = run("export", "--format", kind, "--out", str(tmp_path / kind))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / kind / name).stat().st_size > 0
    done = run("export", "--format", "akn", "--out", str(tmp_path / "akn"))
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "akn").glob("*.xml"))
