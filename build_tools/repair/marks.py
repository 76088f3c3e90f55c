"""Fixes inside one line: stray marks, `and`, half-width punctuation, odd spaces."""

from __future__ import annotations

from build_tools.language.lines import line_kind
from build_tools.repair.changes import Change, Line
from build_tools.repair.markup import find_markup
from build_tools.repair.punctuation import find_halfwidth
from build_tools.repair.spaces import find_odd_spaces
from build_tools.repair.words import find_english


def fix_line(line: Line) -> list[Change]:
    """Changes inside `line`; none overlaps another."""
    changes: list[Change] = []
    kind = line_kind(line.text) if len(line.text) < 40 else None
    if kind and kind.kind == "signatory":  # 市 长　王某某 is set like that
        return changes
    for find in (find_markup, find_english, find_odd_spaces, find_halfwidth):
        for change in find(line):
            if not any(change.start < c.end and c.start < change.end for c in changes[-40:]):
                changes.append(change)
    return changes
