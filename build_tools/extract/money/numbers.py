"""The printed number with which a paragraph opens."""

from __future__ import annotations

import re
from functools import cache


@cache
def numbered() -> re.Pattern[str]:
    """The printed number with which a paragraph opens."""
    chinese = "一二三四五六七八九十百零"
    return re.compile(
        rf"\s*(?:第[{chinese}]{{1,6}}条|[（(][{chinese}0-9]{{1,3}}[）)]"
        rf"|[{chinese}]{{1,3}}、|[0-9０-９]{{1,2}}[.．、](?![0-9])|[①-⑳])[\s\u3000]*"
    )
