"""Text after a person's change to a repair: paragraphs and headings follow their repairs.

The text of a document is its source with the repairs applied, so a repair that is added, changed or struck changes the
text at its place, and the map of the paragraph with it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from build_tools.model.document import Clause, Document, Paragraph, Repair
from build_tools.model.text import Mapped, Run


class CannotAmend(Exception):
    """The text cannot be changed in that way; the message says why, in Chinese."""


def add_repair(document: Document, repair: Repair) -> Document:
    """`document` with one more repair of the stretch `repair.start`..`repair.end`."""
    if any(old.put is not None and old.start < repair.end and repair.start < old.end for old in document.repairs):
        raise CannotAmend("这些字中已有一处修复；请改用 change 或 strike")
    document = _with_repairs(document, (*document.repairs, repair))
    return document if repair.put is None else _retext(document, repair.start, repair.end, repair.put)


def put_repair(document: Document, old: Repair, new: Repair) -> Document:
    """`document` with `new` in the place of `old`. Raises CannotAmend where another stretch would be meant."""
    if (old.start, old.end, old.put is None) != (new.start, new.end, new.put is None):
        raise CannotAmend("修复的位置不能改动；请删去（strike）后另加（add）")
    repairs = tuple(new if repair is old else repair for repair in document.repairs)
    document = _with_repairs(document, repairs)
    return document if new.put is None or new.put == old.put else _retext(document, old.start, old.end, new.put)


def strike_repair(document: Document, old: Repair) -> Document:
    """`document` as the source has it at that place."""
    document = _with_repairs(document, tuple(repair for repair in document.repairs if repair is not old))
    return document if old.put is None else _retext(document, old.start, old.end, source_words(old))


def source_words(repair: Repair) -> str:
    """What stood in the source: found by its length from the two views of the repair's surroundings."""
    size, put = repair.end - repair.start, repair.put or ""
    after = repair.after or ""
    for at in range(len(repair.before) - size + 1):
        if repair.before[:at] + put + repair.before[at + size :] == after:
            return repair.before[at : at + size]
    raise CannotAmend("此处修复不能撤销：记录中没有留下原文；请改正 sources/ 之外的规则")


def _with_repairs(document: Document, repairs: tuple[Repair, ...]) -> Document:
    ordered = tuple(sorted(repairs, key=lambda repair: (repair.start, repair.end)))
    return msgspec.structs.replace(document, repairs=ordered)


def _retext(document: Document, start: int, end: int, put: str) -> Document:
    """The paragraph that holds source start..end, with `put` there."""
    changed = False

    def amend(part: Paragraph) -> tuple[Paragraph, ...]:
        nonlocal changed
        if changed or part.role == "table" or not part.start <= start <= end <= part.end:
            return (part,)
        changed = True
        return _amend(part, start, end, put, line_at(document, part, start))

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


def line_at(document: Document, part: Paragraph, offset: int) -> int:
    """Line of source offset `offset` in a paragraph: it runs over lines where repairs joined them."""
    joins = (r for r in document.repairs if r.put is not None and part.start <= r.start < r.end <= offset)
    return part.line + sum(_breaks(repair) for repair in joins)


def _breaks(repair: Repair) -> int:
    if repair.before.count("\n") == 0:
        return 0
    try:
        return source_words(repair).count("\n")
    except CannotAmend:
        return 0


def _amend(part: Paragraph, start: int, end: int, put: str, line: int) -> tuple[Paragraph, ...]:
    mapped = part.mapped
    first, last = _offset(mapped, start), _offset(mapped, end)
    left, right = mapped.slice(0, first), mapped.slice(last, len(mapped.text))
    if "\n" in put:  # two paragraphs that had been joined
        pieces = (
            _piece(part, left, part.start, start, part.line, line),
            _piece(part, right, end, part.end, line + put.count("\n"), part.end_line),
        )
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


def _piece(part: Paragraph, text: Mapped, start: int, end: int, line: int, end_line: int) -> Paragraph:
    role = part.role if start == part.start else "text"
    return msgspec.structs.replace(
        part, role=role, text=text.text, runs=text.runs, start=start, end=end, line=line, end_line=end_line
    )


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
