"""What a reader should know about and nobody can mend."""

from __future__ import annotations

import re
from functools import cache

from build_tools.model.document import Oddity
from build_tools.model.text import SourceText
from build_tools.segment.body import Body
from build_tools.segment.header import Header


@cache
def _control() -> re.Pattern[str]:
    return re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")


def find_oddities(
    source: SourceText,
    start: int,
    end: int,
    header: Header,
    number: str | None,
    date: str | None,
    published: bool,
    body: Body,
) -> tuple[Oddity, ...]:
    """Gaps of the header, numbers that stand twice, annexes that are announced and missing, odd characters,
    and what the input holds and its text does not.

    `published`: whether `date` is only the one on which a web page was put up.
    """
    line = source.line_at(start)
    found: list[Oddity] = []
    for given, what in (
        (number, "无发文字号"),
        (date, "无成文日期"),
        (not published, "无成文日期，所记日期是网页的发布日期"),
        (header.title or body.enclosed_title, "无标题"),
    ):
        if not given:
            found.append(Oddity(line=line, what=what))
    seen: dict[tuple[str, ...], int] = {}
    for clause in body.clauses:
        if clause.path in seen:
            found.append(
                Oddity(line=clause.line, what=f"编号重复：“{'/'.join(clause.path)}”在第{seen[clause.path]}行已出现")
            )
        seen.setdefault(clause.path, clause.line)
    found += [Oddity(line=at, what=what) for at, what in body.oddities]
    last = source.line_at(max(start, end - 1))
    found += [Oddity(line=note.line, what=note.what) for note in source.notes if line <= note.line <= last]
    for match in _control().finditer(source.text, start, end):
        code = ord(match[0])
        what = "替换字符（原文字符已丢失）" if code == 0xFFFD else f"不可见或自造字符 U+{code:04X}"
        found.append(Oddity(line=source.line_at(match.start()), what=what))
        if len(found) > 200:
            break
    return tuple(sorted(found, key=lambda o: o.line))
