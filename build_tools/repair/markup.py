"""Stray marks of Markdown: `**`, `- ` at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.repair.changes import Change, Line
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("markup.yml")


class MarkupRule(msgspec.Struct, frozen=True):
    """A mark, and where it is stray."""

    where: Literal["anywhere", "start"]
    pattern: str
    example: str


@cache
def markup_rules() -> tuple[tuple[MarkupRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "markup", MarkupRule))


def find_markup(line: Line) -> Iterator[Change]:
    """One change for all marks of a kind in the line would hide text between them: one a mark."""
    for rule, pattern in markup_rules():
        matches = [pattern.match(line.text)] if rule.where == "start" else pattern.finditer(line.text)
        for match in matches:
            if match:
                yield Change("markup", line.start + match.start(), line.start + match.end(), "", "残留的排版标记")
