"""Text whose every printed line stands by itself, as cut from a PDF."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from build_tools.language.characters import ends_sentence, printed_width
from build_tools.language.labels import read_label
from build_tools.language.lines import line_kind
from build_tools.language.titles import is_office
from build_tools.repair.changes import Line

_WIDEST = 64.0  # Chinese characters in a printed line
_NARROWEST = 14.0
_SHARE = 0.25  # of lines that break off in mid-sentence
_SHARE_APART = 0.45  # the same where blank lines part them
_NEAR = 3  # lines on either side that tell how wide a full line is


class Printed(NamedTuple):
    """How a text of printed lines is set: the width of a full line at each, and whether paragraphs are indented."""

    widths: list[float]
    indented: bool


def printed_lines(lines: list[Line]) -> Printed | None:
    """How the lines are set; None where lines are whole paragraphs.

    Lines are printed lines if most stand at the same distance, few are long, and a good part of them break
    off in mid-sentence. Boxes and notes may be set wider or narrower than the text.
    """
    widths = [printed_width(line.text[: int(3 * _WIDEST)]) for line in lines]
    rows = [
        index for index, line in enumerate(lines)
        if not line.tabular and not ((kind := line_kind(line.text)) and kind.kind == "contents_entry")
    ]  # fmt: skip
    if len(rows) < 12:
        return None
    typical = sorted(widths[index] for index in rows)
    if not _NARROWEST <= typical[int(len(rows) * 0.8)] <= _WIDEST:
        return None
    cut = flush = 0
    gaps = Counter(lines[index + 1].number - lines[index].number for index in rows[:-1])
    gap, tight = gaps.most_common(1)[0]
    for index in rows[:-1]:
        line, following = lines[index], lines[index + 1]
        if widths[index] >= _NARROWEST and not ends_sentence(line.text) and not _whole(line):
            cut += 1
            flush += following.indent == 0
    if cut < (_SHARE if gap == 1 else _SHARE_APART) * len(rows) or tight < 0.6 * len(rows):
        return None
    indented = sum(1 for index in rows if lines[index].indent) >= 0.15 * len(rows) and flush >= 0.7 * cut
    return Printed([_local(widths, index) for index in range(len(lines))], indented)


def _whole(line: Line) -> bool:
    """Whether a line without a sentence's end is whole all the same: a heading, an office, a date, a list of annexes."""
    if read_label(line.text[:40]) is not None and not any(c in line.text for c in "，。；"):
        return True
    kind = line_kind(line.text)
    return is_office(line.text[:80]) or (kind is not None and kind.kind != "duty")


def _local(widths: list[float], index: int) -> float:
    before = widths[max(0, index - _NEAR) : index]
    after = widths[index + 1 : index + 1 + _NEAR]
    sides = [max(side) for side in (before, after) if side]
    return min(min(sides), _WIDEST) if sides else _WIDEST
