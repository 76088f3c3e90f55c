"""Targets: quantified goals of a document, from its sentences and its tables of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from build_tools.extract.goals.rules import Section, section_of
from build_tools.extract.goals.tables import find_table_goals
from build_tools.extract.goals.text import Setting, find_goals
from build_tools.extract.goals.years import heading_year, title_years, year_of_plan
from build_tools.extract.issuer import home_of
from build_tools.extract.schedules import read_years
from build_tools.language.characters import squeeze
from build_tools.model.document import CLOSING, PREAMBLE, Clause, Document, Path, Table, TableRow
from build_tools.model.facts import Target
from build_tools.model.text import Mapped, SourceText
from build_tools.segment.cells import cell_spans, cell_texts


def find_targets(document: Document, source: SourceText) -> tuple[Target, ...]:
    """Targets of `document`, in the order of the text. `value` in the printed unit, `deadline` a year.

    Spans slice the source to the words that state the goal, or to the cell that holds its figure.
    """
    base = base_year(document)
    period = title_years(squeeze(document.title))
    of_year = year_of_plan(squeeze(document.title))
    tables = {table.id: table for table in document.tables}
    headings = _headings(document)
    whole = _whole(document)
    unparted = all(clause.path in (PREAMBLE, CLOSING) for clause in document.clauses)
    carried: dict[Path, int | None] = {}
    terms: set[Path] = set()  # clauses whose items are conditions
    found: list[Target] = []
    for clause in document.clauses:
        chain = headings[clause.path]
        section = section_of(chain) if unparted else _section(clause, chain)
        if any(clause.path[:depth] in terms for depth in range(1, len(clause.path))):
            section = "terms"
        standing = _stated(chain, base)
        if standing is None and section == "goal" and period and (base is None or period[1] >= base):
            standing = period[1]
        year = _inherited(clause.path, carried) if standing is None else standing
        for paragraph in clause.paragraphs:
            if paragraph.table in tables:
                table = tables[paragraph.table]
                found.extend(
                    _in_table(table, clause.path, source, base, whole, _table_year(table) or standing or of_year)
                )
                continue
            if paragraph.role in ("contents", "duty") or not paragraph.text.strip():
                continue
            targets, left = _in_text(paragraph.mapped, clause.path, Setting(section, base, year, of_year), source)
            found.extend(targets)
            year = _kept(paragraph.text, section, left) or standing
            if _lists_terms(paragraph.text):
                terms.add(clause.path)
                section = "terms"
        carried[clause.path] = year
    return tuple(found)


def base_year(document: Document) -> int | None:
    """The year from which a document looks ahead: of its date, else of its number, its title or the last year it looks back on."""
    dated, numbered = (_first_year(text) for text in (document.date, document.number))
    if dated and numbered and dated > numbered + 1:
        return numbered  # the day on which a web page shows it
    period = title_years(squeeze(document.title))
    return dated or numbered or (period[0] if period else _last_told(document))


def _last_told(document: Document) -> int | None:
    """The last year that the text itself looks back on: 截至2022年底."""
    years = (
        int(match[1] or match[2])
        for clause in document.clauses
        for match in re.finditer(
            r"(?:截至|截止到?)((?:19|20)[0-9]{2})年|((?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?以来", squeeze(clause.text)
        )
    )
    return max(years, default=None)


def _first_year(text: str | None) -> int | None:
    match = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text or "")
    return int(match.group()) if match else None


def _table_year(table: Table) -> int | None:
    """The year that a table's title is about, the last of several: 2023年改造任务表."""
    period = title_years(squeeze(table.title))
    return period[1] if period else None


def _headings(document: Document) -> dict[Path, tuple[str, ...]]:
    """Headings above each clause, its own last."""
    own = {clause.path: clause.heading for clause in document.clauses}
    return {path: tuple(own.get(path[:depth], "") for depth in range(1, len(path) + 1)) for path in own}


@cache
def _article() -> re.Pattern[str]:
    return re.compile(r"第[一二三四五六七八九十百零〇0-9]+条")


def _section(clause: Clause, headings: tuple[str, ...]) -> Section:
    section = section_of(headings)
    if section == "none" and clause.path in (PREAMBLE, CLOSING):
        return "past"
    if section == "none" and any(_article().match(label) for label in clause.path):
        return "articles"
    return section


def _stated(headings: tuple[str, ...], base: int | None) -> int | None:
    """The year that a heading states, the nearest first: 2025年目标."""
    for heading in reversed(headings):
        years = read_years(squeeze(re.sub(r"(?:主要|具体|发展|工作)?目标.*$", "", heading)), in_column=True)
        year = years.last if years else heading_year(squeeze(heading))
        if year and (base is None or year >= base):
            return year
    return None


def _inherited(path: Path, carried: dict[Path, int | None]) -> int | None:
    """The year that the clause above leaves to its items."""
    for depth in range(len(path) - 1, 0, -1):
        if carried.get(path[:depth]) is not None:
            return carried[path[:depth]]
    return None


def _kept(text: str, section: Section, year: int | None) -> int | None:
    """The year that holds in the next paragraph: where goals are listed, or after a colon."""
    return year if section == "goal" or text.rstrip().endswith(("：", ":")) else None


def _lists_terms(text: str) -> bool:
    """Whether a paragraph announces conditions: 应当符合下列条件：."""
    text = text.rstrip()
    return text.endswith(("：", ":")) and section_of((re.split("[。；，]", text[:-1])[-1],)) == "terms"


def _in_text(mapped: Mapped, path: Path, setting: Setting, source: SourceText) -> tuple[list[Target], int | None]:
    goals, year = find_goals(mapped.text, setting)
    targets = []
    for goal in goals:
        start, end = mapped.span(goal.start, goal.end)
        targets.append(
            Target(
                path=path, line=source.line_at(start), start=start, end=end, indicator=goal.indicator,
                value=float(goal.value), value_max=_float(goal.value_max), unit=goal.unit or None, op=goal.op,
                deadline=_year(goal.year), baseline=_float(goal.baseline),
            )
        )  # fmt: skip
    return targets, year


def _year(year: int | None) -> str | None:
    return None if year is None else str(year)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _whole(document: Document) -> str:
    """How a total over all areas is called: 全市, 全省; empty where the issuer's level is not known."""
    level = home_of(document).level
    if level == "国" and not document.issuers:
        return ""
    return {"国": "全国", "省": "全省", "市": "全市", "县": "全县"}[level]


def _in_table(
    table: Table, path: Path, source: SourceText, base: int | None, whole: str, year: int | None
) -> Iterator[Target]:
    """Goals of a table; `year`: what the words around it say, for those whose column says none."""
    goals = list(find_table_goals(table, base, whole))
    for goal in goals:
        place = cell_spans(goal.row, source)[goal.column]
        if place is None:
            continue
        yield Target(
            path=path, line=source.line_at(place[0]), start=place[0], end=place[1], indicator=goal.indicator,
            value=float(goal.value), value_max=_float(goal.value_max), unit=goal.unit or None, op=goal.op,
            deadline=_year(goal.year or year), baseline=_float(goal.baseline), from_table=True,
        )  # fmt: skip
    if not goals:
        for row in table.body:
            yield from _in_cells(table, row, path, source, base)


def _in_cells(table: Table, row: TableRow, path: Path, source: SourceText, base: int | None) -> Iterator[Target]:
    """Goals in the sentences of a table of tasks or projects; a column of times says until when."""
    year = None
    for name, cell in zip(table.columns, row.cells, strict=False):
        years = read_years(squeeze(cell), in_column=True)
        if years and "号" not in name and (base is None or years.last >= base):
            year = years.last
    for column, mapped in cell_texts(row, source):
        if len(row.cells[column]) < 6:
            continue
        targets, _ = _in_text(mapped, path, Setting("none", base, year), source)
        for target in targets:
            yield Target(**{**{f: getattr(target, f) for f in target.__struct_fields__}, "from_table": True})
