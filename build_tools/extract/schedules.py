"""Schedules: from when to when a task runs, from tables with a column of time spans and from sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.goals.measures import find_measures
from build_tools.extract.goals.plain import make_plain
from build_tools.extract.passages import passages
from build_tools.language.labels import read_label
from build_tools.language.numerals import number_value
from build_tools.model.document import Document, Table, TableRow
from build_tools.model.document import Path as Place
from build_tools.model.facts import Responsibility, Schedule
from build_tools.model.text import SourceText
from build_tools.rules import load_rules
from build_tools.segment.cells import Span, cell_spans

FILE = Path(__file__).with_suffix(".yml")

_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2})"
_TO = r"[—－–\-~～至到]+"
_DAY = r"\d{1,2}月(?:\d{1,2}日)?(?:上旬|中旬|下旬)?"
Kind = Literal["task", "goal", "span"]
_LONGEST_LEAD = 60
_LONGEST = 20_000  # a longer passage is no sentence of a plan


class PeriodRule(msgspec.Struct, frozen=True):
    """One way of writing years: groups a, b (first and last year) or plan; `start` and `end` are the example's."""

    pattern: str
    example: str
    start: int
    end: int
    needs: str = ""
    column: bool = False


class ColumnRule(msgspec.Struct, frozen=True):
    """Headings of columns of one use."""

    pattern: str
    example: tuple[str, ...]


class SentenceRule(msgspec.Struct, frozen=True):
    """A sentence with groups `period` and `task`; `task` is the example's."""

    pattern: str
    example: str
    task: str
    kind: Kind = "task"


class DeadlineRule(msgspec.Struct, frozen=True):
    """A sentence that says until when something is done; BY stands for a row of `untils`, group `task` for what.

    A sentence without the group speaks of its whole clause. `by`, `year`, `task`: what the example's read.
    """

    pattern: str
    example: str
    by: str
    year: int
    task: str
    kind: Kind = "task"


class UntilRule(msgspec.Struct, frozen=True):
    """A way of writing a deadline; group `year`."""

    pattern: str
    example: str
    year: int


class Years(NamedTuple):
    """First and last year that were read, and where in the text they stand."""

    first: int
    last: int
    start: int
    end: int


def _filled(pattern: str) -> str:
    return pattern.replace("YEAR", _YEAR).replace("TO", _TO).replace("DAY", _DAY)


@cache
def _periods() -> tuple[tuple[PeriodRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(_filled(rule.pattern))) for rule in load_rules(FILE, "periods", PeriodRule))


@cache
def _deadlines() -> tuple[tuple[DeadlineRule, re.Pattern[str]], ...]:
    until = "|".join(_filled(row.pattern) for row in load_rules(FILE, "untils", UntilRule))
    by = f"(?P<by>{re.sub('P<year>', ':', until)})"
    rules = load_rules(FILE, "deadlines", DeadlineRule)
    return tuple((rule, re.compile(_filled(rule.pattern.replace("BY", by)))) for rule in rules)


@cache
def _any_of(table: str) -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_rules(FILE, table, ColumnRule)))


@cache
def _sentences() -> tuple[tuple[SentenceRule, re.Pattern[str]], ...]:
    plain = [re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for rule, pattern in _periods() if not rule.column]
    return tuple(
        (rule, re.compile(rule.pattern.replace("PERIOD", f"(?:{'|'.join(plain)})")))
        for rule in load_rules(FILE, "sentences", SentenceRule)
    )


@cache
def _columns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern) for rule in load_rules(FILE, table, ColumnRule))


def read_years(text: str, *, in_column: bool = False) -> Years | None:
    """Years that `text` (without white space) consists of; in a column a bare year or a deadline is enough.

    A deadline and a bare year are first and last year in one. None where the text says anything else, or
    ends before it begins.
    """
    for rule, pattern in _periods():
        if rule.column and not in_column:
            continue
        match = pattern.fullmatch(text)
        if match is None or rule.needs not in text:
            continue
        groups = match.groupdict()
        if groups.get("plan"):
            first = 1981 + 5 * ((number_value(groups["plan"]) or 6) - 6)  # the sixth plan began in 1981
            return Years(first, first + 4, match.start(), match.end())
        first = number_value(groups["a"]) or 0
        last = number_value(groups.get("b") or groups["a"]) or 0
        return Years(first, last, match.start(), match.end()) if first <= last else None
    return None


def find_schedules(document: Document, source: SourceText) -> tuple[Schedule, ...]:
    """Schedules of the document, each once, in the order of the text. Spans slice the source to the years as printed."""
    found = {(s.start, s.end): s for s in _by_deadline(document, source)}
    found |= {(s.start, s.end): s for s in _in_sentences(document, source)}
    for table in document.tables:
        found |= {(s.start, s.end): s for s in _in_table(table, source)}
    return tuple(found[key] for key in sorted(found))


def with_units(schedules: Sequence[Schedule], duties: Sequence[Responsibility]) -> tuple[Schedule, ...]:
    """Schedules with the office that the next statement of their clause names, where a deadline names none."""
    by_path: dict[Place, list[Responsibility]] = {}
    for duty in duties:
        if duty.role in ("lead", "responsible"):
            by_path.setdefault(duty.path, []).append(duty)
    done = []
    for schedule in schedules:
        of_clause = by_path.get(schedule.path, [])
        at = bisect_right(of_clause, schedule.start, key=lambda duty: duty.start)
        named = of_clause[at].unit if at < len(of_clause) else None
        if schedule.by and not schedule.unit and named:
            schedule = msgspec.structs.replace(schedule, unit=named)
        done.append(schedule)
    return tuple(done)


def _in_table(table: Table, source: SourceText) -> Iterator[Schedule]:
    """One schedule for each row and each column of time spans."""
    names = [_squeezed(name.rsplit("|", 1)[-1])[0] for name in table.columns]
    periods = [column for column, name in enumerate(names) if _rank(name, "period_columns") is not None]
    tasks = _ranked(names, "task_columns")
    units = _ranked(names, "unit_columns")
    above: dict[int, str] = {}  # last text of each task column: a merged cell holds for the rows below it
    for row in table.body:
        above |= {column: row.cells[column] for column in tasks if row.cells[column]}
        spans = cell_spans(row, source)
        for column in periods:
            years = read_years(_squeezed(row.cells[column])[0], in_column=True)
            place = spans[column]
            task = _task(row, tasks, above)
            if years and place and task:
                yield Schedule(
                    path=table.path, line=source.line_at(place[0]), start=place[0], end=place[1], task=task,
                    start_year=years.first, end_year=years.last, unit=_unit(row, units),
                )  # fmt: skip


def _task(row: TableRow, columns: list[int], above: dict[int, str]) -> str:
    """The task's name: of this row where it has one, else that of the merged cell above."""
    own = next((row.cells[column] for column in columns if row.cells[column]), "")
    text = own or next((above[column] for column in columns if column in above), "")
    label = read_label(text)
    return (text[label.end :] if label else text).strip()


def _unit(row: TableRow, columns: list[int]) -> str | None:
    return next((row.cells[column] for column in columns if row.cells[column]), None)


def _rank(name: str, table: str) -> int | None:
    return next((rank for rank, pattern in enumerate(_columns(table)) if pattern.search(name)), None)


def _ranked(names: list[str], table: str) -> list[int]:
    """Columns of one use, the best heading first, of equals the one to the right."""
    ranks = {column: rank for column, name in enumerate(names) if (rank := _rank(name, table)) is not None}
    return sorted(ranks, key=lambda column: (ranks[column], -column))


def _in_sentences(document: Document, source: SourceText) -> Iterator[Schedule]:
    for passage in passages(document, source):
        text, offsets = _squeezed(passage.text)
        if len(text) > _LONGEST or "年" not in text:
            continue
        label = read_label(text)
        opening = label.end if label else 0
        for rule, pattern in _sentences():
            for match in pattern.finditer(text, opening):
                years = read_years(match["period"])
                if years is None or _any_of("measures").search(match["task"]):
                    continue
                line, start, end = passage.place(*_outer(offsets, match.span("period")), source)
                yield Schedule(
                    path=passage.path, line=line, start=start, end=end, task=match["task"], kind=rule.kind,
                    start_year=years.first, end_year=years.last,
                )  # fmt: skip


def _by_deadline(document: Document, source: SourceText) -> Iterator[Schedule]:
    """Tasks that sentences give a deadline and no figure: those with figures are goals (`targets`)."""
    headings = {clause.path: clause.heading for clause in document.clauses}
    now = int(document.date[:4]) if document.date else 0
    for passage in passages(document, source):
        text, offsets = _squeezed(passage.text)
        if passage.column is not None or len(text) > _LONGEST or "年" not in text:
            continue
        label = read_label(text)
        opening = label.end if label else 0
        under_goals = bool(_any_of("goal_headings").search(headings.get(passage.path) or ""))
        for rule, pattern in _deadlines():
            for match in pattern.finditer(text, opening):
                said = match.groupdict().get("task")
                task = said or headings.get(passage.path) or _first_words(text[opening:])
                year = _year_of(match["by"])
                if not task or year < now or _any_of("no_tasks").search(task) or find_measures(make_plain(task).text):
                    continue
                if said:
                    task = _lead(text[opening : match.start()]) + said
                line, start, end = passage.place(*_outer(offsets, match.span("by")), source)
                yield Schedule(
                    path=passage.path, line=line, start=start, end=end, task=task, start_year=year, end_year=year,
                    by=match["by"], kind="goal" if under_goals else rule.kind,
                )  # fmt: skip


def _lead(before: str) -> str:
    """What the sentence says before its deadline, where that is short: of what, or where, the task is one."""
    lead = re.split("[。；：）]", before)[-1]
    return lead if lead.endswith("，") and len(lead) <= _LONGEST_LEAD and not re.search(_YEAR, lead) else ""


def _first_words(text: str) -> str:
    """The first sentence, where it is short enough to name a task."""
    head = re.split("[。（]", text, maxsplit=1)[0]
    return head if len(head) <= 80 else ""


def _year_of(by: str) -> int:
    match = re.match(_YEAR, by)
    return (number_value(match[0]) or 0) if match else 0


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Text without white space, and the offset of each of its characters."""
    offsets = [offset for offset, char in enumerate(text) if not char.isspace()]
    return "".join(text[offset] for offset in offsets), offsets


def _outer(offsets: list[int], span: Span) -> Span:
    return offsets[span[0]], offsets[span[1] - 1] + 1
