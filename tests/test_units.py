from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.extract import units as units_module
from build_tools.extract.duty_statements import statements
from build_tools.extract.issuer import Home, home_of, provinces
from build_tools.extract.responsibilities import find_responsibilities
from build_tools.extract.unit_lists import canonical_names, split_names
from build_tools.extract.units import (
    UnitAuthority,
    kind_by_ending,
    looks_like_unit,
    unknown_units,
)
from build_tools.model.knowledge import Unit
from build_tools.read.reader import read_file
from build_tools.segment.documents import parse
from build_tools.store.corpus import load_units
from tests.read_cases import GAZETTE, cases, notice, source_of

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(units_module.__file__).with_suffix(".yml").read_text("utf-8")
)
STRUCTURED = GAZETTE.parents[1] / "structured"
CITY = Home("合肥市", "市")


def read(text: str, home: Home, units: UnitAuthority | None = None) -> list[str]:
    return canonical_names(
        [text[slice(*span)] for span in split_names(text, 0, len(text))], home, units or UnitAuthority()
    )


@pytest.mark.parametrize("case", cases("unit_names"), ids=lambda case: str(case["list"]))
def test_names_of_a_list(case: dict[str, Any]) -> None:
    place, _, level = case["home"].partition("|")
    assert read(case["list"], Home(place.strip(), level.strip())) == case["names"]


@pytest.mark.parametrize("row", RULES["endings"], ids=lambda row: str(row["example"]))
def test_each_ending(row: dict[str, Any]) -> None:
    assert row["example"].endswith(row["ending"])
    assert kind_by_ending(row["example"]) == row["kind"]
    assert looks_like_unit(row["example"])


@pytest.mark.parametrize("name", ["在济高校", "在杭医院", "在甘院校"])
def test_a_body_that_is_somewhere_is_a_unit_in_any_place(name: str) -> None:
    assert looks_like_unit(name)


@pytest.mark.parametrize("name", ["在各高校", "在本企业", "在市金融机构", "在济建设高校", "在医院"])
def test_where_something_is_done_is_no_unit(name: str) -> None:
    assert not looks_like_unit(name)


@pytest.mark.parametrize("row", RULES["not_units"], ids=lambda row: str(row["word"]))
def test_each_word_that_names_no_unit(row: dict[str, Any]) -> None:
    assert row["word"] in row["example"]
    assert not statements(f"加强管理。（{row['example']}）")


@pytest.mark.parametrize("row", RULES["own_beginnings"], ids=lambda row: str(row["example"]))
def test_each_name_that_begins_with_a_level_word_of_its_own(row: dict[str, Any]) -> None:
    (_, name) = canonical_names(["市财政局", row["example"]], CITY, UnitAuthority())
    assert name in ("合肥市" + row["example"], row["example"])
    assert row["example"].startswith(row["beginning"])


@pytest.mark.parametrize("row", RULES["describing"], ids=lambda row: str(row["example"]))
def test_each_level_word_that_only_describes(row: dict[str, Any]) -> None:
    assert read(row["example"], CITY) == [row["example"]]


@pytest.mark.parametrize("row", RULES["party_organs"], ids=lambda row: str(row["name"]))
def test_each_organ_of_the_party_committee(row: dict[str, Any]) -> None:
    assert read(row["example"], CITY)[1] == "合肥市委" + row["name"]


@pytest.mark.parametrize("row", RULES["standing"], ids=lambda row: str(row["example"]))
def test_each_name_that_carries_its_own_system(row: dict[str, Any]) -> None:
    assert canonical_names(["市财政局", row["example"]], CITY, UnitAuthority())[1] == row["example"]


@pytest.mark.parametrize(
    ("issuer", "place", "level"),
    [
        ("合肥市人民政府办公室", "合肥市", "市"),
        ("安徽省人民政府", "安徽省", "省"),
        ("内蒙古自治区人民政府办公厅", "内蒙古自治区", "省"),
        ("上海市人民政府", "上海市", "市"),
        ("合肥市包河区人民政府", "包河区", "县"),
        ("上海市浦东新区人民政府", "浦东新区", "县"),
        ("中共合肥市委办公室", "合肥市", "市"),
        ("恩施土家族苗族自治州人民政府", "恩施土家族苗族自治州", "市"),
        ("云岭县人民政府办公室", "云岭县", "县"),
        ("合肥市市场监督管理局", "合肥市", "市"),
        ("国务院办公厅", "", "国"),
        ("工业和信息化部", "", "国"),
    ],
)
def test_home_is_read_from_the_issuer(issuer: str, place: str, level: str) -> None:
    document, _ = notice("一、任务\n（一）推进。落实到位。", issuer=issuer)
    assert home_of(document) == Home(place, level)  # type: ignore[arg-type]


def test_a_text_without_header_is_asked_what_it_speaks_of() -> None:
    text = "为支持合肥发展，制定本政策。\n一、支持研发\n1．支持建平台。在合肥落地的给予补助。（责任单位：市科技局）\n2．支持引才。合肥企业适用。（责任单位：市财政局）\n"
    (document,) = parse(source_of(text))
    assert home_of(document) == Home("合肥市", "市")
    (silent,) = parse(source_of(text.replace("合肥", "本地")))
    assert home_of(silent).place == ""


def test_each_province_and_city_is_known_by_its_place() -> None:
    cities = [city for province in provinces() for city in province.cities]
    assert len(cities) == len(set(cities)) > 330
    for province in provinces():
        level = "市" if province.name.endswith("市") else "省"
        assert home_of(notice("一、任务", issuer=f"{province.name}人民政府")[0]) == Home(province.name, level)  # type: ignore[arg-type]


def test_an_alias_without_its_place_holds_only_at_home() -> None:
    units = UnitAuthority((Unit(name="合肥经开区管委会", kind="管委会", parent="合肥市", aliases=("经开区管委会",)),))
    assert read("经开区管委会", CITY, units) == ["合肥经开区管委会"]
    assert read("经开区管委会", Home("芜湖市", "市"), units) == ["经开区管委会"]


def test_unknown_names_are_kept_and_listed() -> None:
    document, source = notice("一、任务\n1. 试点。先行。（责任单位：市星火办，某某研究集团，各区县政府）")
    facts = find_responsibilities(document, source, UnitAuthority())
    assert [f.unit for f in facts] == ["合肥市星火办", "某某研究集团", "各区县人民政府"]
    assert unknown_units(facts, UnitAuthority()) == ("合肥市星火办", "某某研究集团")


def test_the_authority_file_knows_every_unit_of_the_gazette() -> None:
    units = UnitAuthority(load_units(STRUCTURED))
    source = read_file(GAZETTE)
    facts = [f for document in parse(source) for f in find_responsibilities(document, source, units)]
    assert unknown_units(facts, units) == ()
    rows = [units.find(fact.unit) for fact in facts]
    assert all(row is None or row.name == fact.unit for row, fact in zip(rows, facts, strict=True))


@given(
    st.lists(
        st.sampled_from(["市财政局", "城建局", "各区县（市）政府", "合肥海关", "国家统计局", "市场监管局", "相关部门"]),
        max_size=8,
    )
)
def test_canonical_names_are_as_many_and_stay_when_read_again(names: list[str]) -> None:
    once = canonical_names(names, CITY, UnitAuthority())
    assert len(once) == len(names)
    assert canonical_names(once, CITY, UnitAuthority()) == once
