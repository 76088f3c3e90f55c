"""Source text, and repaired text that knows where each of its characters came from.

Offsets are Python string offsets (characters) into `SourceText.text`, half-open.
Lines are 1-based and end at LF, CR LF or CR only, as editors count them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import msgspec

LINE_END = re.compile(r"\r\n|\n|\r")


class Note(NamedTuple):
    """Something of an input that its text does not hold, and the line where it stood."""

    line: int
    what: str


class SourceText(msgspec.Struct, frozen=True, dict=True):
    """One input file, decoded; nothing else has been changed."""

    name: str  # file name without folder, as it is cited in errors and tables
    text: str
    encoding: str  # "utf-8", "utf-8-sig", "utf-16", "gb18030"
    sha256: str  # of the bytes as received
    notes: tuple[Note, ...] = ()  # of what became text first (.docx)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line."""
        return (0, *(match.end() for match in LINE_END.finditer(self.text)))

    def line_at(self, offset: int) -> int:
        """1-based number of the line that holds the character at `offset`."""
        return bisect_right(self.line_starts, offset)


class Run(NamedTuple):
    """From text offset `text` on, characters came from source offset `source` on.

    A run is one to one, unless `width` is not 0: then its text, up to the next run, was
    written by a repair in place of `width` source characters.
    """

    text: int
    source: int
    width: int = 0


class Edit(msgspec.Struct, frozen=True):
    """Source characters `start`..`end` are replaced by `put` (empty: left out)."""

    start: int
    end: int
    put: str = ""


class Mapped(msgspec.Struct, frozen=True):
    """Text with a map back to the source. Slices keep the map."""

    text: str
    runs: tuple[Run, ...]

    def source_start(self, offset: int) -> int:
        """Source offset of the character at text offset `offset`."""
        run = self.runs[bisect_right(self.runs, offset, key=lambda r: r.text) - 1]
        return run.source if run.width else run.source + offset - run.text

    def source_end(self, offset: int) -> int:
        """Source offset just after the character before text offset `offset`."""
        run = self.runs[bisect_right(self.runs, offset - 1, key=lambda r: r.text) - 1]
        return run.source + run.width if run.width else run.source + offset - run.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span of text[start:end]; the slice must not be empty."""
        return self.source_start(start), self.source_end(end)

    def slice(self, start: int, end: int) -> Mapped:
        """text[start:end] with its part of the map."""
        if start >= end:
            return Mapped("", ())
        index = bisect_right(self.runs, start, key=lambda r: r.text) - 1
        runs = []
        for at in range(index, len(self.runs)):
            run = self.runs[at]
            if run.text >= end:
                break
            shift = max(0, start - run.text)
            source = run.source if run.width else run.source + shift
            runs.append(Run(run.text + shift - start, source, run.width))
        return Mapped(self.text[start:end], tuple(runs))

    def offset_of(self, source: int) -> int | None:
        """Text offset of the character that stands at source offset `source`; None if it was left out."""
        for index, run in enumerate(self.runs):
            stop = self.runs[index + 1].text if index + 1 < len(self.runs) else len(self.text)
            if run.width:
                if run.source <= source < run.source + run.width:
                    return run.text
            elif run.source <= source < run.source + stop - run.text:
                return run.text + source - run.source
        return None


def apply_edits(text: str, edits: list[Edit], start: int = 0, end: int | None = None) -> Mapped:
    """Text of source characters start..end after `edits`, with its map.

    `edits` must be sorted and must not overlap; those outside start..end are passed over.
    A replacement of one character by one keeps the map one to one.
    """
    end = len(text) if end is None else end
    parts: list[str] = []
    runs: list[Run] = []
    length, at, broken = 0, start, True

    def copy(stop: int) -> None:
        nonlocal length, at, broken
        if stop > at:
            if broken:
                runs.append(Run(length, at))
                broken = False
            parts.append(text[at:stop])
            length += stop - at
            at = stop

    for edit in edits:
        if edit.start < start or edit.end > end:
            continue
        copy(edit.start)
        width = edit.end - edit.start
        if len(edit.put) == width and width:  # same length: the map stays one to one
            if broken:
                runs.append(Run(length, at))
                broken = False
        else:
            if edit.put:
                runs.append(Run(length, edit.start, width))
            broken = True
        parts.append(edit.put)
        length += len(edit.put)
        at = edit.end
    copy(end)
    return Mapped("".join(parts), tuple(runs))
