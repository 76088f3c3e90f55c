from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.language.quantities import RULES, closing_scale, number, parse_number, parse_span, range_mark

TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(RULES.read_text("utf-8"))

TABLES_BY_CHAR: dict[str, int] = {row["char"]: row["value"] for row in TABLES["digits"]}

WRITTEN = [
    ("500", 500), ("１０", 10), ("1,500", 1500), ("1，000万", 10_000_000), ("50 万", 500_000), ("276.7亿", 27_670_000_000),
    ("2.2万亿", 2_200_000_000_000), ("千亿", 100_000_000_000), ("百万", 1_000_000), ("亿", 100_000_000), ("十五", 15),
    ("一百零五", 105), ("三百五十", 350), ("两千", 2000), ("二〇二五", 2025), ("一千二百万", 12_000_000), ("3千万", 30_000_000),
    ("1亿5000万", 150_000_000), ("3万5千", 35_000), ("壹佰贰拾万", 1_200_000), ("五千万亿", 5 * 10**15),
    ("一百二十三万四千五百六十七", 1_234_567), ("0万", 0), ("0.0亿", 0), ("0亿3000万", 30_000_000), ("2 000万", 20_000_000),
    ("14 000 250", 14_000_250), ("3\u00a0060", 3060), ("三点五亿", 350_000_000), ("十二点零五", Decimal("12.05")),
    ("零点八", Decimal("0.8")), ("两点二万亿", 2_200_000_000_000), ("一三〇〇万", 13_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), WRITTEN)
def test_numbers_as_they_are_written(written: str, value: int) -> None:
    assert re.fullmatch(number(), written)
    assert parse_number(written) == value


@pytest.mark.parametrize("row", TABLES["digits"], ids=lambda row: row["char"])
def test_each_digit(row: dict[str, Any]) -> None:
    assert parse_number(row["char"]) == row["value"]
    assert row["char"] in row["example"]
    assert re.search(number(), row["example"])


@pytest.mark.parametrize("row", TABLES["scales"], ids=lambda row: row["char"])
def test_each_scale(row: dict[str, Any]) -> None:
    assert parse_number("3" + row["char"]) == 3 * 10 ** row["power"]
    assert re.fullmatch(number(), row["example"])
    assert row["char"] in row["example"]


@pytest.mark.parametrize("row", TABLES["range_marks"], ids=lambda row: row["mark"])
def test_each_mark_of_a_range(row: dict[str, Any]) -> None:
    assert re.fullmatch(range_mark(), row["mark"])
    assert re.search(rf"{number()}[^0-9]{{0,2}}{range_mark()}{number()}", row["example"])


@pytest.mark.parametrize("row", TABLES["approximate"], ids=lambda row: row["pair"])
def test_each_pair_of_an_approximate_number(row: dict[str, Any]) -> None:
    low, high = (TABLES_BY_CHAR[char] for char in row["pair"])
    assert parse_span(row["pair"] + "十万") == (Decimal(low * 10**5), Decimal(high * 10**5))
    assert row["pair"] in row["example"]
    span = parse_span(row["example"])
    assert span is not None
    assert span[0] < span[1]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("六百", 600, 600), ("十六七万", 160_000, 170_000), ("四百三四十", 430, 440), ("一二〇〇万", 12_000_000, 12_000_000),
     ("二百零六", 206, 206), ("二〇三〇", 2030, 2030), ("八九", 8, 9), ("30.5万", 305_000, 305_000)],
)  # fmt: skip
def test_the_least_and_the_greatest_value(written: str, low: int, high: int) -> None:
    assert parse_span(written) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("written", ["二六万", "三四五万", "四百六万", "两千七", "一亿三万", "007", "00万"])
def test_what_may_be_read_in_two_ways_has_no_value(written: str) -> None:
    assert parse_span(written) is None


def test_the_rest_of_a_number_in_groups_is_no_number() -> None:
    assert re.fullmatch(number(), "1 600") is None
    assert [re.search(rf"(?<![0-9]){number()}元", text) for text in ("1 600元", "24 600元", "124 600元")] == [None] * 3
    assert re.search(rf"(?<![0-9]){number()}元", "2024 600元") is not None


@pytest.mark.parametrize("text", ["", "元", "abc", "第", "1元", "万人"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


def test_the_scale_that_closes_a_number() -> None:
    assert [closing_scale(text) for text in ("2.2万亿", "300", "百", "五十 万")] == ["万亿", "", "百", "十万"]


def chinese(value: int) -> str:
    """A number below 10**8 in Chinese numerals, as the language writes it."""
    if value >= 10**4:
        rest = value % 10**4
        return chinese(value // 10**4) + "万" + (("零" if rest < 1000 else "") + chinese(rest) if rest else "")
    words, gap = "", False
    for power, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            words += ("零" if gap and words else "") + "一二三四五六七八九"[digit - 1] + scale
        gap = not digit
    return words


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_chinese_numerals_of_any_size(value: int) -> None:
    assert parse_span(chinese(value)) == (Decimal(value), Decimal(value))
    assert re.fullmatch(number(), chinese(value))


@given(
    st.integers(min_value=1, max_value=10**12),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["", "万", "亿"]),
)
def test_digits_with_separators_decimals_and_scale(whole: int, hundredths: int, scale: str) -> None:
    power = {"": 0, "万": 4, "亿": 8}[scale]
    assert parse_number(f"{whole:,}.{hundredths:02d}{scale}") == (whole + Decimal(hundredths) / 100) * 10**power
    wide = f"{whole}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_number(wide + scale) == whole * 10**power
