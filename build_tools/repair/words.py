"""Foreign words that stand for a Chinese one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from build_tools.language.characters import HAN
from build_tools.repair.changes import SPACES, Change, Line


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{HAN}）》”])[{SPACES}]*\band\b[{SPACES}]*(?=[{HAN}（《“])", re.ASCII)


def find_english(line: Line) -> Iterator[Change]:
    """`and` between Chinese characters is 和; between Latin words it stays."""
    if "and" in line.text:
        for match in _and().finditer(line.text):
            yield Change("english_and", line.start + match.start(), line.start + match.end(), "和", "“and”应为“和”")
