"""Text whose every printed line stands by itself, as cut from a PDF."""

from __future__ import annotations

from build_tools.language.characters import ends_sentence, printed_width
from build_tools.repair.changes import Line

_WIDEST = 64  # Chinese characters in a printed line
_NARROWEST = 14


def printed_line_width(lines: list[Line]) -> float | None:
    """Width of a full printed line in Chinese characters; None where lines are whole paragraphs.

    Lines are printed lines if a good third of them are full, and break off in mid-sentence.
    """
    rows = [line for line in lines if not line.tabular]
    if len(rows) < 12:
        return None
    widths = sorted(printed_width(line.text[: 3 * _WIDEST]) for line in rows)
    width = widths[int(len(widths) * 0.85)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    cut = sum(
        1 for line in rows if width * 0.9 <= printed_width(line.text[: 3 * _WIDEST]) and not ends_sentence(line.text)
    )
    return width if cut >= len(rows) * 0.35 else None
