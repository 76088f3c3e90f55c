"""Text after a person's change to a repair: paragraphs and headings follow their repairs.

The text of a document is its source with the repairs applied, so a repair that is added, changed or struck changes the
text at its place, and the map of the paragraph with it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from build_tools.model.document import Clause, Document, Paragraph, Repair
from build_tools.model.text import LINE_END, Mapped, Run, SourceText


class CannotAmend(Exception):
    """The text cannot be changed in that way; the message says why, in Chinese."""


def add_repair(document: Document, repair: Repair, source: SourceText) -> Document:
    """`document` with one more repair of the stretch `repair.start`..`repair.end`."""
    if any(old.put is not None and old.start < repair.end and repair.start < old.end for old in document.repairs):
        raise CannotAmend("这些字中已有一处修复；请改用 change 或 strike")
    document = _with_repairs(document, (*document.repairs, repair))
    return document if repair.put is None else _retext(document, repair.start, repair.end, repair.put, source)


def put_repair(document: Document, old: Repair, new: Repair, source: SourceText) -> Document:
    """`document` with `new` in the place of `old`. Raises CannotAmend where another stretch would be meant."""
    if (old.start, old.end, old.put is None) != (new.start, new.end, new.put is None):
        raise CannotAmend("修复的位置不能改动；请删去（strike）后另加（add）")
    repairs = tuple(new if repair is old else repair for repair in document.repairs)
    document = _with_repairs(document, repairs)
    return document if new.put is None or new.put == old.put else _retext(document, old.start, old.end, new.put, source)


def strike_repair(document: Document, old: Repair, source: SourceText) -> Document:
    """`document` as the source has it at that place."""
    document = _with_repairs(document, tuple(repair for repair in document.repairs if repair is not old))
    return (
        document if old.put is None else _retext(document, old.start, old.end, source.text[old.start : old.end], source)
    )


def _with_repairs(document: Document, repairs: tuple[Repair, ...]) -> Document:
    ordered = tuple(sorted(repairs, key=lambda repair: (repair.start, repair.end)))
    return msgspec.structs.replace(document, repairs=ordered)


def _retext(document: Document, start: int, end: int, put: str, source: SourceText) -> Document:
    """The paragraph that holds source start..end, with `put` there."""
    changed = False

    def amend(part: Paragraph) -> tuple[Paragraph, ...]:
        nonlocal changed
        if changed or part.role == "table" or not part.start <= start <= end <= part.end:
            return (part,)
        changed = True
        return _amend(part, start, end, put, source)

    header = _each(document.header, amend)
    trailer = _each(document.trailer, amend)
    clauses = []
    for clause in document.clauses:
        paragraphs = _each(clause.paragraphs, amend)
        if paragraphs != clause.paragraphs:
            clause = msgspec.structs.replace(
                clause, paragraphs=paragraphs, heading=_heading(clause, clause.paragraphs, paragraphs)
            )
        clauses.append(clause)
    if not changed:
        raise CannotAmend("这处修复在表格里或不在任何段落内，不能在此改动")
    return msgspec.structs.replace(document, header=header, trailer=trailer, clauses=tuple(clauses))


def _each(parts: tuple[Paragraph, ...], amend: Callable[[Paragraph], tuple[Paragraph, ...]]) -> tuple[Paragraph, ...]:
    return tuple(new for part in parts for new in amend(part))


def _amend(part: Paragraph, start: int, end: int, put: str, source: SourceText) -> tuple[Paragraph, ...]:
    mapped = part.mapped
    first, last = _offset(mapped, start), _offset(mapped, end)
    left, right = mapped.slice(0, first), mapped.slice(last, len(mapped.text))
    if LINE_END.search(put):  # two paragraphs that had been joined
        pieces = (_piece(part, left, part.start, start, source), _piece(part, right, end, part.end, source))
        return tuple(piece for piece in pieces if piece.text.strip())
    shift = len(left.text)
    middle = [Run(shift, start, end - start)] if put else []
    runs = (*left.runs, *middle, *(Run(r.text + shift + len(put), r.source, r.width) for r in right.runs))
    return (msgspec.structs.replace(part, text=left.text + put + right.text, runs=runs),)


def _offset(mapped: Mapped, source: int) -> int:
    """Text offset of the first character that came from source offset `source` or after it."""
    for index, run in enumerate(mapped.runs):
        stop = mapped.runs[index + 1].text if index + 1 < len(mapped.runs) else len(mapped.text)
        if run.width:
            if source <= run.source:
                return run.text
        elif source < run.source + stop - run.text:
            return max(run.text, run.text + source - run.source)
    return len(mapped.text)


def _piece(part: Paragraph, text: Mapped, start: int, end: int, source: SourceText) -> Paragraph:
    return msgspec.structs.replace(
        part, role=part.role if start == part.start else "text", text=text.text, runs=text.runs, start=start, end=end,
        line=source.line_at(start), end_line=source.line_at(max(start, end - 1)),
    )  # fmt: skip


def _heading(clause: Clause, before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> str:
    """The heading as its first paragraph now has it: what was changed inside it, or split off its end."""
    if not clause.heading or not before or not after or clause.heading not in before[0].text:
        return clause.heading
    at = before[0].text.index(clause.heading)
    ending = before[0].text[at + len(clause.heading) :]
    text = after[0].text
    if text[:at] != before[0].text[:at]:
        return clause.heading
    if len(after) > len(before):
        return text[at:].rstrip("。 ")
    return (
        text[at : len(text) - len(ending)]
        if ending and text.endswith(ending)
        else text[at:]
        if not ending
        else clause.heading
    )
