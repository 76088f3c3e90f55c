"""The build as a whole: a rebuild changes nothing, the same input gives the same bytes, a bad input harms nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.building import Building
from build_tools.errors import InputError
from build_tools.files import digest, tree
from build_tools.helpers import Engine
from build_tools.progress import Progress
from build_tools.project import Project
from build_tools.store.corpus import load_corpus, pack, unpack
from tests.conftest import ROOT

QUIET = Progress(quiet=True)


def structure(project: Project) -> None:
    with Building(project, jobs=1, clean=True, progress=QUIET, guarded=True) as building:
        building.structure()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in tree(folder)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("sources", "structured"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return Project(tmp_path)


def test_a_rebuild_of_structured_changes_nothing(project: Project) -> None:
    committed = contents(ROOT / "structured")
    for path in (project.structured / "documents").iterdir():
        path.unlink()
    structure(project)
    assert contents(project.structured) == committed


def test_addresses_do_not_depend_on_the_registry_that_is_there(project: Project) -> None:
    committed = contents(ROOT / "structured" / "permalinks")
    shutil.rmtree(project.structured / "permalinks")
    structure(project)
    assert contents(project.structured / "permalinks") == committed


def test_a_bad_source_stops_the_build_and_changes_nothing(project: Project) -> None:
    before = contents(project.structured)
    (project.sources / "999_坏.txt").write_bytes(b"\x00\xff" * 40)
    with pytest.raises(InputError, match=r"999_坏\.txt:1: "):
        structure(project)
    assert contents(project.structured) == before


@pytest.mark.parametrize(("missing", "words"), [("sources", "放进 sources/"), ("mkdocs.yml", "恢复")])
def test_what_a_build_cannot_do_without_is_named(tmp_path: Path, missing: str, words: str) -> None:
    for name in {"sources", "mkdocs.yml"} - {missing}:
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        pipeline.build(Project(tmp_path), progress=QUIET)
    assert (caught.value.file, caught.value.line) == (missing, 1)
    assert {path.name for path in tmp_path.iterdir()} == {"sources", "mkdocs.yml"} - {missing}


@pytest.mark.parametrize("address", ["javascript:alert(1)", 'https://x/" onload="', "x.example", "https://x/?q=1"])
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "甲.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.setenv("SITE_ADDRESS", address)
    with pytest.raises(InputError, match="SITE_ADDRESS:1: "):
        pipeline.build(Project(tmp_path), progress=QUIET)


def test_an_engine_that_ends_before_it_is_needed_tells_why(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    engine = Engine(Project(tmp_path), tmp_path / "site", parts=1, guarded=True)
    engine._process.wait()
    engine.go()
    with pytest.raises(InputError, match=r"mkdocs\.yml:1: .*line 2") as caught:
        engine.result()
    engine.close()
    assert "Traceback" not in str(caught.value)
    assert not (tmp_path / "site").exists()


def test_an_address_that_would_be_lost_stops_the_build(project: Project) -> None:
    source = next(project.sources.glob("*.txt"))
    text = source.read_text(encoding="utf-8")
    start = text.index("（三）做好服务保障")
    source.write_text(text[:start] + text[text.index("本意见自公布之日起施行", start) :], encoding="utf-8")
    before = contents(project.structured)
    with pytest.raises(InputError, match=r"permalinks/doc/zhengzheng-2022-19\.yml:\d+: .*moved"):
        structure(project)
    assert contents(project.structured) == before


def test_a_second_build_leaves_the_site_alone(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tree(site)}
    pipeline.build(Project(ROOT), progress=QUIET)
    assert {path: path.stat().st_mtime_ns for path in tree(site)} == before


def test_the_same_input_gives_the_same_bytes_however_many_work_at_it(site: Path) -> None:
    before = digest(tree(site), site)
    words = [sys.executable, "-m", "build_tools", "build", "--clean", "--jobs"]
    for jobs in ("1", "3"):
        subprocess.run([*words, jobs], cwd=ROOT, check=True, capture_output=True)
        assert digest(tree(site), site) == before


def test_the_quick_form_of_structured_says_what_structured_says() -> None:
    corpus = load_corpus(ROOT / "structured")
    quick = unpack(pack(corpus))
    assert quick == corpus
    quick.links.adopt(corpus.links.pack())
    assert quick.links.related == corpus.links.related
    assert quick.links.conflicts == corpus.links.conflicts


SMALL = """甲市人民政府关于支持企业发展的意见
甲政〔2023〕1号
各区县人民政府：
一、给予奖励
对新建企业一次性奖励100万元。市财政局负责落实。
二、加强监督
市审计局负责监督。
2023年1月5日
"""


class Told(Progress):
    """Remembers the lines that a person would see."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.lines: list[str] = []

    def done(self, name: str, notes: list[str], seconds: float) -> None:
        self.lines.append(" ".join([name, *notes]))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one short text, built."""
    root = tmp_path_factory.mktemp("small")
    (root / "sources").mkdir()
    (root / "sources" / "甲.txt").write_text(SMALL, encoding="utf-8")
    (root / "structured").mkdir()
    for name in ("units.yml", "topics.yml"):
        shutil.copy(ROOT / "structured" / name, root / "structured")
    for name in ("dictionary", "help", "maintain"):
        shutil.copytree(ROOT / "docs" / name, root / "docs" / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "build_tools").symlink_to(ROOT / "build_tools")
    build(Project(root))
    return Project(root)


def build(project: Project) -> list[str]:
    told = Told()
    pipeline.build(Project(project.root), progress=told)
    return [line.split(" ")[0] for line in told.lines] if told.lines else []


READ, PAGES, INDEX, SITE = "读公报，写", "生成页面，写", "建全文索引", "MkDocs"


def test_nothing_changed_nothing_done(small: Project) -> None:
    assert build(small) == []


def test_a_hand_written_page_needs_the_engine_alone(small: Project) -> None:
    page = small.docs / "help" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8")
    assert build(small) == [SITE]
    assert "新的一段。" in (small.site / "help" / "index.html").read_text(encoding="utf-8")


def test_a_changed_template_needs_no_reading_and_no_index(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    code = Building._code
    monkeypatch.setattr(Building, "_code", lambda self, *rooms: code(self, *rooms) + "2" * ("render" in rooms))
    assert build(small) == [PAGES, SITE]


def test_a_page_or_an_index_that_went_missing_comes_back(small: Project) -> None:
    build(small)
    page = next((small.docs / "doc").rglob("index.md"))
    text = page.read_bytes()
    page.unlink()
    shutil.rmtree(small.generated / "search")
    assert build(small) == [PAGES, INDEX, SITE]
    assert page.read_bytes() == text


def test_of_two_texts_only_the_changed_one_is_read_again(small: Project) -> None:
    second = SMALL.replace("〔2023〕1号", "〔2023〕2号").replace("企业发展", "外贸发展")
    (small.sources / "乙.txt").write_text(second, encoding="utf-8")
    told = Told()
    pipeline.build(Project(small.root), progress=told)
    assert told.lines[0] == "读公报，写 structured/ 1 份公报重读，共 2 份文件"
    assert len(list((small.site / "doc").glob("*/index.html"))) == 2


def test_a_page_that_cannot_be_built_leaves_the_old_site(small: Project) -> None:
    build(small)
    before = contents(small.site)
    page = small.docs / "help" / "index.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good + "\n[没有这一页](../nowhere/index.md)\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mkdocs\.yml:1: .*nowhere"):
        build(small)
    assert contents(small.site) == before
    page.write_text(good, encoding="utf-8")
    build(small)


def test_a_build_that_was_cut_off_between_two_renamings_gives_the_old_site_back(small: Project) -> None:
    build(small)
    before = contents(small.site)
    small.site.rename(small.cache / "site.old")
    assert build(small) == []
    assert contents(small.site) == before


HELD = """
import sys
from build_tools.building import Building
from build_tools.cli import main

structure = Building.structure

def held(self, *stale):
    structure(self, *stale)
    print("held", flush=True)
    sys.stdin.readline()

Building.structure = held
main(prog_name="build_tools")
"""


@contextlib.contextmanager
def held_build(project: Project) -> Iterator[subprocess.Popen[str]]:
    """A build in a process of its own that has written structured/, with its helpers at work, and waits for a line."""
    words = [sys.executable, "-c", HELD, "--project", str(project.root), "build", "--clean", "--jobs", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_an_interrupted_build_says_so_in_a_line_and_leaves_the_old_site(small: Project) -> None:
    build(small)
    before = contents(small.site)
    with held_build(small) as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes at once
        said = process.communicate()[1]
    assert process.returncode == 130
    assert said.splitlines()[-1] == "已中断"
    assert "Traceback" not in said
    assert contents(small.site) == before


def test_of_two_builds_at_once_one_waits_for_the_other(small: Project) -> None:
    build(small)
    before = contents(small.site)
    words = [sys.executable, "-m", "build_tools", "--project", str(small.root), "build"]
    with (
        held_build(small) as first,
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as second,
    ):
        assert second.stderr is not None
        assert "等它结束" in second.stderr.readline()
        assert second.poll() is None
        said = first.communicate("go on\n")[1]
        second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert "等它结束" not in said
    assert contents(small.site) == before


def test_a_hostile_title_stays_text_in_the_head_of_a_page(small: Project) -> None:
    hostile = "甲市人民政府关于支持<!--</title><script>alert(1)</script>企业的意见"
    text = SMALL.replace("甲市人民政府关于支持企业发展的意见", hostile).replace("1号", "7号")
    (small.sources / "丙.txt").write_text(text, encoding="utf-8")
    build(small)
    pages = [path.read_text(encoding="utf-8") for path in (small.site / "doc").glob("*-2023-7/index.html")]
    assert len(pages) == 1
    head = pages[0].split("<body")[0]
    assert "&lt;!--&lt;/title&gt;&lt;script&gt;" in head.split("<title>")[1].split("</title>")[0]
    assert "<script>alert" not in pages[0]


def test_who_runs_the_site_is_told_where_it_is_set_and_nowhere_else(small: Project) -> None:
    config = small.root / "mkdocs.yml"
    plain = config.read_text(encoding="utf-8")
    build(small)
    pages = ("index.html", "about/index.html")
    before = [(small.site / page).read_text("utf-8") for page in pages]
    assert not any("运行：" in page or "谁在运行本站" in page for page in before)
    told = plain.replace('operator: ""', "operator: 甲市<政>务局").replace('contact: ""', "contact: 0000-1234")
    config.write_text(told, encoding="utf-8")
    assert told != plain
    try:
        build(small)
        home, about = [(small.site / page).read_text("utf-8") for page in pages]
        assert "运行：甲市&lt;政&gt;务局" in home
        assert "更正、咨询：0000-1234" in home
        assert "本站由甲市&lt;政&gt;务局运行。更正、咨询：0000-1234。" in about
    finally:
        config.write_text(plain, encoding="utf-8")
        build(small)
