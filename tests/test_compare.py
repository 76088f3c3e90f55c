from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from build_tools.compare import compare_with
from build_tools.errors import InputError

BEFORE = """
doc: 甲政〔2022〕3号
facts:
  amounts:
  - {path: [一], line: 3, start: 10, end: 14, surface: 50万元, role: cap}
  - {path: [二], line: 9, start: 70, end: 74, surface: 80万元, role: fixed}
  incentives:
  - {path: [一], line: 3, start: 5, end: 30, quote: 按两档奖励, rate: 0.1}
  - {path: [一], line: 3, start: 5, end: 30, quote: 按两档奖励, rate: 0.2}
  validity: {effective: 自公布之日起, effective_line: 20}
"""
CHANGES = {
    "nothing": ("", "", [], "新增 0，消失 0，改变 0，不变 5"),
    "a role": ("role: cap", "role: limit", ["~ 甲政〔2022〕3号 一 第3行 amounts", "role：cap → limit"], "改变 1，不变 4"),
    "the first of two on the same words": ("rate: 0.1", "rate: 0.15", ["~", "rate：0.1 → 0.15"], "改变 1，不变 4"),
    "the second of two on the same words": ("rate: 0.2", "rate: 0.25", ["~", "rate：0.2 → 0.25"], "改变 1，不变 4"),
    "what holds for the document": ("自公布之日起", "2022-03-01", ["~ 甲政〔2022〕3号 validity"], "改变 1，不变 4"),
    "one moved": ("start: 70", "start: 71", ["+ 甲政〔2022〕3号 二 第9行", "- 甲政〔2022〕3号 二 第9行"], "新增 1，消失 1，改变 0，不变 4"),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one document, committed."""
    path = tmp_path / "structured" / "documents" / "jia-2022-3.yml"
    path.parent.mkdir(parents=True)
    path.write_text(BEFORE, encoding="utf-8")
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "before")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("case", CHANGES)
def test_every_change_of_a_fact_is_told(project: Path, case: str) -> None:
    old, new, wanted, counted = CHANGES[case]
    (project / "structured" / "documents" / "jia-2022-3.yml").write_text(BEFORE.replace(old, new), encoding="utf-8")
    *lines, total = compare_with(project, "HEAD")
    assert total.endswith(counted)
    assert all(any(words in line for line in lines) for words in wanted), lines
    assert len(lines) == sum(line[0] in "+-~" for line in lines)
    assert bool(lines) == bool(wanted)


def test_a_document_that_is_new_or_gone_is_told(project: Path) -> None:
    path = project / "structured" / "documents" / "jia-2022-3.yml"
    path.rename(path.with_name("yi-2022-4.yml"))
    path.with_name("yi-2022-4.yml").write_text(BEFORE.replace("甲政〔2022〕3号", "乙政〔2022〕4号"), encoding="utf-8")
    *_, total = compare_with(project, "HEAD")
    assert total.endswith("新增 5，消失 5，改变 0，不变 0")


def test_a_revision_that_is_not_there_is_bad_input(project: Path) -> None:
    with pytest.raises(InputError, match="--base"):
        list(compare_with(project, "nowhere"))
