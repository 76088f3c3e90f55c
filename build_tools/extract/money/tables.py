"""Figures in table cells: printed with their unit, or bare under a unit in the row, the header or above the table.

In: a passage that is a cell. Out: its sums, ratios and their role. Rule tables: tables.yml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from build_tools.extract.money.passages import Passage
from build_tools.extract.money.ratios import Ratio, find_ratios
from build_tools.extract.money.roles import moment
from build_tools.extract.money.subjects import is_body
from build_tools.extract.money.sums import Sum, find_sums
from build_tools.language.quantities import number, parse_number, range_mark
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")


class CellUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit that a header states for the numbers below or beside it."""

    word: str
    example: str
    yuan: int | None = None
    divisor: int | None = None


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A header below which numbers are no figures."""

    pattern: str
    example: str


class HeaderRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role that a header or a row label tells."""

    role: str
    pattern: str
    example: str
    kind: str | None = None


@cache
def _units() -> dict[str, CellUnit]:
    return {row.word: row for row in load_rules(RULES, "units", CellUnit)}


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"[（(](?:单位[:：])?[ ]?([^（）()\d]{1,8})[）)]")


@cache
def _closing() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"(?:^|[:：/／\s，,])({words})$")


@cache
def _plain_column() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_rules(RULES, "plain_columns", Column)))


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"[^\S\n]*(?P<side>最高|最多|不超过|不低于|[≤≥≦≧<>＜＞])?[^\S\n]*"
        rf"(?:(?P<low>{number()}){range_mark()})?(?P<high>[0-9０-９]{number()}|{number()})"
        rf"[^\S\n]*(?P<span>以[内下上])?[^\S\n]*"
    )


def cell_sums(passage: Passage) -> list[Sum]:
    """Sums of a cell."""
    found = find_sums(passage.text)
    unit = None if found else _unit_of(passage)
    if unit is None or unit.yuan is None:
        return found
    return [Sum(start, end, low * unit.yuan, high * unit.yuan) for start, end, low, high in _numbers(passage)]


def cell_ratios(passage: Passage) -> list[Ratio]:
    """Ratios of a cell."""
    found = find_ratios(passage.text)
    unit = None if found else _unit_of(passage)
    if unit is None or unit.divisor is None:
        return found
    return [Ratio(start, end, low / unit.divisor, high / unit.divisor) for start, end, low, high in _numbers(passage)]


def role_in_table(passage: Passage, kind: str) -> str | None:
    """The role that header and row label tell of a bare number; None where they tell none."""
    header, label = _header(passage), _label(passage)
    side = _side_of(passage.text)
    for row in load_rules(RULES, "roles", HeaderRole):
        if row.kind in {None, kind} and (re.search(row.pattern, header) or re.search(row.pattern, label)):
            return side if side and row.role in {"fixed", "incentive_rate"} else row.role
    when = moment(header, "", passage.year)
    return {"future": "target", "past": "fact", None: None}[when]


def _side_of(text: str) -> str | None:
    """What the words around the number in a cell say: 最高50, ≤50, 50以内."""
    match = _bare().fullmatch(text)
    said = (match["side"] or match["span"] or "") if match else ""
    return "cap" if said in {"最高", "最多", "不超过", "≤", "≦", "以内"} else None


def benefit_column(passage: Passage) -> str:
    """The header of the cell's column, if the column states what one gets."""
    header = _header(passage)
    rows = load_rules(RULES, "benefit_columns", Column)
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", header)
    return plain if any(re.search(row.pattern, header) for row in rows) else ""


def named_in_row(passage: Passage) -> str | None:
    """Who gets what the cell states: the cell under a header that says so, or one that names someone."""
    if passage.table is None:
        return None
    cells = [(passage.table.columns[at], "".join(cell.split())) for at, cell in enumerate(_left_of(passage))]
    rows = load_rules(RULES, "party_columns", Column)
    for header, cell in reversed(cells):
        if cell and any(re.search(row.pattern, "".join(header.split())) for row in rows):
            return cell
    return next((cell for _, cell in reversed(cells) if is_body(cell)), None)


def _left_of(passage: Passage) -> tuple[str, ...]:
    """The cells of the row to the left of the cell."""
    if passage.table is None:
        return ()
    return passage.table.rows[passage.row].cells[: min(passage.column, len(passage.table.columns))]


def row_label(passage: Passage) -> str | None:
    """The words of the row to the left of the cell; of them only those under a header that says on what condition."""
    columns = passage.table.columns if passage.table is not None else ()
    rows = load_rules(RULES, "terms_columns", Column)
    cells = [(columns[at], "".join(cell.split())) for at, cell in enumerate(_left_of(passage))]
    terms = [
        cell for header, cell in cells if cell and any(re.search(r.pattern, "".join(header.split())) for r in rows)
    ]
    return " ".join(terms) or _label(passage) or None


def unit_in(header: str) -> str | None:
    """The unit that a header or a row label states, known or not: 成交额（亿元） → 亿元, 数量（家） → 家."""
    named = _bracketed().findall(header)
    if named:
        return str(named[-1])
    closing = _closing().search(header)
    return closing[1] if closing else None


def is_bare(passage: Passage) -> bool:
    """Whether the cell holds a number and nothing else."""
    return bool(_bare().fullmatch(passage.text))


def _numbers(passage: Passage) -> list[tuple[int, int, Decimal, Decimal]]:
    match = _bare().fullmatch(passage.text)
    if match is None or not re.search(r"[0-9０-９]", passage.text):
        return []
    high = parse_number(match["high"])
    low = parse_number(match["low"]) if match["low"] else high
    start = match.start("low") if match["low"] else match.start("high")
    return [(start, match.end("high"), low, high)] if low <= high else []


def _header(passage: Passage) -> str:
    columns = passage.table.columns if passage.table is not None else ()
    return "".join(columns[passage.column].split()) if passage.column < len(columns) else ""


def _label(passage: Passage) -> str:
    """The words of the row to the left of the cell."""
    if passage.table is None:
        return ""
    cells = passage.table.rows[passage.row].cells[: passage.column]
    return " ".join("".join(cell.split()) for cell in cells if cell.strip() and not _bare().fullmatch(cell))


def _unit_of(passage: Passage) -> CellUnit | None:
    """The nearest unit that is stated: in the row, in the header of the column, above the table."""
    table = passage.table
    if table is None or table.rows[passage.row].header or _plain_column().search(_header(passage).rsplit("|", 1)[-1]):
        return None
    row = table.rows[passage.row].cells
    for number_, column in enumerate(table.columns):
        if "单位" in column and "".join(column.split()).endswith(("单位", "计量单位")) and number_ < len(row):
            stated = "".join(row[number_].split())
            if stated in _units():
                return _units()[stated]
            if 0 < len(stated) <= 4:
                return None
    for place in (_label(passage), _header(passage)):
        named = unit_in(place)
        if named is not None:
            return _units().get(named) or _units().get(re.split("[/／]", named)[0])  # 元/月
    above = re.sub(r"^.*单位[:：]?|[\s（）()]", "", table.unit or "")
    return _units().get(above)
