"""Building blocks that several pages share: links, money, numbers, metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_tools.model.document import CLOSING, PREAMBLE, Clause, Document
from build_tools.model.facts import Facts, Incentive, StructuredDocument, Support, Target
from build_tools.render import citing, links
from build_tools.render.library import Library

SENTENCE = re.compile(r"[^。；;]+[。；;]?")


@dataclass(frozen=True)
class Page:
    """One page to write: the template that words it and what it words. `name` is its folder below docs/."""

    name: str
    template: str
    title: str
    data: Mapping[str, Any]
    description: str = ""
    layout: str = "plain"  # plain, wide, document, clause, home, search: a class of the page
    jsonld: Mapping[str, Any] | None = None
    way: Mapping[str, Any] | None = None  # breadcrumbs, for machines
    moved: str = ""  # where the reader is taken at once


@dataclass(frozen=True)
class Link:
    """A page (folder below docs/, a fragment may follow) and the words that lead to it."""

    page: str
    text: str
    note: str = ""


def document_link(document: Document) -> Link:
    """To a document, by its title."""
    return Link(links.document_page(document.id), document.title, document.number or "")


def document_row(entry: StructuredDocument) -> dict[str, Any]:
    """A document in a list."""
    document = entry.document
    return {
        "link": document_link(document),
        "document": document,
        "date": citing.chinese_date(document.date) if document.date else "",
        "clauses": len(document.clauses),
        "incentives": len(given(entry.facts)),
    }


def given(facts: Facts) -> tuple[Incentive | Support, ...]:
    """All benefits of a document, those with a figure and those without: the rows of 奖补查询."""
    return (*facts.incentives, *facts.supports)


def given_at(library: Library, document: Document, clause: Clause) -> list[Incentive | Support]:
    """All benefits of a clause."""
    return [
        *library.facts_at(document.id, clause, "incentives", Incentive),
        *library.facts_at(document.id, clause, "supports", Support),
    ]


def clause_link(document: Document, clause: Clause) -> Link:
    """To a clause, by number and heading; a clause without a heading by its first words."""
    return Link(links.clause_page(document.id, clause.id), clause_label(clause), first_words(clause))


def clause_label(clause: Clause) -> str:
    """Number and heading, or number and first words."""
    if clause.heading or not clause.text or clause.path in (PREAMBLE, CLOSING):
        return citing.heading(clause)
    return f"{citing.mark(clause.num)}{first_words(clause, 28)}".strip()


def first_words(clause: Clause, length: int = 56) -> str:
    """The beginning of a clause's own text, without number and heading."""
    text = "".join(p.text for p in clause.paragraphs if p.role == "text")
    for lead in (citing.mark(clause.num).strip(), clause.num, ".", "．", "、", clause.heading, "。"):
        text = text.removeprefix(lead).lstrip(" 　")
    return text if len(text) <= length else text[:length].rstrip("，、；") + "……"


def sentences_with(clause: Clause, words: Sequence[str], hidden: Sequence[str] = ()) -> list[str]:
    """Every sentence of a clause that holds one of `words` outside of the words `hidden`, without number and heading."""
    found = []
    for paragraph in clause.paragraphs:
        for sentence in map(str, SENTENCE.findall(paragraph.text)) if paragraph.role == "text" else ():
            bare = sentence.strip().removeprefix(citing.mark(clause.num)).removeprefix(f"{clause.heading}。").strip()
            shown = bare
            for word in hidden:
                shown = shown.replace(word, "\0")
            if any(word in shown for word in words) and bare.strip("。；;") != clause.heading:
                found.append(bare)
    return found


def crumbs(library: Library, document: Document, clause: Clause) -> list[Link]:
    """The way from the document down to what is above a clause."""
    way = [document_link(document)]
    for depth in range(1, len(clause.path)):
        above = library.clause_at(document.id, clause.path[:depth], clause.line)
        if above:
            way.append(Link(links.clause_page(document.id, above.id), citing.heading(above)))
    return way


def path_key(path: Sequence[str]) -> str:
    """A path as data-path and the CSV tables hold it."""
    return "/".join(path)


def number(value: float | None) -> str:
    """A number without a needless fraction, up to six places."""
    if value is None:
        return ""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def money(yuan: float | None) -> str:
    """Yuan in the unit that officials would print: 8000亿元, 300万元, 10元."""
    if yuan is None:
        return ""
    for size, unit in ((100_000_000, "亿元"), (10_000, "万元")):
        if abs(yuan) >= size:
            return f"{number(yuan / size)}{unit}"
    return f"{number(yuan)}元"


def percent(value: float | None) -> str:
    """A fraction as a percentage; from two on as a multiple."""
    if value is None:
        return ""
    return f"{number(value)}倍" if value > 1 else f"{number(round(value * 100, 6))}%"


def target_value(target: Target) -> str:
    """The value of a goal with its unit; a range with both bounds."""
    value = number(target.value)
    if target.value_max is not None:
        value = f"{value}—{number(target.value_max)}"
    return f"{value}{target.unit or ''}" if value else ""
