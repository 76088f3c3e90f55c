"""Lists of units: where each name stands (市财政局、城建局，各区县（市）政府等), and its canonical form.

What a list leaves out is filled in from its other members: 城建局 after 市财政局 is the city's, 区县（市）人民政府
after 各开发区管委会 is every one's, 中原区 before 金水区人民政府 is a people's government too.
Rule tables: unit_lists.yml, units.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from build_tools.extract.issuer import Home
from build_tools.extract.units import UnitAuthority, is_standing, kind_of, looks_like_unit, words
from build_tools.rules import phrases

RULES = Path(__file__).with_suffix(".yml")
Span = tuple[int, int]

OPEN, CLOSE = "（(〔[【［", "）)〕]】］"
_SEPARATORS = "、，,；;/／\n\t"
_MARK = re.compile(r"^[\s·•*＊★☆▲△※—－-]+|[\s*＊★☆▲△※。.．;；:：]+$")


def _phrase(name: str) -> re.Pattern[str]:
    return phrases(RULES)[name]


def outside_brackets(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Characters of text[start:end] that no bracket holds, with their places."""
    depth = 0
    for index in range(start, end):
        char = text[index]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield index, char


def split_names(text: str, start: int, end: int) -> list[Span]:
    """Spans of the names in the list text[start:end]; separators inside brackets do not separate."""
    spans: list[Span] = []
    at = start
    for index, char in outside_brackets(text, start, end):
        if char in _SEPARATORS or (char in "  \u3000" and _parts(text, at, index, end)):
            spans.append((at, index))
            at = index + 1
    spans.append((at, end))
    spans = [piece for span in spans for piece in _split_and(text, *_trim(text, *span))]
    return _join_levels(text, [_cut_etc(text, *span) for span in spans if span[0] < span[1]])


def _parts(text: str, start: int, space: int, end: int) -> bool:
    """Whether the space divides two names, and is not a gap inside one."""
    following = re.match(r"[^\s、，,；;。]*", text[space + 1 : end])
    return bool(following and looks_like_unit(text[start:space].strip()) and looks_like_unit(following.group()))


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    if match := re.match(r"[\s·•*＊★☆▲△※—－-]+", piece):
        start += match.end()
    if match := re.search(r"[\s*＊★☆▲△※。.．]+$", text[start:end]):
        end = start + match.start()
    return start, end


def _split_and(text: str, start: int, end: int) -> list[Span]:
    """Split at 和, 及, 会同 … where a whole name ends before it and another begins after it."""
    for match in _phrase("and").finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        if "会同" in match.group() and _phrase("nameless").fullmatch(right.strip()):
            return [(start, match.start())]  # with departments that have no name: nobody to write down
        if _phrase("both").match(right):  # 国务院相关部门和单位: one name for many
            continue
        if (
            _depth(left) == 0
            and looks_like_unit(left)
            and looks_like_unit(_phrase("et_cetera").sub("", right) or right)
        ):
            return [(start, match.start()), *_split_and(text, match.end(), end)]
    return [(start, end)]


def _depth(text: str) -> int:
    return sum(char in OPEN for char in text) - sum(char in CLOSE for char in text)


def _cut_etc(text: str, start: int, end: int) -> Span:
    match = _phrase("et_cetera").search(text, start, end)
    if match and match.start() > start and looks_like_unit(text[start : match.start()]):
        return start, match.start()
    return start, end


def _join_levels(text: str, spans: list[Span]) -> list[Span]:
    """各市、县（市、区）人民政府 is one name: a part of level words alone goes with the next such part."""
    joined: list[Span] = []
    for span in spans:
        if joined:
            before, name = text[slice(*joined[-1])], text[slice(*span)]
            between = text[joined[-1][1] : span[0]].strip()
            level = _phrase("only_levels").match(before) and _phrase("level_head").match(re.sub(r"\s", "", name))
            if between == "、" and (level or (_phrase("above").fullmatch(before) and _phrase("stationed").match(name))):
                joined[-1] = (joined[-1][0], span[1])
                continue
        joined.append(span)
    return joined


# kinds of unit that a level word may be left out of
_LOCAL_KINDS = {"政府部门", "党委机构", "司法机关", "群团", "事业单位", "议事协调机构", "驻地机构", "人大政协"}


def canonical_names(names: list[str], home: Home, units: UnitAuthority) -> list[str]:
    """Canonical form of each name of one list, in its order."""
    names = _shared_endings([_clean(name) for name in names])
    out: list[str] = []
    level = group = party = ""
    for name in names:
        own = _level_of(name)
        if own and group and name[len(own) :] in ("人民政府", "政府") and not home.expands(own):
            own = ""  # 各盟行政公署、市人民政府: every one's
        if match := _phrase("group").match(name):
            group, full = match.group(1), name
        elif own:
            level, group = own, ""
            party = own + "委" if name.startswith(own + "委") and not name.startswith(own + "委员") else ""
            full = name
        elif units.find(name, home) or is_standing(name):
            full = name
        elif group and _shares_group(name):
            full = group + name
        elif party and name in words("party_organs"):
            full = party + name
        elif level and kind_of(name) in _LOCAL_KINDS:
            full = (home.place if home.expands(level) else level) + name
        elif _is_home_bureau(name, home):
            full = home.place + name
        else:
            full = name
        out.append(_authoritative(_at_home(full, home), home, units))
    return out


def _shares_group(name: str) -> bool:
    """Whether 各 of the name before holds for `name` too: 各区县政府、开发区管委会, but not 各区政府、郑东新区管委会."""
    return bool(_phrase("of_each").fullmatch(name) or _phrase("level_head").match(name))


@cache
def _clean(name: str) -> str:
    """A name without spaces, marks and remarks in brackets; brackets full-width."""
    name = _MARK.sub("", re.sub(r"\s+", "", name))
    name = name.translate(str.maketrans("(〔[［)〕]］", "（（（（））））"))
    return re.sub(r"（([^（）]*)）", _bracket, name)


def _bracket(match: re.Match[str]) -> str:
    """Brackets of a place or a second name (县（市、区）, 文广旅局（文物局）) belong to the name, remarks do not."""
    inner = match.group(1)
    remark = _phrase("remark").search(inner)
    return "" if remark or not inner else match.group()


def _level_of(name: str) -> str:
    """The level word that a name begins with, if it owns the rest: 市 of 市财政局, none of 市场监管局."""
    match = _phrase("level").match(name)
    if not match or name.startswith(words("own_beginnings")):
        return ""
    rest = name[match.end() :]
    if _phrase("more_levels").match(rest):
        return ""
    return "" if rest.startswith(words("describing")) and not rest.startswith("直机关") else match.group(1)


def _at_home(name: str, home: Home) -> str:
    """市财政局 → 郑州市财政局, 团市委 → 团郑州市委 in a text of that city; 区政府 → 区人民政府 anywhere."""
    if (league := _phrase("league").fullmatch(name)) and home.expands(league[1]):
        return f"团{home.place}委"
    level = _level_of(name)
    if level and home.expands(level):
        name = home.place + name[len(level) :]
    return _phrase("short_government").sub("人民政府", name)


def _is_home_bureau(name: str, home: Home) -> bool:
    """城管局 alone, in a text of a city, is the city's."""
    tail = {"省": ("厅", "局", "委", "办"), "市": ("局", "委", "办"), "县": ("局", "委", "办")}.get(home.level, ())
    return bool(home.place) and name.endswith(tail) and kind_of(name) in _LOCAL_KINDS - {"驻地机构"}


def _shared_endings(names: list[str]) -> list[str]:
    """中原区、二七区、金水区人民政府: districts before a government are governments too."""
    out, ending = list(names), ""
    for index in range(len(names) - 1, -1, -1):
        name = names[index]
        match = _phrase("government").search(name)
        if match and _phrase("district").match(name[: match.start()]):
            ending = match.group()
        elif (
            not match
            and ending
            and _phrase("district").match(name)
            and bool(_phrase("zone").search(name)) == ("管" in ending)
        ):
            out[index] = name + ending
        else:
            ending = ""
    return out


def _authoritative(name: str, home: Home, units: UnitAuthority) -> str:
    row = units.find(name, home)
    return row.name if row else name
