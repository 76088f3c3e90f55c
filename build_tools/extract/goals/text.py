"""Quantified goals in running text: every measure in its sentence, judged by the rules, with its deadline and indicator."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from build_tools.extract.goals import indicator
from build_tools.extract.goals.groups import NEAR, Span, list_mark, owned, pieces, plain_case
from build_tools.extract.goals.measures import Measure, Op
from build_tools.extract.goals.plain import Plain, make_plain, masked
from build_tools.extract.goals.rules import Case, Section, Shape, Stated, Verdict, shape_of, verdict_of
from build_tools.extract.goals.years import Time, find_times

_REST = "其他"  # the row that fits where none else does
_TIMES = 12  # times to each side of a number that may belong to it


class Setting(NamedTuple):
    """What stands around a text: its section, the document's year, a year said before it, the year that all is for."""

    section: Section = "none"
    base: int | None = None
    carried: int | None = None
    of_year: int | None = None


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


class Sentence(NamedTuple):
    """A sentence of an even text, with the times in it."""

    span: Span
    times: list[Time]


def find_goals(text: str, setting: Setting) -> tuple[list[Goal], int | None]:
    """Goals in `text`, in order, and the year that the text leaves to what comes after it (see `_carries`)."""
    plain = make_plain(text)
    shown = masked(plain.text)
    goals: list[Goal] = []
    year = setting.carried
    for number, span in enumerate(pieces(shown, Span(0, len(shown)), "。！？\n")):
        sentence = Sentence(span, _times(shown, span, setting.base))
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


class Reading(NamedTuple):
    """Measures that stand together, with all that the rules ask about them."""

    group: list[Measure]
    part: Span
    own: Span
    case: Case
    shape: Shape
    year: int | None
    year_at: int | None  # where the year is said; None: not in this sentence
    continues: bool  # it follows others in its segment, parted by 、


def _times(shown: str, span: Span, base: int | None) -> list[Time]:
    times = find_times(shown[span.start : span.end], base)
    return [time._replace(start=time.start + span.start, end=time.end + span.start) for time in times]


def _read_sentence(shown: str, sentence: Sentence, setting: Setting) -> Iterator[Reading]:
    for part in pieces(shown, sentence.span, "；;"):
        for segment in pieces(shown, part, "，"):
            groups = list(owned(shown, segment))
            closing = _closing_shape(shown, groups)
            for group, own in groups:
                case, shape, year, year_at = _case(shown, sentence, part, own, group, setting)
                if own.end < segment.end:
                    case = case._replace(joins=closing)
                yield Reading(group, part, own, case, shape, year, year_at, own.start > segment.start)


def _in_sentence(plain: Plain, shown: str, sentence: Sentence, setting: Setting) -> Iterator[Goal]:
    named = ""  # the last indicator in this sentence, for those that leave it out
    last: Verdict | None = None
    before: Reading | None = None
    readings = list(_read_sentence(shown, sentence, setting))
    for read, following in zip_longest(readings, readings[1:]):
        verdict = verdict_of(read.case, read.shape)
        if last is not None and verdict.why == _REST and (read.continues or (last.goal and _goes_on(read, before))):
            verdict = last  # 绿道200公里、公园30个: said of both; 新建基站5万个，总数达到20万个
        last, before = verdict, read
        names = indicator.names(plain.text, read.own, read.group, sentence.times, read.shape, named)
        if not names[0]:
            names = [indicator.fallback(plain.text, Span(read.part.start, read.own.start), sentence.times)] * len(names)
        if following is not None and following.continues:
            names = [name + indicator.shared_noun(read.case.right, following.case.right) for name in names]
        if indicator.is_thing(names[0]):
            named = names[0]
        if verdict.goal:
            yield from _goals(plain, shown, sentence, read, names, verdict)


def _goes_on(read: Reading, before: Reading | None) -> bool:
    """Whether a figure is said with the words of the goal before it.

    It is reached, and says nothing of what it is about; or it counts as the one before does, whose verb it shares:
    支持300名队长参加轮训，1000名队员参加演练; or it only counts a thing: 新建小学3所，幼儿园5所.
    """
    case = read.case
    if before is None:
        return False
    if not case.left:
        alike = case.kind == "count" and case.unit == before.case.unit
        return (case.compared and not case.right) or (alike and before.shape in ("object", "subject"))
    return (
        read.shape == before.shape == "bare"
        and case.kind in ("count", "amount")
        and not _tells_state().search(case.left)
    )


@cache
def _tells_state() -> re.Pattern[str]:
    return re.compile("[有共为占约设含]|面积|距离")


def _goals(
    plain: Plain, shown: str, sentence: Sentence, read: Reading, names: list[str], verdict: Verdict
) -> Iterator[Goal]:
    group = read.group
    years = _years(shown, sentence.times, group, read.year)
    if len(group) == 1 < len(years):  # 2024年、2025年分别新增100个
        group, names = group * len(years), names * len(years)
    start, end = plain.outer(*indicator.surface(shown, read.own, group))
    yearly = _yearly(read.case, read.year_at, read.own)
    least = indicator.is_least(read.case.left)
    for measure, name, year in zip(group, names, years, strict=True):
        op: Op = ">=" if least and measure.op == "=" else measure.op
        yield Goal(
            start, end, name, measure.value, measure.value_max, measure.unit, op, None if yearly else year,
            measure.baseline, verdict,
        )  # fmt: skip


def _closing_shape(shown: str, groups: list[tuple[list[Measure], Span]]) -> Shape:
    """Shape of the last measure of a segment, where those before it are joined to it by 、."""
    if len(groups) < 2:
        return "bare"
    group, own = groups[-1]
    return shape_of(plain_case(shown, own, group)).shape


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
    elif any(time.role == "year" and part.start <= time.start < first.start for time in sentence.times):
        deadline, year = "carried", setting.base
    if deadline == "none":
        year = setting.of_year
    left = indicator.bare_left(shown, Span(max(segment.start, first.head - NEAR), first.head), sentence.times)
    right = indicator.bare_right(shown[last.tail : min(segment.end, last.tail + NEAR)])
    case = Case(
        left, right, shown[first.head : first.start], shown[max(part.start, segment.start - NEAR) : first.head],
        shown[segment.end : min(part.end, segment.end + NEAR)], first.kind, first.unit,
        any(m.compared for m in group), deadline, setting.section,
    )  # fmt: skip
    return case, shape_of(case).shape, year, time.start if time is not None else None


def _time_for(times: list[Time], segment: Span, measure: Measure) -> Time | None:
    """The time that the measure is told for: the last one before it in its sentence, else one behind it in its segment."""
    at = bisect_right(times, measure.start, key=lambda time: time.end)
    before = next((time for time in reversed(times[max(0, at - _TIMES) : at]) if _tells(time)), None)
    return before or next((time for time in times[at : at + _TIMES] if _tells(time) and time.start < segment.end), None)


def _tells(time: Time) -> bool:
    return time.role in ("deadline", "past")


def _years(shown: str, times: list[Time], group: list[Measure], year: int | None) -> list[int | None]:
    """A year for each measure: 2024年、2025年分别突破2.2万亿元、2.4万亿元 tells one for each."""
    told: list[Time] = []
    at = bisect_right(times, group[0].start, key=lambda time: time.end)
    for time in times[max(0, at - _TIMES) : at]:
        if time.role != "deadline":
            continue
        told = [*told, time] if told and list_mark().fullmatch(shown, told[-1].end, time.start) else [time]
    if (
        len(told) > 1
        and (len(told) == len(group) or len(group) == 1)
        and "分别" in shown[told[-1].end : group[0].start]
    ):
        return [time.year for time in told]
    return [year] * len(group)


@cache
def _each_year() -> re.Pattern[str]:
    return re.compile("每年|每年度|每个?学年|逐年")


def _yearly(case: Case, year_at: int | None, segment: Span) -> bool:
    """Whether it is a count for every year, and no deadline is said beside it."""
    return bool(_each_year().search(case.left)) and (year_at is None or year_at < segment.start)
