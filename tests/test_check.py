"""Checks find what is wrong: each defect here is made by hand, and must be told with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from build_tools.check.lossless import account_of
from build_tools.check.references import check_references
from build_tools.check.run import check_project, report
from build_tools.check.site import check_site
from build_tools.model.document import Audit, Clause, Paragraph, Table, TableRow
from build_tools.model.facts import Correction, StructuredDocument
from build_tools.read.reader import read_file
from build_tools.store.corpus import corpus_of, load_corpus
from build_tools.store.write import write_corpus
from tests.conftest import ROOT
from tests.made import amount, benefit, duty, record, stating, with_clause


def test_facts_that_stand_where_they_say_pass() -> None:
    base, source = record()
    good = stating(
        base,
        amounts=amount(base, ("二",), "50万元", 500000.0),
        responsibilities=duty(base, ("二",), "甲市财政局", "implement"),
        incentives=benefit(base, ("二",), "给予一次性奖励50万元"),
    )
    assert list(check_references(good, source)) == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"path": ("九",)}, "条款不存在"),
        ({"surface": "60万元"}, "应为“60万元”"),
        ({"start": 10**6, "end": 10**6 + 4}, "不在本文件之内"),
        ({"line": 3}, "行号"),
    ],
)
def test_a_fact_that_stands_elsewhere_is_told(changes: dict[str, object], word: str) -> None:
    base, source = record()
    fact = msgspec.structs.replace(amount(base, ("二",), "50万元", 500000.0), **changes)
    findings = list(check_references(stating(base, amounts=fact), source))
    assert [finding.level for finding in findings] == ["error"]
    assert word in findings[0].text


def test_clauses_without_parents_and_shared_addresses_are_told() -> None:
    base, source = record()
    orphan = Clause(id="c1", path=("九", "（一）"), num="（一）", line=2, end_line=2)
    document = msgspec.structs.replace(base.document, clauses=(*base.document.clauses, orphan))
    texts = [finding.text for finding in check_references(StructuredDocument(document=document), source)]
    assert any("没有上级条款" in text for text in texts)
    assert any("地址同为 c1" in text for text in texts)


def page(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html>\n<html><body>\n{body}\n</body></html>", encoding="utf-8")


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ('<a href="../2/index.html#p-1">二</a>', None),
        ('<a href="../2/">二</a>', None),
        ("<a href=../2/index.html>无引号</a>", None),
        ('<a href="#here">本页</a>', None),
        ('<a href="https://example.org/x">外部</a>', None),
        ('<a href="mailto:a@example.org">邮件</a>', None),
        ('<a href="../%32/index.html">编码</a>', None),
        ('<a href="../2/index.html?x=1&amp;y=2">参数</a>', None),
        ('<!-- <a href="gone.html"> --><script>var a = "<a href=\'gone\'>"</script>', None),
        ('<a title="&lt;" data-text="<img src=x id=\'y\'>" href="#here">文中有标记</a>', None),
        ('<a href="../9/index.html">无</a>', "不存在"),
        ('<a title="<b>" href="../9/index.html">无</a>', "不存在"),
        ('<a href="../2/index.html#p-9">无</a>', "#p-9 不存在"),
        ('<img src="x.svg">', "不存在"),
        ('<script src="x.js"></script>', "不存在"),
        ('<a href="/doc/2/">绝对</a>', "以 / 开头"),
        ('<a href="../../../x">外</a>', "超出"),
    ],
)
def test_links_of_the_site(tmp_path: Path, link: str, problem: str | None) -> None:
    page(tmp_path, "doc/1/index.html", f'<p id="here">一</p>\n{link}')
    page(tmp_path, "doc/2/index.html", '<p id="p-1">二</p>')
    findings = list(check_site(tmp_path))
    assert [f.text for f in findings if problem is None] == []
    if problem:
        (finding,) = findings
        assert problem in finding.text
        assert (finding.file, finding.line) == ("site/doc/1/index.html", 4)


TOPICS = """
topics:
- slug: muke
  title: 牧业
  kind: subject
  rules:
  - {any: [奶牛], example: 奶牛养殖}
  also:
  - {doc: 甲政〔2022〕3号, path: [二]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one document, read from sources/ and written to structured/."""
    base, source = record()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "made.txt").write_text(source.text, encoding="utf-8")
    sha = read_file(tmp_path / "sources" / "made.txt").sha256
    base = stating(base, responsibilities=duty(base, ("二",), "甲市财政局", "implement"))
    base = msgspec.structs.replace(
        base,
        document=msgspec.structs.replace(base.document, source_sha256=sha),
        account=account_of(base.document, source),
    )
    write_corpus(tmp_path / "structured", corpus_of([base]))
    (tmp_path / "structured" / "units.yml").write_text(
        "units:\n- {name: 甲市财政局, kind: 政府部门}\n", encoding="utf-8"
    )
    (tmp_path / "structured" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    return tmp_path


def test_a_sound_project_passes(project: Path) -> None:
    lines, failed = report(project)
    assert not failed
    assert "（100.00%）" in lines[0]
    assert lines[-1].endswith("错误 0 处，提示 1 处")  # the site is not built


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "word"),
    [
        ("sources/made.txt", "全市", "全省", "sources/made.txt:1", "有改动"),
        ("structured/documents/jia-2022-3.yml", "适用于全市", "适用于全省", "sources/made.txt:4", "不一致"),
        ("structured/documents/jia-2022-3.yml", "account:\n  source: ", "account:\n  source: 1", "sources/made.txt:1", "重算不符"),
        ("structured/documents/jia-2022-3.yml", "line: 1", "line: x", "structured/documents/jia-2022-3.yml:", "不合要求"),
        ("structured/permalinks/doc/jia-2022-3.yml", "c2: [二]", "c2: [二]\n  c9: [九]", "structured/permalinks/doc/jia-2022-3.yml:", "c9"),
        ("structured/units.yml", "units:", "units:\n- {name: 乙市财政局, aliases: [甲市财政局]}", "structured/units.yml:3", "写了两次"),
        ("structured/units.yml", "kind", "kinds", "structured/units.yml:2", "不合要求"),
        ("structured/topics.yml", "[二]", "[二十]", "structured/topics.yml:9", "二十 不在库中"),
        ("structured/topics.yml", "slug: muke", "slug: ../muke", "structured/topics.yml:3", "小写字母"),
        ("structured/topics.yml", "topics:", "topics:\n- {slug: muke, title: 牧, kind: life, rules: []}", "structured/topics.yml:4", "写了两次"),
        ("structured/permalinks/doc/jia-2022-3.yml", "clauses:", "clauses:\n  ../../x: {moved: doc/jia-2022-3/}", "structured/permalinks/doc/jia-2022-3.yml:", "小写字母"),
        ("structured/permalinks/doc/jia-2022-3.yml", "clauses:", "clauses:\n  c8: {moved: ''}", "structured/permalinks/doc/jia-2022-3.yml:", "c8"),
        ("structured/schema/document.schema.json", "政策文件", "文件", "structured/schema/document.schema.json:1", "重新运行"),
    ],
)  # fmt: skip
def test_a_spoilt_project_fails(project: Path, file: str, old: str, new: str, where: str, word: str) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines, failed = report(project)
    assert failed
    assert any(line.startswith(where) and word in line for line in lines), lines


CORRECTION = """doc: 甲政〔2022〕3号
corrections:
- {action: strike, table: amounts, path: [二], words: 某句, office: 甲局, date: 2026-01-05, reason: 试}
"""


@pytest.mark.parametrize(
    ("file", "content", "line", "word"),
    [
        ("sources/new.txt", "乙市人民政府关于某事的通知", 1, "还没有读入"),
        ("sources/new.txt", " ", 1, "空的"),
        ("structured/corrections/a.yml", CORRECTION, 3, "还没有写入"),
        ("structured/corrections/a.yml", CORRECTION.replace("3号", "9号"), 1, "不在库中"),
        ("structured/corrections/a.yml", CORRECTION.replace("reason", "why"), 3, "why"),
        ("structured/corrections/a.yml", "doc: [\n", 2, "YAML"),
        ("structured/search/rules.yml", "fillers: 3\n", 1, "fillers"),
        ("structured/search/synonyms.yml", "synonyms:\n- {say: 甲, example: 甲}\n", 2, "列表"),
        ("structured/search/traditional.yml", "繁: 简\n", 1, "不合要求"),
    ],
)
def test_what_people_put_in_is_checked_where_it_stands(
    project: Path, file: str, content: str, line: int, word: str
) -> None:
    (project / "structured" / "search").mkdir()
    for path in (ROOT / "structured" / "search").glob("*.yml"):
        shutil.copy(path, project / "structured" / "search")
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text(content, encoding="utf-8")
    lines, failed = report(project)
    assert failed
    (said,) = [one for one in lines if "错误：" in one]
    assert said.startswith(f"{file}:{line}: ")
    assert word in said


def test_a_correction_that_was_taken_back_is_told(project: Path) -> None:
    path = next((project / "structured" / "documents").glob("*.yml"))
    note = Correction(
        action="strike",
        table="amounts",
        path=("二",),
        words="某句",
        line=4,
        office="甲局",
        date="2026-01-05",
        reason="试",
    )
    corpus = load_corpus(project / "structured")
    write_corpus(project / "structured", corpus_of([msgspec.structs.replace(corpus.records[0], corrections=(note,))]))
    (said,) = [one for one in report(project)[0] if "错误：" in one]
    assert said.startswith(f"structured/documents/{path.name}:1: ")
    assert "2026-01-05 甲局" in said


def test_notes_do_not_fail(project: Path) -> None:
    (project / "structured" / "units.yml").write_text("units: []\n", encoding="utf-8")
    result = check_project(project)
    assert not result.failed
    assert any("机构“甲市财政局”" in finding.text for finding in result.findings)


def test_what_a_text_lacks_is_a_note(project: Path) -> None:
    (path,) = (project / "structured" / "documents").glob("*.yml")
    text = path.read_text(encoding="utf-8")
    cut = "{kind: truncated, line: 6, start: 30, end: 30, before: 给予一次性奖励50万元，, reason: 原文在句中中断}"
    path.write_text(f"{text}oddities:\n- {{line: 4, what: 附件2缺失}}\nrepairs:\n- {cut}\n", encoding="utf-8")
    result = check_project(project)
    assert not result.failed
    told = [(f.line, f.text) for f in result.findings if f.level == "note" and f.file == "sources/made.txt"]
    assert told == [(4, "附件2缺失"), (6, "“给予一次性奖励50万元，”：原文在句中中断")]


def test_a_sum_that_differs_in_the_source_is_a_note(project: Path) -> None:
    base, source = record()
    text = source.text + "区\t数\n甲区\t3\n合计\t4\n"
    at = len(source.text)
    rows = []
    for number, line in enumerate(text[at:].splitlines()):
        rows.append(
            TableRow(line=8 + number, start=at, end=at + len(line), cells=tuple(line.split("\t")), header=number == 0)
        )
        at += len(line) + 1
    audit = Audit(verdict="differs", what="“合计”行：原文为4，各项之和为3", stated="4", computed="3", line=10)
    table = Table(
        id="t1", path=("二",), title="表", line=8, end_line=10, columns=("区", "数"), rows=tuple(rows), audit=(audit,)
    )
    stands = Paragraph(role="table", text="", line=8, end_line=10, start=rows[0].start, end=rows[-1].end, table="t1")
    document = with_clause(base.document, 1, paragraphs=(*base.document.clauses[1].paragraphs, stands))
    (project / "sources" / "made.txt").write_text(text, encoding="utf-8")
    sha = read_file(project / "sources" / "made.txt").sha256
    document = msgspec.structs.replace(document, tables=(table,), end=len(text), source_sha256=sha)
    write_corpus(project / "structured", corpus_of([StructuredDocument(document=document)]))
    result = check_project(project)
    assert not result.failed
    assert any(f.line == 10 and f.level == "note" and "各项之和为3" in f.text for f in result.findings)
    assert all(proof.characters == proof.accounted for _, proof in result.proofs)


def test_nothing_to_check_is_told(tmp_path: Path) -> None:
    (tmp_path / "structured").mkdir()
    lines, failed = report(tmp_path)
    assert failed
    assert any("python -m build_tools build" in line for line in lines)


def test_this_project_passes(site: Path, root: Path) -> None:
    result = check_project(root)
    assert [str(finding) for finding in result.findings if finding.level == "error"] == []
    assert site.is_dir()
    assert sum(proof.characters for _, proof in result.proofs) > 70_000
    assert all(proof.characters == proof.accounted for _, proof in result.proofs)
