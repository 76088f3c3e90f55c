"""Who carries a clause: formal statements of 牵头, 配合, 责任, 指导 and 落实 units.

A statement is a label with units (责任单位：…, on a line, in brackets, over a table column), or units with a closing
verb (…牵头，…配合; …按职责分工负责) in brackets that close a sentence, or as a sentence of its own. Duties told in prose
are none. Reads a `Document`; writes one `Responsibility` for each unit, role and statement, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.extract.duty_statements import Named, Statement, lists_units, read_statement, statements
from build_tools.extract.duty_words import Role, bare_label, label_role, pattern_of
from build_tools.extract.issuer import Home, home_of
from build_tools.extract.passages import Passage, passages
from build_tools.extract.unit_lists import canonical_names
from build_tools.extract.units import UnitAuthority
from build_tools.model.document import Document, Path
from build_tools.model.facts import Responsibility
from build_tools.model.text import SourceText


def find_responsibilities(document: Document, source: SourceText, units: UnitAuthority) -> tuple[Responsibility, ...]:
    """Formal statements of `document`, in the order of the text; units by their canonical names."""
    home = home_of(document)
    pages = list(passages(document, source))
    told = (*(page.text for page in pages), *(column for table in document.tables for column in table.columns))
    first_leads = any(pattern_of("first_leads").search(re.sub(r"\s+", "", text)) for text in told)
    found: list[Responsibility] = []
    below: tuple[Path, Role] | None = None  # a label that stood alone on its line, and the clause it stands in
    for page in pages:
        if below and (page.path != below[0] or page.column is not None or not lists_units(page.text)):
            below = None
        stated = [read_statement(page.text, 0, len(page.text), below[1], labelled=True)] if below else _stated(page)
        found.extend(_facts(page, stated, source, home, units, first_leads))
        if page.column is None and (role := bare_label(page.text)):
            below = page.path, role
    return tuple(found)


def _facts(
    page: Passage, stated: list[Statement], source: SourceText, home: Home, units: UnitAuthority, first_leads: bool
) -> Iterator[Responsibility]:
    for statement in stated:
        texts = [page.text[slice(*named.span)] for named in statement.units]
        names = canonical_names(texts, home, units)
        roles = [_marked(page.text, named) for named in statement.units]
        if first_leads and "lead" not in roles and "responsible" in roles:
            roles[roles.index("responsible")] = "lead"
        for named, name, role in zip(statement.units, names, roles, strict=True):
            line, start, end = page.place(*named.span, source)
            surface = page.text[slice(*named.span)].strip()
            yield Responsibility(path=page.path, line=line, start=start, end=end, unit=name, role=role, surface=surface)


def _stated(page: Passage) -> list[Statement]:
    if page.column is None:
        return statements(page.text)
    role = column_role(page.column)
    if not role:
        return []
    return [read_statement(page.text, 0, len(page.text), default=role, labelled=True)]


def column_role(title: str) -> Role | None:
    """Role of the units in a column: its title is a label, perhaps with a remark (牵头单位（部门）, 责任单位及责任人)."""
    title = re.sub(r"\s+|[（(][^（）()]*[）)]", "", title.rsplit("|", 1)[-1])
    return label_role(title) or label_role(re.split(r"[/／、及和与]", title)[0])


def _marked(text: str, named: Named) -> Role:
    """`lead` for a unit that bears the mark of the one that leads."""
    start, end = named.span
    around = re.sub(r"\s+", "", text[max(0, start - 1) : end + 1]).replace("(", "（").replace(")", "）")
    return "lead" if pattern_of("lead_marks").search(around) else named.role
