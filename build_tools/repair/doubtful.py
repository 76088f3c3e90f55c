"""Characters that were probably misread; they are pointed out and left as they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.model.document import Repair
from build_tools.model.text import SourceText
from build_tools.repair.changes import Line
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("doubtful.yml")


class DoubtfulRule(msgspec.Struct, frozen=True):
    """A character as read, and what was probably printed."""

    wrong: str
    likely: str


@cache
def _likely() -> dict[str, str]:
    return {rule.wrong: rule.likely for rule in load_rules(FILE, "doubtful", DoubtfulRule)}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_likely())}]")


def find_doubtful(source: SourceText, lines: list[Line]) -> list[Repair]:
    """One record a character, with what was probably printed; nothing is changed."""
    found = []
    for line in lines:
        for match in _pattern().finditer(line.text):
            start = line.start + match.start()
            around = source.text[max(line.start, start - 8) : start], source.text[start + 1 : min(line.end, start + 9)]
            likely = _likely()[match[0]]
            found.append(
                Repair(
                    kind="other", line=line.number, start=start, end=start + 1, confidence="probable",
                    before=f"{around[0]}{match[0]}{around[1]}", after=f"{around[0]}{likely}{around[1]}",
                    reason=f"“{match[0]}”疑为“{likely}”之误，原文照录",
                )
            )  # fmt: skip
    return found
