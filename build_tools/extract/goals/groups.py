"""A sentence cut into its parts, and its measures put together with the words that are their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from build_tools.extract.goals import indicator
from build_tools.extract.goals.measures import Measure, find_measures
from build_tools.extract.goals.rules import Case, shape_of

NEAR = 160  # characters to each side of a number that the rules look at


class Span(NamedTuple):
    """text[start:end]."""

    start: int
    end: int


@cache
def _ends(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[^{marks}]+[{marks}]?")


def pieces(text: str, span: Span, marks: str) -> list[Span]:
    """Stretches of text[span] that end with one of `marks`, or with the span."""
    return [Span(m.start(), m.end()) for m in _ends(marks).finditer(text, span.start, span.end)]


def owned(shown: str, segment: Span) -> Iterator[tuple[list[Measure], Span]]:
    """Each group of measures with the stretch of the segment that is its own: A 200公里、B 30个 are two."""
    groups = _groups(shown, segment)
    start = segment.start
    for number, group in enumerate(groups):
        end = segment.end
        if number + 1 < len(groups):
            mark = _parting().match(shown, group[-1].tail, groups[number + 1][0].head)
            end = mark.start(mark.lastgroup or 0) if mark else end
        yield group, Span(start, end)
        start = end + 1 if end < segment.end else start


def _groups(shown: str, segment: Span) -> list[list[Measure]]:
    """Measures of a segment; those that only 、 or 和 parts stand together, and take what the last one is compared by."""
    groups: list[list[Measure]] = []
    origin: Measure | None = None
    for found in find_measures(shown[segment.start : segment.end]):
        measure = _moved(found, segment.start)
        if origin is not None and measure.kind == origin.kind:
            measure = measure._replace(baseline=origin.value)
            origin = None
        if groups and _joins(shown, segment, groups[-1], measure):
            groups[-1].append(measure)
            continue
        if _begins_change(shown, segment, measure):
            origin = measure
        groups.append([measure])
    return [_alike(group) for group in groups]


def _moved(measure: Measure, by: int) -> Measure:
    return measure._replace(
        head=measure.head + by, start=measure.start + by, end=measure.end + by, tail=measure.tail + by
    )


@cache
def list_mark() -> re.Pattern[str]:
    """What stands between two items of a list."""
    return re.compile(r"[、和及与或]")


@cache
def _parting() -> re.Pattern[str]:
    # 200公里、B 30个; 2个千亿级、5个百亿级产业集群
    return re.compile(r"(?P<mark>[、和及与或])|[^，、和及与或]{1,16}(?P<mark2>[、和及])$")


def _joins(shown: str, segment: Span, group: list[Measure], measure: Measure) -> bool:
    """Whether a measure continues a list: nothing but 、 or 和 between, and of one kind unless 分别 is said."""
    if not list_mark().fullmatch(shown, group[-1].tail, measure.head):
        return False
    return group[-1].kind == measure.kind or "分别" in shown[segment.start : group[0].start]


def _alike(group: list[Measure]) -> list[Measure]:
    """A list shares its words of comparison: 分别超过70%和50%, 达到30%、20%和10%以上."""
    said = next((m for m in group if m.compared), None)
    if len(group) == 1 or said is None:
        return group
    return [m if m.compared else m._replace(op=said.op, compared=True) for m in group]


def _begins_change(shown: str, segment: Span, measure: Measure) -> bool:
    return shape_of(plain_case(shown, segment, [measure])).shape == "origin"


def plain_case(shown: str, own: Span, group: list[Measure]) -> Case:
    """A measure by its own words alone."""
    return Case(
        shown[max(own.start, group[0].head - NEAR) : group[0].head], indicator.bare_right(shown[group[-1].tail : min(own.end, group[-1].tail + NEAR)]), "", "", "",
        group[0].kind, group[0].unit, any(m.compared for m in group), "none", "none",
    )  # fmt: skip
