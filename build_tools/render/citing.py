"""How a place in a document is named: before its heading, and in an official letter (引用)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as File

import msgspec

from build_tools.model.document import CLOSING, PREAMBLE, Clause, Document, Path
from build_tools.rules import load_rules

RULES = File(__file__).with_name("citing.yml")
DIGITS = "零一二三四五六七八九"


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `forms` or `marks`; `path` and `example` prove it."""

    label: str
    path: tuple[str, ...]
    example: str
    form: str = ""
    mark: str = ""
    parent: str = ""
    above: str = ""  # a label further up


@cache
def forms() -> tuple[Form, ...]:
    """Rows of the table `forms`."""
    return load_rules(RULES, "forms", Form)


@cache
def marks() -> tuple[Form, ...]:
    """Rows of the table `marks`."""
    return load_rules(RULES, "marks", Form)


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `verbs`; `example` is a title that holds it."""

    verb: str
    example: str


@cache
def verbs() -> tuple[Verb, ...]:
    """Rows of the table `verbs`."""
    return load_rules(RULES, "verbs", Verb)


class Short(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `short`; `example` is a title, `name` what is left of it."""

    words: str
    example: str
    name: str


@cache
def short() -> tuple[re.Pattern[str], ...]:
    """The patterns of the table `short`; the group of each is what is left of a title."""
    return tuple(re.compile(row.words) for row in load_rules(RULES, "short", Short))


@cache
def place_name(path: Path) -> str:
    """A path as a letter names it: 第三部分第（二）项第1点."""
    return "".join(_form(path[: depth + 1]) for depth in range(len(path)))


def _form(path: Path) -> str:
    *above, label = path
    for row in forms():
        match = re.fullmatch(row.label, label)
        if not match or (row.parent and not (above and re.fullmatch(row.parent, above[-1]))):
            continue
        if row.above and not any(re.fullmatch(row.above, other) for other in above):
            continue
        return row.form.format(label=label, n=match[1] if match.re.groups else label)
    return label


@cache
def mark(label: str) -> str:
    """A label as it is printed before a heading: 三、 （二） 1. 第五条."""
    for row in marks():
        if re.fullmatch(row.label, label):
            return row.mark.format(label=label)
    return label


def heading(clause: Clause) -> str:
    """Number and heading; a clause without a heading has its number alone. What has no number is told by its place."""
    if clause.path in (PREAMBLE, CLOSING):
        return clause.heading or place_name(clause.path)
    return f"{mark(clause.num)}{clause.heading}".strip()


def short_title(document: Document) -> str:
    """What a document is called where the issuer is plain: its title without 某市人民政府关于印发……的通知."""
    return short_name(document.title)


def short_name(title: str) -> str:
    """A title by the first row of `short` that fits; the whole title where none does."""
    found = next((match for pattern in short() if (match := pattern.fullmatch(title))), None)
    return found[1] if found else title


def title_and_number(document: Document) -> str:
    """《标题》（文号), as GB/T 9704 wants it; a document without a number is told by its date."""
    mark_ = _mark_of(document)
    return f"《{document.title}》" + (f"（{mark_}）" if mark_ else "")


def _mark_of(document: Document) -> str:
    return document.number or (chinese_date(document.date) if document.date else "")


def enclosed(document: Document) -> str:
    """Title and number of the text that the document issues, 《办法》（甲政办〔2021〕5号印发）; "" where it issues none."""
    preamble = document.clause_at(PREAMBLE)
    verb = next((row.verb for row in verbs() if row.verb in document.title), "")
    if not preamble or not verb:
        return ""
    lines = [p.text.strip() for p in preamble.paragraphs if p.role == "enclosed_title"]
    title = "".join(lines).removeprefix("《").removesuffix("》")
    return f"《{title}》（{_mark_of(document)}{verb}）" if title and title != document.title else ""


def citation(document: Document, path: Path = ()) -> str:
    """How a letter cites a document or a place in it; a place in a text that a notice issues is cited by that text."""
    if not path:
        return title_and_number(document)
    clause = document.clause_at(path)
    place = clause.heading if clause and clause.heading and path in (PREAMBLE, CLOSING) else place_name(path)
    text = "" if path == PREAMBLE else enclosed(document)  # its opening is on one page with the notice's own words
    return (text or title_and_number(document)) + place


def paragraph_name(path: Path, ordinal: int) -> str:
    """The n-th paragraph of a clause: 第二款 in an article, 第2自然段 elsewhere."""
    if path and re.fullmatch(r"第.+条", path[-1]):
        return f"第{chinese_number(ordinal)}款"
    return f"第{ordinal}自然段"


def chinese_number(value: int) -> str:
    """1 to 99 in Chinese numerals; digits beyond."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十") + (DIGITS[ones] if ones else "")


def chinese_date(iso: str) -> str:
    """2022-07-01 → 2022年7月1日; anything else as it stands."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else iso
