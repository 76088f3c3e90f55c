"""The build as a whole: a rebuild changes nothing, the same input gives the same bytes, a bad input harms nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.building import Building
from build_tools.errors import InputError
from build_tools.files import digest, tree
from build_tools.progress import Progress
from build_tools.project import Project
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


def test_the_same_input_gives_the_same_bytes(site: Path) -> None:
    before = digest(tree(site), site)
    assert digest(tree(pipeline.build(Project(ROOT), clean=True, progress=QUIET)), site) == before
