"""Raw tables for tests, from text as printed: ⇥ stands for a tab, so that a case can be read."""

from __future__ import annotations

from build_tools.model.document import Table, TableRow
from build_tools.model.text import SourceText


def printed_table(text: str, *, title: str = "") -> tuple[Table, SourceText]:
    """The table of all lines that are not blank, one raw row a line, as segmenting hands it over."""
    source = SourceText(name="case.txt", text=text.replace("⇥", "\t"), encoding="utf-8", sha256="")
    rows = []
    at = 0
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.strip():
            cells = tuple(cell.strip() for cell in line.split("\t"))
            rows.append(TableRow(line=number, start=at, end=at + len(line), cells=cells))
        at += len(line) + 1
    table = Table(
        id="1-b1", path=("附件",), title=title, line=1, end_line=len(source.line_starts), columns=(), rows=tuple(rows)
    )
    return table, source
