"""The text of a clause as its page shows it: paragraphs with ids, and the words behind each fact marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_tools.model.document import Clause, Paragraph, Table
from build_tools.model.facts import Fact
from build_tools.model.text import Mapped
from build_tools.render.escape import CONTROL, SPACE, escape, escape_part


@dataclass(frozen=True)
class Mark:
    """A fact's words in the source, to be highlighted under an id; with an address the words are a link."""

    id: str
    kind: str
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True)
class ShownParagraph:
    """One paragraph of a page."""

    id: str
    role: str
    html: Markup
    truncated: bool = False
    table: Table | None = None
    titled: bool = False  # the table's title is printed above it already


def shown_paragraphs(
    clause: Clause, tables: Mapping[str, Table], marks: Sequence[Mark] = (), prefix: str = "p"
) -> list[ShownParagraph]:
    """Paragraphs of `clause` with the ids p1, p2, …; each mark's id is given out once."""
    used: set[str] = set()
    printed = {paragraph.text for paragraph in clause.paragraphs} | {clause.heading}
    return [
        ShownParagraph(
            id=f"{prefix}{ordinal}",
            role=paragraph.role,
            html=marked(paragraph, marks, used) if marks else escape(paragraph.text),
            truncated=paragraph.truncated,
            table=(table := tables.get(paragraph.table or "")),
            titled=table is not None and table.title in printed,
        )
        for ordinal, paragraph in enumerate(clause.paragraphs, start=1)
    ]


def marked(paragraph: Paragraph, marks: Iterable[Mark], used: set[str]) -> Markup:
    """Text of a paragraph with `<mark>` around the words of each fact. Marks nest; one that crosses another is cut."""
    mapped = paragraph.mapped
    spans = []
    for mark in marks:
        if mark.end <= paragraph.start or mark.start >= paragraph.end:
            continue
        span = text_span(mapped, mark.start, mark.end)
        if span:
            spans.append((span[0], -span[1], mark))
    spans.sort(key=lambda item: (item[0], item[1], item[2].id))
    if not spans:
        return escape(paragraph.text)
    return _nest(paragraph.text, spans, used)


def _nest(text: str, spans: list[tuple[int, int, Mark]], used: set[str]) -> Markup:
    parts: list[str] = []
    open_ends: list[tuple[int, str]] = []
    at = 0

    def copy(stop: int) -> None:
        nonlocal at
        if stop > at:
            piece = CONTROL.sub("\ufffd", SPACE.sub(" ", text[at:stop]))
            parts.append(escape_part(piece, leading=not parts))
            at = stop

    def close(until: int) -> None:
        while open_ends and open_ends[-1][0] <= until:
            end, tag = open_ends.pop()
            copy(end)
            parts.append(tag)

    for start, minus_end, mark in spans:
        close(start)
        copy(start)
        end = min(-minus_end, open_ends[-1][0]) if open_ends else -minus_end
        linked = bool(mark.href) and not any("a>" in tag for _, tag in open_ends)
        ident = "" if mark.id in used else f' id="{mark.id}"'
        used.add(mark.id)
        if linked:
            parts.append(f'<a class="fact {mark.kind}"{ident} href="{mark.href}">')
            open_ends.append((end, "</a>"))
        else:
            parts.append(f'<mark class="{mark.kind}"{ident}>')
            open_ends.append((end, "</mark>"))
    close(len(text))
    copy(len(text))
    return Markup("".join(parts).strip(" "))


def text_span(mapped: Mapped, start: int, end: int) -> tuple[int, int] | None:
    """Where source characters start..end stand in the text; None if none of them was kept."""
    first = next((at for at in map(mapped.offset_of, range(start, end)) if at is not None), None)
    last = next((at for at in map(mapped.offset_of, range(end - 1, start - 1, -1)) if at is not None), None)
    return (first, last + 1) if first is not None and last is not None else None


def surface(clause: Clause, fact: Fact) -> str:
    """The very words of the text that state a fact; "" where they are not of its running text."""
    for paragraph in clause.paragraphs:
        span = text_span(paragraph.mapped, fact.start, fact.end) if _holds(paragraph, fact) else None
        if span:
            return paragraph.text[span[0] : span[1]]
    return ""


def _holds(paragraph: Paragraph, fact: Fact) -> bool:
    return paragraph.start <= fact.start < paragraph.end


def marks_of(facts: Iterable[tuple[str, Fact, str]]) -> tuple[list[Mark], dict[int, str]]:
    """Marks for facts (kind, fact, address), and for each fact (by identity) the id of its mark.

    Facts that rest on the same words share a mark. Ids count within the kind: incentive-1, amount-2.
    """
    marks: dict[tuple[int, int, str], Mark] = {}
    ids: dict[int, str] = {}
    counts: dict[str, int] = {}
    for kind, fact, address in facts:
        if fact.end <= fact.start:
            continue
        key = (fact.start, fact.end, kind)
        if key not in marks:
            counts[kind] = counts.get(kind, 0) + 1
            marks[key] = Mark(f"{kind}-{counts[kind]}", kind, fact.start, fact.end, address)
        ids[id(fact)] = marks[key].id
    return list(marks.values()), ids
