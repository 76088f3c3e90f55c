"""Units that a table states: on a line of their own, in its title, in the heading of a column."""

from __future__ import annotations

import re
from functools import cache

from build_tools.model.text import SourceText
from build_tools.segment.tables.types import cell_type, patterns, plain

_ABOVE = 3  # lines above a table that may state its unit


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"[（(]([^（）()]{1,16})[）)]$|/([^（）()/]{1,8})$")


def stated_unit(text: str) -> str | None:
    """Unit of a line or title that states one (单位：万元); None for any other text."""
    for pattern in patterns("unit_lines"):
        if match := pattern.search(text):
            unit = match.group(1).strip()
            return None if cell_type(unit) == "offices" else unit
    return None


def unit_above(source: SourceText, start: int) -> str | None:
    """Unit from the lines right above a table that begins at source offset `start`."""
    last = source.line_at(start) - 1  # number of the line above
    lines = []
    for number in range(last, 0, -1):
        text = source.text[source.line_starts[number - 1] : source.line_starts[number]].strip()
        if text:
            lines.append(text[:60])
        if len(lines) >= _ABOVE or last - number > 2 * _ABOVE or "\t" in text:
            break
    return next((unit for line in lines if len(line) < 40 and (unit := stated_unit(line))), None)


def heading_unit(heading: str) -> str | None:
    """Unit in brackets at the end of a label (总投资（亿元）); its levels are tried from the last to the first."""
    for level in reversed(heading.split("|")):
        match = _bracketed().search(plain(level))
        if match:
            unit = match.group(1) or match.group(2)
            if any(p.fullmatch(unit) for p in patterns("heading_units")):
                return unit
    return None
