"""Number labels at the head of a line: 一、（一）1.（1）① 第X章 第X条 专栏N."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from build_tools.language.numerals import HAN_DIGITS, number_value
from build_tools.rules import load_rules

_STEP = 2  # between two numbers of a list: 一、三产业
FILE = Path(__file__).with_name("labels.yml")


class LabelRule(msgspec.Struct, frozen=True):
    """One way of numbering. `label` writes the path's part; `value` and `path` belong to `example`."""

    style: str
    rank: int
    label: str
    pattern: str
    example: str
    value: int
    path: str


class Label(NamedTuple):
    """A number label that was read: its style, level, number, part of the path, and where the words after it begin."""

    style: str
    rank: int
    value: int
    num: str
    end: int


@cache
def label_rules(table: str = "labels") -> tuple[tuple[LabelRule, re.Pattern[str]], ...]:
    """Rules in the order of the table, with their patterns."""
    han = f"[{HAN_DIGITS}]{{1,5}}"
    return tuple(
        (
            rule,
            re.compile(
                rule.pattern.replace("HAN", han).replace("DIG", "[0-9０-９]{1,3}")
                + "[ \t\u00a0\u2002\u2003\u2009\u202f\u3000]*"
            ),
        )
        for rule in load_rules(FILE, table, LabelRule)
    )


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"[第（(0-9０-９㈠-㈩⒈-⒛⑴-⒇①-⑳A-Za-zＡ-Ｚ专{HAN_DIGITS}]")


def read_label(text: str) -> Label | None:
    """The label that `text` opens with (no white space before it), or None."""
    return _read(text, "labels") if _first().match(text) else None


def run_on_label(text: str) -> Label | None:
    """The label that `text` opens with where a digit follows it at once: 3.5G网络. Only its row tells it from 3.5."""
    return _read(text, "run_on")


def _read(text: str, table: str) -> Label | None:
    for rule, pattern in label_rules(table):
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        value = _value(groups.get("v") or match["n"]) if match["n"] else 1
        if not value or _listed(value, groups.get("next")):
            continue
        number = match["n"] if rule.style == "circled" else unicodedata.normalize("NFKC", match["n"]).strip("().")
        return Label(rule.style, rule.rank, value, rule.label.format(n=number, sub=groups.get("sub")), match.end())
    return None


def _listed(value: int, after: str | None) -> bool:
    """Whether the number behind 、 goes on with the one before it: 一、二级; 一、三产业."""
    return after is not None and value < (number_value(after) or 0) <= value + _STEP


def _value(number: str) -> int | None:
    letter = unicodedata.normalize("NFKC", number).lower()
    if len(letter) == 1 and "a" <= letter <= "z":
        return ord(letter) - ord("a") + 1
    return number_value(number)
