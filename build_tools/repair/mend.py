"""All fixes in their order; what they changed, as edits for the text and as records for the reader."""

from __future__ import annotations

from typing import NamedTuple

from build_tools.model.document import Repair
from build_tools.model.text import Edit, SourceText
from build_tools.repair.changes import Change, Line, read_lines
from build_tools.repair.doubtful import find_doubtful
from build_tools.repair.joins import join_lines
from build_tools.repair.marks import fix_line
from build_tools.repair.merged import split_headings
from build_tools.repair.pages import cut_page_marks
from build_tools.repair.wrapping import full_widths

_CONTEXT = 8  # characters shown on either side of a change


class Mended(NamedTuple):
    """`edits`: sorted, none overlaps another; the text is `apply_edits(source.text, edits)`.

    `repairs`: what a reader is told, in the order of the text. Applying those with `put` gives the same
    text, white space aside: only line breaks of a text whose every printed line stood by itself are not
    listed one by one.
    """

    edits: tuple[Edit, ...]
    repairs: tuple[Repair, ...]


def mend(source: SourceText) -> Mended:
    """Edits and records for the whole of `source`. Pure; never fails."""
    lines = read_lines(source)
    cuts, lines = cut_page_marks(lines)
    breaks = split_headings(lines)
    changes = [*cuts, *breaks]  # where two fixes want the same characters, the first has them
    for line in lines:
        changes += fix_line(line)
    joined = join_lines(lines, breaks, full_widths(lines))
    changes += joined.changes
    edits = _disjoint([Edit(c.start, c.end, c.put) for c in changes] + joined.silent)
    kept = {(edit.start, edit.end) for edit in edits}
    repairs = _records(source, [c for c in changes if (c.start, c.end) in kept])
    repairs += joined.records + find_doubtful(source, lines)
    return Mended(tuple(edits), tuple(sorted(repairs, key=lambda r: (r.start, r.end))))


def _disjoint(edits: list[Edit]) -> list[Edit]:
    edits.sort(key=lambda e: (e.start, e.end))
    out: list[Edit] = []
    for edit in edits:
        if out and (edit.start < out[-1].end or (edit.start, edit.end) == (out[-1].start, out[-1].end)):
            continue
        out.append(edit)
    return out


def _records(source: SourceText, changes: list[Change]) -> list[Repair]:
    """One record a line for kinds that are counted by the line, else one a change."""
    groups: dict[tuple[str, int, int], list[Change]] = {}
    for number, change in enumerate(sorted(changes, key=lambda c: c.start)):
        by_line = change.kind in ("odd_space", "halfwidth_punct", "english_and", "markup")
        key = (change.kind, source.line_at(change.start), -1 if by_line else number)
        groups.setdefault(key, []).append(change)
    records = []
    taken: list[tuple[int, int]] = []
    for (_, line, _), group in groups.items():
        start, end = group[0].start, group[-1].end
        mixed = any(s < end and start < e for s, e in taken)
        taken.append((start, end))
        inner = [c for c in changes if start <= c.start and c.end <= end] if end - start < 4000 else group
        put = None if mixed else _apply(source.text, start, end, inner)
        records.append(
            Repair(
                kind=group[0].kind, line=line, start=start, end=start if mixed else end, put=put,
                before=_show(source.text[max(0, start - _CONTEXT) : end + _CONTEXT]),
                after=_show(
                    source.text[max(0, start - _CONTEXT) : start]
                    + _apply(source.text, start, end, inner)
                    + source.text[end : end + _CONTEXT]
                ),
                reason="与同一行的另一处修正一并改正" if mixed else group[0].reason,
            )
        )  # fmt: skip
    return records


def _apply(text: str, start: int, end: int, changes: list[Change]) -> str:
    parts, at = [], start
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        if change.start < at:
            continue
        parts += [text[at : change.start], change.put]
        at = change.end
    parts.append(text[at:end])
    return "".join(parts)


def _show(text: str) -> str:
    """Context as shown: line ends as ⏎, nothing longer than a reader takes in."""
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return text if len(text) <= 160 else text[:80] + "…" + text[-79:]
