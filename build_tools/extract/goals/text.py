"""Quantified goals in running text: every measure in its sentence, judged by the rules, with its deadline and indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from build_tools.extract.goals import indicator
from build_tools.extract.goals.measures import Measure, Op, find_measures
from build_tools.extract.goals.plain import Plain, make_plain, masked
from build_tools.extract.goals.rules import Case, Section, Shape, Stated, Verdict, shape_of, verdict_of
from build_tools.extract.goals.years import Time, find_times

_REST = "其他"  # the row that fits where none else does
_NEAR = 160  # characters to each side of a number that the rules look at


class Setting(NamedTuple):
    """What stands around a text: the section that it belongs to, the year of the document, a year said before it."""

    section: Section = "none"
    base: int | None = None
    carried: int | None = None


class Goal(NamedTuple):
    """A goal; text[start:end] are the words that state it, `rule` the row that took it for one."""

    start: int
    end: int
    indicator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    op: Op
    year: int | None
    baseline: Decimal | None
    rule: Verdict


class Span(NamedTuple):
    """text[start:end]."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of an even text, with the times in it."""

    span: Span
    times: list[Time]


@cache
def _ends(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[^{marks}]+[{marks}]?")


def _pieces(text: str, span: Span, marks: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in _ends(marks).finditer(text, span.start, span.end)]


def find_goals(text: str, setting: Setting) -> tuple[list[Goal], int | None]:
    """Goals in `text`, in order, and the year that the text leaves to what comes after it (see `_carries`)."""
    plain = make_plain(text)
    shown = masked(plain.text)
    goals: list[Goal] = []
    year = setting.carried
    for number, span in enumerate(_pieces(shown, Span(0, len(shown)), "。！？\n")):
        times = find_times(shown[span.start : span.end], setting.base)
        sentence = Sentence(span, [t._replace(start=t.start + span.start, end=t.end + span.start) for t in times])
        goals.extend(_in_sentence(plain, shown, sentence, setting._replace(carried=year)))
        year = _carries(shown, sentence, setting, number, year)
    return goals, year


def _carries(shown: str, sentence: Sentence, setting: Setting, number: int, year: int | None) -> int | None:
    """The year that holds for the sentences after this one: where goals are listed, and where a text opens with it."""
    deadlines = [time for time in sentence.times if time.role == "deadline"]
    if not deadlines:
        return None if any(time.role == "past" for time in sentence.times) else year
    opens = indicator.is_lead(shown[sentence.span.start : deadlines[0].start])
    lists = shown[: sentence.span.end].rstrip("\n").endswith("：")
    if setting.section == "goal" or lists or (opens and number < 2):
        return deadlines[-1].year
    return year


def _in_sentence(plain: Plain, shown: str, sentence: Sentence, setting: Setting) -> Iterator[Goal]:
    named = ""  # the last indicator in this sentence, for those that leave it out
    for part in _pieces(shown, sentence.span, "；;"):
        for segment in _pieces(shown, part, "，"):
            last: Verdict | None = None
            owned = list(_owned(shown, segment))
            closing = _closing_shape(shown, segment, owned)
            for group, own in owned:
                case, shape, year, year_at = _case(shown, sentence, part, own, group, setting)
                if own.end < segment.end:
                    case = case._replace(joins=closing)
                verdict = verdict_of(case, shape)
                if own.start > segment.start and last is not None and verdict.why == _REST:
                    verdict = last  # 绿道200公里、公园30个: said of both
                last = verdict
                names = indicator.names(plain.text, own, group, sentence.times, shape, named)
                if indicator.is_thing(names[0]):
                    named = names[0]
                if not verdict.goal:
                    continue
                years = _years(shown, sentence.times, group, year)
                start, end = indicator.surface(shown, own, group)
                for measure, name, its_year in zip(group, names, years, strict=True):
                    outer = plain.outer(start, end)
                    op: Op = ">=" if measure.op == "=" and indicator.is_least(case.left) else measure.op
                    yield Goal(
                        *outer, name, measure.value, measure.value_max, measure.unit, op,
                        None if _yearly(case, year_at, own) else its_year, measure.baseline, verdict,
                    )  # fmt: skip


def _owned(shown: str, segment: Span) -> Iterator[tuple[list[Measure], Span]]:
    """Each group of measures with the stretch of the segment that is its own: A 200公里、B 30个 are two."""
    groups = _groups(shown, segment)
    start = segment.start
    for number, group in enumerate(groups):
        end = segment.end
        if number + 1 < len(groups) and _list_mark().match(shown, group[-1].tail):
            end = group[-1].tail
        yield group, Span(start, end)
        start = group[-1].tail + 1 if end < segment.end else start


def _closing_shape(shown: str, segment: Span, owned: list[tuple[list[Measure], Span]]) -> Shape:
    """Shape of the last measure of a segment, where those before it are joined to it by 、."""
    if len(owned) < 2:
        return "bare"
    group, own = owned[-1]
    return shape_of(_plain_case(shown, own, group)).shape


def _plain_case(shown: str, own: Span, group: list[Measure]) -> Case:
    """A measure by its own words alone."""
    return Case(
        shown[own.start : group[0].head], indicator.bare_right(shown[group[-1].tail : own.end]), "", "", "",
        group[0].kind, group[0].unit, any(m.compared for m in group), "none", "none",
    )  # fmt: skip


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
def _list_mark() -> re.Pattern[str]:
    return re.compile(r"[、和及与或]")


def _joins(shown: str, segment: Span, group: list[Measure], measure: Measure) -> bool:
    """Whether a measure continues a list: nothing but 、 or 和 between, and of one kind unless 分别 is said."""
    if not _list_mark().fullmatch(shown, group[-1].tail, measure.head):
        return False
    return group[-1].kind == measure.kind or "分别" in shown[segment.start : group[0].start]


def _alike(group: list[Measure]) -> list[Measure]:
    """A list shares its words of comparison: 分别超过70%和50%, 达到30%、20%和10%以上."""
    said = next((m for m in group if m.compared), None)
    if len(group) == 1 or said is None:
        return group
    return [m if m.compared else m._replace(op=said.op, compared=True) for m in group]


def _begins_change(shown: str, segment: Span, measure: Measure) -> bool:
    return shape_of(_plain_case(shown, segment, [measure])).shape == "origin"


def _case(
    shown: str, sentence: Sentence, part: Span, segment: Span, group: list[Measure], setting: Setting
) -> tuple[Case, Shape, int | None, int | None]:
    """The measure as the rules see it, its shape, its year, and where that is said (None: not in this sentence)."""
    first, last = group[0], group[-1]
    time = _time_for(sentence.times, segment, first)
    deadline: Stated = "none"
    year = None
    if time is not None:
        deadline, year = ("stated", time.year) if time.role == "deadline" else ("past", None)
    elif setting.carried is not None:
        deadline, year = "carried", setting.carried
    left = indicator.bare_left(shown, Span(max(segment.start, first.head - _NEAR), first.head), sentence.times)
    right = indicator.bare_right(shown[last.tail : min(segment.end, last.tail + _NEAR)])
    case = Case(
        left, right, shown[first.head : first.start], shown[max(part.start, segment.start - _NEAR) : segment.start],
        shown[segment.end : min(part.end, segment.end + _NEAR)], first.kind, first.unit,
        any(m.compared for m in group), deadline, setting.section,
    )  # fmt: skip
    return case, shape_of(case).shape, year, time.start if time is not None else None


def _time_for(times: list[Time], segment: Span, measure: Measure) -> Time | None:
    """The time that the measure is told for: the last one before it in its sentence, else one behind it in its segment."""
    telling = [time for time in times if time.role in ("deadline", "past")]
    before = [time for time in telling if time.end <= measure.start]
    if before:
        return before[-1]
    return next((time for time in telling if measure.end <= time.start < segment.end), None)


def _years(shown: str, times: list[Time], group: list[Measure], year: int | None) -> list[int | None]:
    """A year for each measure: 2024年、2025年分别突破2.2万亿元、2.4万亿元 tells one for each."""
    told: list[Time] = []
    for time in times:
        if time.role != "deadline" or time.end > group[0].start:
            continue
        told = [*told, time] if told and _list_mark().fullmatch(shown, told[-1].end, time.start) else [time]
    if len(group) > 1 and len(told) == len(group):
        return [time.year for time in told]
    return [year] * len(group)


@cache
def _each_year() -> re.Pattern[str]:
    return re.compile("每年|每年度|每个?学年|逐年")


def _yearly(case: Case, year_at: int | None, segment: Span) -> bool:
    """Whether it is a count for every year, and no deadline is said beside it."""
    return bool(_each_year().search(case.left)) and (year_at is None or year_at < segment.start)
