"""发文字号: the number that an official document is cited by."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import FULL_WIDTH, squeeze
from build_tools.language.dates import find_date
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("document_numbers.yml")
_LONGEST = 60
_WITH_DATE = 15  # characters that a number and a date take at least


class NumberRule(msgspec.Struct, frozen=True):
    """One shape of number; groups body, year, serial. `keep`: written as printed."""

    pattern: str
    example: str
    number: str
    keep: bool = False


@cache
def number_rules() -> tuple[tuple[NumberRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "document_numbers", NumberRule))


def whole_number(line: str) -> str | None:
    """The number that a line consists of, with 〔〕.

    Brackets around all of it, white space, and the date that some print beside it are passed over.
    """
    if len(line) > _LONGEST:
        return None
    text = squeeze(line).translate(FULL_WIDTH)
    date = find_date(text) if len(text) > _WITH_DATE else None
    if date and (date[0] == 0 or date[1] == len(text)):
        text = (text[date[1] :] if date[0] == 0 else text[: date[0]]).strip("，,、")
    for form in (text, text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else ""):
        for rule, pattern in number_rules():
            match = pattern.fullmatch(form) if form else None
            if match:
                if rule.keep:
                    return form
                ordinal = match["ordinal"] or ""
                return f"{match['body']}〔{match['year']}〕{ordinal}{int(match['serial'])}号"
    return None
