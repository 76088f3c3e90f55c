"""All fixes in their order; what they changed, as edits for the text and as records for the reader."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from build_tools.model.document import Repair
from build_tools.model.text import Edit, SourceText
from build_tools.repair.changes import Change, read_lines
from build_tools.repair.doubtful import find_doubtful
from build_tools.repair.grids import REASON as GRID
from build_tools.repair.grids import read_grids
from build_tools.repair.joins import join_lines
from build_tools.repair.marks import fix_line
from build_tools.repair.merged import split_headings
from build_tools.repair.pages import cut_page_marks
from build_tools.repair.wrapping import printed_lines

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
    grid = read_grids(lines)
    lines = grid.lines
    cuts = sorted([*cuts, *grid.rules], key=lambda cut: cut.start)
    breaks = split_headings(lines)
    changes = [*cuts, *grid.changes, *breaks]  # where two fixes want the same characters, the first has them
    for line in lines:
        changes += fix_line(line)
    joined = join_lines(lines, breaks, printed_lines(lines))
    silent = joined.silent
    for change in joined.changes:
        first, *rest = _around(Edit(change.start, change.end, change.put), cuts)
        if first.start == first.end and not first.put:  # nothing but what was cut already
            continue
        changes.append(change._replace(start=first.start, end=first.end))
        silent += rest
    edits = _disjoint(
        [Edit(c.start, c.end, c.put) for c in changes] + [part for edit in silent for part in _around(edit, cuts)]
    )
    free = {(edit.start, edit.end) for edit in edits}
    made = []
    for change in changes:
        if (change.start, change.end) in free:
            free.remove((change.start, change.end))
            made.append(change)
    repairs = _records(source, made)
    repairs += joined.records + find_doubtful(source, lines)
    return Mended(tuple(edits), tuple(sorted(repairs, key=lambda r: (r.start, r.end))))


def _around(edit: Edit, cuts: list[Change]) -> list[Edit]:
    """The edit in pieces that leave out what was cut as page marks; only the first puts something."""
    pieces, at, put = [], edit.start, edit.put
    for index in range(bisect_left(cuts, edit.start, key=lambda c: c.start), len(cuts)):
        cut = cuts[index]
        if cut.start >= edit.end:
            break
        pieces.append(Edit(at, cut.start, put))
        at, put = cut.end, ""
    return [*pieces, Edit(at, edit.end, put)]


def _disjoint(edits: list[Edit]) -> list[Edit]:
    edits.sort(key=lambda e: (e.start, e.end))
    out: list[Edit] = []
    for edit in edits:
        if out and (edit.start < out[-1].end or (edit.start, edit.end) == (out[-1].start, out[-1].end)):
            continue
        out.append(edit)
    return out


_BY_LINE = frozenset({"odd_space", "halfwidth_punct", "english_and"})


def _records(source: SourceText, changes: list[Change]) -> list[Repair]:
    """One record a line for kinds that are counted by the line, else one a change.

    Where changes of several kinds are interleaved in a line, the first record covers them all and the others
    only point to their place, so that no two records change the same characters.
    """
    groups: dict[tuple[str, int, int], list[Change]] = {}
    part = 0  # of a line that is split in two
    last: Change | None = None
    for number, change in enumerate(sorted(changes, key=lambda c: (c.start, c.end))):
        part += change.kind == "merged_heading"
        line = source.line_at(change.start)
        before = groups.get(("merged_heading", line, part)) if change.kind == "markup" else None
        near, last = last, change
        if before and before[-1] is near and near.end <= change.start:
            before.append(change)  # one record tells of the split and of the mark that closes its second half
            continue
        together = change.kind in _BY_LINE or change.kind == "merged_heading" or change.reason == GRID
        key = (change.kind, line, part if together else -number - 1)
        groups.setdefault(key, []).append(change)
    records: list[Repair] = []
    cluster: list[list[Change]] = []
    reach = -1
    for group in sorted(groups.values(), key=lambda g: g[0].start):
        if cluster and group[0].start >= reach:
            records += _told(source, cluster)
            cluster = []
        cluster.append(group)
        reach = max(reach, group[-1].end)
    return records + (_told(source, cluster) if cluster else [])


def _told(source: SourceText, cluster: list[list[Change]]) -> list[Repair]:
    """Records of groups that overlap one another."""
    text = source.text
    every = sorted((change for group in cluster for change in group), key=lambda c: (c.start, c.end))
    records = []
    for number, group in enumerate(cluster):
        start, end = group[0].start, group[-1].end
        inner = [c for c in every if start <= c.start and c.end <= end]
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        lead = number == 0
        first, last = (every[0].start, max(c.end for c in every)) if lead else (start, start)
        records.append(
            Repair(
                kind=group[0].kind, line=source.line_at(start), start=first, end=last,
                put=_apply(text, first, last, every) if lead else None,
                before=_show(before + text[start:end] + after),
                after=_show(before + _apply(text, start, end, inner) + after),
                reason=group[0].reason if lead else f"{group[0].reason}（已并入同一行的另一条修复）",
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
