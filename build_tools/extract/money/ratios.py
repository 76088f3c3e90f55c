"""Ratios in a stretch of text: percentages, fractions, multiples, proportions, spreads over a rate.

In: plain text. Out: spans with their value as a fraction of one. Rule table: ratios.yml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.money.windows import windows
from build_tools.language.quantities import number, parse_span, range_mark
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of writing a ratio; `before` or `after`, where given, must stand beside it."""

    pattern: str
    example: str
    kind: Literal["plain", "parts", "over"] = "plain"
    divisor: int = 1
    before: str | None = None
    after: str | None = None


class NotRatio(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printed number that is no definite one."""

    pattern: str
    example: str


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a ratio that is a step of a score."""

    left: str
    right: str
    example: str


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a ratio that is below zero, after words that make it a sign and no dash or other word."""

    sign: str
    example: str
    before: str = ""


class Ratio(msgspec.Struct, frozen=True):
    """text[start:end] is a ratio; `spread`: it is added to another rate (LPR+150BP)."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    spread: bool = False
    points: bool = False  # percentage points


@cache
def _forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    rows = load_rules(RULES, "forms", Form)
    return tuple(
        (row, re.compile(rf"(?<![0-9０-９.．])(?:{row.pattern.format(n=number(), to=range_mark())})")) for row in rows
    )


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(r"[%％﹪‰倍点折]|分之|[Bb][Pp]|[0-9０-９][ \t]?[:：∶/／][ \t]?[0-9０-９]")


@cache
def _not_ratio() -> re.Pattern[str]:
    rows = load_rules(RULES, "not_ratio", NotRatio)
    return re.compile("|".join(row.pattern for row in rows) or "(?!)")  # of no rows, none fits


def find_ratios(text: str) -> list[Ratio]:
    """All ratios in `text`, in order, not overlapping; where two forms match, the earlier form of the table wins."""
    places = list(windows(text, _hint()))
    found: list[Ratio] = []
    taken = bytearray(len(text))
    for form, pattern in _forms():
        for start, end in places:
            for match in pattern.finditer(text, start, end):
                if any(taken[match.start() : match.end()]):
                    continue
                ratio = _read(form, match, text)
                if ratio is not None:
                    found.append(ratio)
                    taken[ratio.start : ratio.end] = b"\1" * (ratio.end - ratio.start)
    return sorted((ratio for ratio in found if not _is_step(text, ratio)), key=lambda ratio: ratio.start)


@cache
def _steps() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row.left), re.compile(row.right)) for row in load_rules(RULES, "steps", Step))


def _is_step(text: str, ratio: Ratio) -> bool:
    before, after = text[max(0, ratio.start - 20) : ratio.start], text[ratio.end : ratio.end + 30]
    return any(left.search(before) and right.search(after) for left, right in _steps())


def _read(form: Form, match: re.Match[str], text: str) -> Ratio | None:
    groups = match.groupdict()
    if not _fits(form, match, text) or _not_ratio().search(groups["high"]):
        return None
    high, low = parse_span(groups["high"]), parse_span(groups.get("low") or groups["high"])
    if high is None or low is None:
        return None
    if form.kind != "plain":
        part, whole = (low[0], high[1]) if form.kind == "over" else (high[1], low[0])
        if low[0] < low[1] or high[0] < high[1] or not whole or (form.kind == "parts" and part >= whole):
            return None
        return Ratio(match.start(), match.end(), part / whole, part / whole)
    ends, start = (low[0], high[1]), match.start()
    if _is_negative(text, start):
        start -= 1
        if groups.get("low") and re.search(r"[-－—–─]", match[0]):
            return None  # -2%-5%: up to 5%, or down to it
        ends = (-low[0], high[1]) if groups.get("low") else (-high[1], -high[0])
    elif ends[0] > ends[1] or text[max(0, start - 1) : start] == "第":
        ends, start = high, match.start("high")
    if (groups.get("sign") or "+") in "-－—–":
        ends = (-ends[1], -ends[0])
    return Ratio(
        start,
        match.end(),
        ends[0] / form.divisor,
        ends[1] / form.divisor,
        spread=form.divisor == 10000 and "BP" in form.pattern,
        points="百分点" in form.pattern,
    )


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.before}){row.sign}$" for row in load_rules(RULES, "signs", Sign)))


def _is_negative(text: str, start: int) -> bool:
    """Whether a sign stands before the number at `start`."""
    return bool(_signs().search(text[max(0, start - 16) : start]))


def _fits(form: Form, match: re.Match[str], text: str) -> bool:
    if form.before is None and form.after is None:
        return True
    before = text[max(0, match.start() - 8) : match.start()].rstrip()
    after = text[match.end() : match.end() + 8].lstrip()
    left = form.before is not None and re.search(form.before.replace("{{", "{").replace("}}", "}"), before)
    inside = match[0].endswith("比例")
    return bool(left or inside or (form.after is not None and re.search(form.after, after)))
