"""The role of a figure, decided by an ordered table of the words around it. Rule tables: roles.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")
Time = Literal["past", "future"]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of words that rows refer to by {name}."""

    name: str
    pattern: str
    example: str


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a figure, or in the headings above it, that tell of the past or of what is yet to come."""

    time: Time
    pattern: str
    example: str
    place: Literal["before", "heading"] = "before"


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row: the role of a figure beside which all the given patterns are found."""

    role: str
    example: str
    left: str | None = None
    right: str | None = None
    before: str | None = None
    after: str | None = None
    sentence: str | None = None
    time: Time | None = None
    under: str | None = None  # in the nearest heading above
    beneath: str = ""  # that heading of the example
    terms: bool = False  # only under a label that says on what condition


class Surroundings(msgspec.Struct, frozen=True):
    """The words around a figure, cut at the ends of its comma segment, its part and its sentence."""

    left: str
    right: str
    before: str
    after: str
    sentence: str
    time: Time | None = None
    under: str = ""
    terms: bool = False


@cache
def words() -> dict[str, str]:
    """Word lists by name, as regular expressions."""
    return {row.name: row.pattern for row in load_rules(RULES, "words", Words)}


def expand(pattern: str) -> str:
    """`pattern` with each {name} replaced by its word list."""
    for name, listed in words().items():
        pattern = pattern.replace(f"{{{name}}}", listed)
    return pattern


class _Test(NamedTuple):
    """What one pattern of a row asks of the words in `place`; tests of one `key` have one answer."""

    key: str
    place: str
    look: Callable[[str], re.Match[str] | None]
    anchored: bool  # looks at the start of the words only
    absent: bool  # nothing of the kind may be found


@cache
def _lacks() -> re.Pattern[str]:
    return re.compile(r"\^\(\?!\.\*\(\?:(?P<words>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\)")


def _is_one_branch(pattern: str) -> bool:
    plain = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while plain != (less := re.sub(r"\([^()]*\)", "", plain)):
        plain = less
    return "|" not in plain


def _tests(place: str, pattern: str) -> Iterator[_Test]:
    """The tests that say what `pattern` says; those that many rows share come by themselves."""
    lacks = _lacks().match(pattern)
    if lacks and _is_one_branch(pattern):
        unwanted = lacks["words"]
        yield _Test(f"{place} {unwanted}", place, re.compile(expand(unwanted)).search, False, True)
        pattern = pattern[lacks.end() :]
        if not pattern:
            return
        pattern = pattern[2:] if pattern.startswith(".*") else "^" + pattern
    elif (wrapped := re.fullmatch(r"\(\?:(\{\w+\})\)", pattern)) is not None:
        pattern = wrapped[1]
    compiled = re.compile(expand(pattern))
    anchored = pattern.startswith("^") and _is_one_branch(pattern)
    yield _Test(f"{place} {pattern}", place, compiled.match if anchored else compiled.search, anchored, False)


@cache
def cues(table: str) -> tuple[tuple[Cue, tuple[_Test, ...]], ...]:
    """Rows of `table` ("amounts" or "rates") with their tests, those that cost least first."""
    places = ("right", "under", "left", "after", "before", "sentence")
    return tuple(
        (
            row,
            tuple(
                sorted(
                    (test for p in places if (pattern := getattr(row, p)) is not None for test in _tests(p, pattern)),
                    key=lambda test: (test.place != "under", not test.anchored, test.absent),
                )
            ),
        )
        for row in load_rules(RULES, table, Cue)
    )


@cache
def _moments() -> tuple[tuple[Moment, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in load_rules(RULES, "moments", Moment))


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<![0-9])(到|(?<!截)至)?[ \t]?((?:19|20)[0-9]{2})[ \t]?年")


def cue_for(table: str, around: Surroundings) -> Cue:
    """The first row of `table` that fits; the last row of each table fits always."""
    known: dict[str, bool] = {}

    def fits(test: _Test) -> bool:
        found = known.get(test.key)
        if found is None:
            found = known[test.key] = test.look(getattr(around, test.place)) is not None
        return found != test.absent

    for row, tests in cues(table):
        if (row.time is not None and row.time != around.time) or (row.terms and not around.terms):
            continue
        if all(map(fits, tests)):
            return row
    raise LookupError(f"table {table} has no last row that fits always")


@cache
def _ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[。！？!?\n]"), re.compile(r"[。！？!?\n；;]")


def look_around(
    text: str, start: int, end: int, heading: str = "", year: int | None = None, lead: str = "", terms: bool = False
) -> Surroundings:
    """The surroundings of text[start:end].

    `year`: of the document, by which a year is past or to come; `lead`: what opens the list in which the text stands;
    `terms`: whether the text stands under a label that says on what condition.
    """
    # no sentence is longer than this; a line of a million characters must not be cut for every figure in it
    window = 1200
    left_edge, right_edge = max(0, start - window), min(len(text), end + window)
    sentence, part = _ends()
    before_text, after_text = text[left_edge:start], text[end:right_edge]
    lefts = [_tail(before_text, pattern) for pattern in (sentence, part)]
    rights = [_head(after_text, pattern) for pattern in (sentence, part)]
    left, right = lefts[1][segment_start(lefts[1], len(lefts[1])) :], rights[1][: segment_end(rights[1], 0)]
    whole = lefts[0] + text[start:end] + rights[0]
    return Surroundings(
        left=left.rstrip(),
        right=right.lstrip(),
        before=lead + lefts[1],
        after=rights[1],
        sentence=lead + whole,
        time=moment(lefts[0], heading, year),
        under=heading.rsplit("\n", 1)[-1],
        terms=terms,
    )


def moment(before: str, heading: str = "", year: int | None = None) -> Time | None:
    """Whether what follows `before` lies in the past or is yet to come, as far as the words tell."""

    def tells(time: Time, place: str, text: str) -> bool:
        return any(row.time == time and row.place == place and pattern.search(text) for row, pattern in _moments())

    if tells("future", "before", before):
        return "future"
    years = [(match[1], int(match[2])) for match in _year().finditer(before)] if "年" in before else []
    if any(joint and (year is None or value >= year) for joint, value in years):
        return "future"
    if years and year is not None:
        return "future" if years[-1][1] >= year else "past"
    if tells("past", "before", before):
        return "past"
    if tells("future", "heading", heading):
        return "future"
    return "past" if tells("past", "heading", heading) else None


def _tail(text: str, stop: re.Pattern[str]) -> str:
    last = 0
    for match in stop.finditer(text):
        if not _inside_number(text, match.start()):
            last = match.end()
    return text[last:]


def _head(text: str, stop: re.Pattern[str]) -> str:
    for match in stop.finditer(text):
        if not _inside_number(text, match.start()):
            return text[: match.start()]
    return text


def _inside_number(text: str, at: int) -> bool:
    return text[at] in ",:：" and text[max(0, at - 1) : at].isdigit() and text[at + 1 : at + 2].isdigit()


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[（(）)。！？!?\n；;，,：:]")


def segment_start(text: str, at: int) -> int:
    """Where the comma segment that holds text[at - 1] starts; brackets that close before `at` belong to it."""
    depth = 0
    for match in reversed(list(_marks().finditer(text, 0, at))):
        if match[0] in "）)":
            depth += 1
        elif match[0] in "（(":
            if not depth:
                return match.end()
            depth -= 1
        elif not depth and not _inside_number(text, match.start()):
            return match.end()
    return 0


def segment_end(text: str, at: int) -> int:
    """Where the comma segment that holds text[at] ends; brackets that open from `at` on belong to it."""
    depth = 0
    for match in _marks().finditer(text, at):
        if match[0] in "（(":
            depth += 1
        elif match[0] in "）)":
            if not depth:
                return match.start()
            depth -= 1
        elif not depth and not _inside_number(text, match.start()):
            return match.start()
    return len(text)
