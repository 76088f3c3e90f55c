"""Turns of phrase by which statements about benefits are read; each has a name. Rule table: phrases.yml."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.rules import phrases

RULES = Path(__file__).with_suffix(".yml")


def phrase(name: str) -> re.Pattern[str]:
    """The pattern called `name`. Raises KeyError for a name that the table does not hold."""
    return phrases(RULES)[name]
