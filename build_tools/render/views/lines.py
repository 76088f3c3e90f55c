"""The lines of a gazette that hold a document, as received: numbered, with an anchor for each line and each clause."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from build_tools.model.document import Document, Path
from build_tools.model.facts import StructuredDocument
from build_tools.model.text import LINE_END, SourceText
from build_tools.render import links
from build_tools.render.escape import CONTROL, escape_part
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.origin import counted, source_of

Span = tuple[int, int]  # of source characters


class Stretch(NamedTuple):
    """Lines `first`..`last` under an id; several nest or lie apart."""

    first: int
    last: int
    id: str


def lines_page(library: Library, entry: StructuredDocument) -> base.Page:
    """The page of one document's lines. The lines of a clause are highlighted where its address is followed."""
    document = entry.document
    source = library.texts[document.source_file]
    return base.Page(
        name=links.source_lines(document.id),
        template="lines",
        layout="source",
        title=f"公报原文：{document.title}",
        description=f"《{document.title}》在收到的公报文本中的原样，逐行编号",
        data={
            "document": document,
            "source": source_of(library, document),
            "counted": counted(entry),
            "lines": Markup("\n").join(_html(document, source)),
            "crumbs": [base.Link(links.SOURCES, "公报原文")],
        },
    )


def _html(document: Document, source: SourceText) -> Iterator[Markup]:
    opened, points = _begins(stretches(document))
    ends: list[int] = []  # last lines of the stretches that are open
    mended = sorted((r.start, r.end) for r in document.repairs if r.put is not None and r.end > r.start)
    at = document.start
    for line in range(source.line_at(document.start), source.line_at(max(document.start, document.end - 1)) + 1):
        for stretch in opened[line]:
            yield Markup('<div class="range" id="{}">').format(stretch.id)
            ends.append(stretch.last)
        end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
        here = Markup("").join(Markup('<i id="{}"></i>').format(ident) for ident in points[line])
        words = _marked(source.text, at, min(end, document.end), mended)
        yield Markup('<p id="n{0}"><a href="#n{0}">{0}</a>{1}<span>{2}</span></p>').format(line, here, words)
        at = end
        while ends and ends[-1] <= line:
            ends.pop()
            yield Markup("</div>")
    while ends:
        ends.pop()
        yield Markup("</div>")


def _marked(text: str, start: int, end: int, mended: list[Span]) -> Markup:
    """Source characters start..end, the mended ones marked; the end of the line is left out."""
    end = next((found.start() for found in LINE_END.finditer(text, start, end)), end)
    parts: list[Markup] = []
    for first, last in mended[max(0, bisect_left(mended, (start, start)) - 1) :]:
        if first >= end:
            break
        first, last = max(first, start), min(last, end)
        if first < last:
            parts += [_shown(text[start:first]), Markup("<mark>{}</mark>").format(_shown(text[first:last]))]
            start = last
    return Markup("").join([*parts, _shown(text[start:end])])


def _shown(text: str) -> Markup:
    """Every character as it is, spaces too; those that no page may hold as pictures."""
    parts = text.split("\t")  # as references: Markdown would make spaces of them
    return Markup("&#9;").join(escape_part(CONTROL.sub("\ufffd", part)) for part in parts)


def stretches(document: Document) -> list[Stretch]:
    """The lines of each clause (with those below it), made to nest: a line that two share belongs to the one before."""
    open_: list[tuple[Stretch, Path]] = []
    found = []
    free = 0  # lines before are taken by stretches that are closed
    for clause in sorted(document.clauses, key=lambda c: (c.line, -c.end_line)):
        first, last = max(clause.line, free), max(clause.line, clause.end_line)
        while open_ and open_[-1][0].last < first:
            open_.pop()
        while open_ and last > open_[-1][0].last:  # they cross
            above, path = open_[-1]
            if clause.path[: len(path)] == path:
                last = above.last
            else:
                first = free = above.last + 1
                open_.pop()
        stretch = Stretch(first, last, f"c-{clause.id}")
        found.append(stretch)
        open_.append((stretch, clause.path))
    return found


def _begins(found: list[Stretch]) -> tuple[dict[int, list[Stretch]], dict[int, list[str]]]:
    """By line: the stretches that begin there, the longest first, and the ids that only stand there."""
    opened: dict[int, list[Stretch]] = defaultdict(list)
    points: dict[int, list[str]] = defaultdict(list)
    for stretch in sorted(found, key=lambda s: (s.first, -s.last)):
        if stretch.first <= stretch.last:
            opened[stretch.first].append(stretch)
        else:
            points[stretch.last].append(stretch.id)
    return opened, points
