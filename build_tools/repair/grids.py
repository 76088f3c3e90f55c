"""Tables whose cells are parted by upright strokes or by gaps of spaces: both become tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from build_tools.repair.changes import SPACES, Change, Line

REASON = "以竖线或空格分列的表格"
_RULE = "表格的横线，不是文字"
_EDGE = "表格的边线，不是文字"
_LONGEST = 2000  # characters of a row
_CELL = 60  # of a cell in a table that spaces part
_SHORT_ROW = 160  # characters of a row that single spaces part
_COLUMNS = 3  # that such a table has at least
_ROWS = 2  # below the header, at least
_FIGURES = 2  # columns of figures
_YEAR = 4  # digits of a year, which may head a column
_GAP = 2  # lines from one row to the next at most: a blank line may stand between


class Grid(NamedTuple):
    """Changes that make rows tabular, those that cut ruled lines, and all lines as they then read."""

    changes: list[Change]
    rules: list[Change]
    lines: list[Line]


@cache
def _stroke() -> re.Pattern[str]:
    return re.compile("[|｜│┃]")


@cache
def _ruled() -> re.Pattern[str]:
    return re.compile(rf"[-+|｜│┃:=─━┄┅┈┉┼╋├┤┌┐└┘┬┴┝┥┏┓┗┛┳┻┣┫{SPACES}]{{3,}}")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(f"[{SPACES}]{{2,}}")


@cache
def _any_gap() -> re.Pattern[str]:
    return re.compile(f"[{SPACES}]+")


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(r"[-+]?[0-9][0-9.,]*[%％]?")


def read_grids(lines: Sequence[Line]) -> Grid:
    """Rows among `lines` that have no tabs, told by neighbours with the same number of columns.

    Two rows are enough where strokes part the cells; where spaces do, three rows and a figure in every other
    one. The text of a row that is made tabular keeps its length.
    """
    grid = Grid([], [], [])
    at = 0
    while at < len(lines):
        stop = _strokes_end(lines, at)
        if stop > at:
            for line in lines[at:stop]:
                _by_strokes(line, grid)
        elif (stop := _spaces_end(lines, at)) > at:
            for line in lines[at:stop]:
                _by_spaces(line, grid, _gaps(line))
        elif (stop := _single_end(lines, at)) > at:
            for line in lines[at:stop]:
                _by_spaces(line, grid, [match.start() for match in _any_gap().finditer(line.text)])
        else:
            stop = at + 1
            grid.lines.append(lines[at])
        at = stop
    return grid


def _near(lines: Sequence[Line], at: int, start: int) -> bool:
    return at == start or lines[at].number - lines[at - 1].number <= _GAP


def _is_ruled(line: Line) -> bool:
    return len(line.text) <= _LONGEST and any(c in line.text for c in "|+─━┼") and bool(_ruled().fullmatch(line.text))


def _columns(line: Line) -> int:
    """Columns of a row whose cells strokes part; 0 for any other line."""
    if line.tabular or len(line.text) > _LONGEST:
        return 0
    strokes = len(_stroke().findall(line.text))
    framed = bool(_stroke().match(line.text))
    inner = strokes - framed - bool(_stroke().match(line.text[-1])) if strokes > 1 else 0
    return inner + 1 if framed or inner > 1 else 0


def _strokes_end(lines: Sequence[Line], start: int) -> int:
    at, rows, columns = start, 0, 0
    while at < len(lines) and _near(lines, at, start):
        if _is_ruled(lines[at]):
            at += 1
            continue
        found = _columns(lines[at])
        if found < 2 or (rows and found != columns):
            break
        columns, rows, at = found, rows + 1, at + 1
    return at if rows >= 2 else start


def _by_strokes(line: Line, grid: Grid) -> None:
    if _is_ruled(line):
        grid.rules.append(Change("other", line.start, line.end, "", _RULE))
        return
    text = list(line.text)
    for match in _stroke().finditer(line.text):
        at = match.start()
        edge = at in (0, len(text) - 1)
        grid.changes.append(
            Change("markup", line.start + at, line.start + at + 1, "" if edge else "\t", _EDGE if edge else REASON)
        )
        text[at] = " " if edge else "\t"
    grid.lines.append(line._replace(text="".join(text)))


def _gaps(line: Line) -> list[int]:
    """Where the gaps begin that part the cells of a line; none where it reads as text."""
    if (
        line.tabular
        or len(line.text) > _LONGEST
        or line.text[-1] in "。；：，"
        or "  " not in line.text.replace("\u3000", "  ")
    ):
        return []
    cells = _gap().split(line.text)
    return [match.start() for match in _gap().finditer(line.text)] if max(map(len, cells)) <= _CELL else []


def _spaces_end(lines: Sequence[Line], start: int) -> int:
    counts: list[int] = []
    figures = 0
    at = start
    while at < len(lines) and _near(lines, at, start):
        gaps = len(_gaps(lines[at]))
        if gaps < 2 or (counts and not counts[0] - 1 <= gaps <= counts[0]):
            break
        counts.append(gaps)
        figures += _has_figure(lines[at])
        at += 1
    return at if len(counts) >= 3 and 2 * figures >= len(counts) else start


def _single_end(lines: Sequence[Line], start: int) -> int:
    """Index after a table whose cells single spaces part; `start` where none begins there.

    Surer signs are asked for than where gaps are wide, as a stray space in a sentence is of the same width: a
    header without figures of its own, then rows of as many cells, short and without punctuation, most of which
    hold figures in the same columns.
    """
    header = _pieces(lines[start])
    if len(header) < _COLUMNS or any(_figure().fullmatch(cell) and len(cell) < _YEAR for cell in header):
        return start
    figures = set(range(len(header)))  # columns that hold figures in every row
    at = start + 1
    while at < len(lines) and _near(lines, at, start):
        cells = _pieces(lines[at])
        figures &= {column for column, cell in enumerate(cells) if _figure().fullmatch(cell)}
        if len(cells) != len(header) or len(figures) < _FIGURES:
            break
        at += 1
    return at if at - start > _ROWS else start


def _pieces(line: Line) -> list[str]:
    """Cells of a line that single spaces part; none where it reads as text."""
    if line.tabular or len(line.text) > _SHORT_ROW or any(c in line.text for c in "。；：，！？《》|"):
        return []
    return line.text.split()


def _has_figure(line: Line) -> bool:
    return any(_figure().fullmatch(cell) for cell in _gap().split(line.text))


def _by_spaces(line: Line, grid: Grid, gaps: list[int]) -> None:
    text = list(line.text)
    for at in gaps:
        grid.changes.append(Change("other", line.start + at, line.start + at + 1, "\t", REASON))
        text[at] = "\t"
    grid.lines.append(line._replace(text="".join(text)))


def cells_of(text: str) -> Iterator[re.Match[str]]:
    """Where cells stand in a printed row that has no tabs."""
    part = r"[^\s|｜│┃](?:[^|｜│┃\r\n]*[^\s|｜│┃])?" if _stroke().search(text) else r"\S(?:[^\S\r\n]?\S)*"
    return re.finditer(part, text)
