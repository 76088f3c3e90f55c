"""Numbers that Word counts by itself: they stand in no paragraph's text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from build_tools.language.counting import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOSED = "、，。．：）】〕"  # no space follows
_DEEPEST = 9  # levels of a list


class _Level(NamedTuple):
    """How one level of a list is numbered. `restart`: it begins anew after any level above this one."""

    form: str
    text: str
    start: int
    restart: int
    decimal: bool  # 1.2, though the levels above may be written otherwise
    gap: bool


class Numbers:
    """The numbers of a document's lists, asked for paragraph after paragraph in the order of the text."""

    def __init__(self, document: Any) -> None:
        try:
            self._numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            self._numbering = None
        styles = document.styles.element.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in styles}
        self._default = next(
            (s for s in styles if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")), None
        )
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._used: set[tuple[str, int]] = set()

    def before(self, paragraph: Any) -> str | None:
        """What stands before a paragraph ("" where it is in no list); None where it cannot be known how that is written."""
        identity, level = self._place(paragraph)
        if identity == "0":  # a paragraph that was taken out of its list
            return ""
        family, levels = self._list(identity)
        own = levels.get(level)
        if own is None or own.form == "bullet":
            return ""
        self._count(identity, family, levels, level)

        def value(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            count, row = self._counts.get((family, other)), levels.get(other)
            if count is None or row is None:
                raise LookupError
            text = written(count, "decimal" if own.decimal else row.form)
            if text is None:
                raise LookupError
            return text

        try:
            text = re.sub(r"%([1-9])", value, own.text)
        except LookupError:
            return None
        return text + " " if text and own.gap and text[-1] not in _CLOSED else text

    def _count(self, identity: str, family: str, levels: dict[int, _Level], level: int) -> None:
        """One more at `level`. Lists of one family go on from each other, unless one says where it starts."""
        key = (family, level)
        anew = self._overrides(identity, level) is not None and (identity, level) not in self._used
        self._used.add((identity, level))
        if anew or key not in self._counts:
            self._counts[key] = levels[level].start
        else:
            self._counts[key] += 1
        for deeper in range(level + 1, _DEEPEST):
            row = levels.get(deeper)
            if level < (row.restart if row else deeper):
                self._counts.pop((family, deeper), None)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Which list, which level: from the paragraph, else its style, else the style that one is based on."""
        name = _value(paragraph.find(f"{W}pPr"), "pStyle")
        style = self._styles.get(name) if name else self._default
        holder, seen = paragraph, set[int]()
        identity: str | None = None
        level: str | None = None
        while holder is not None and identity is None and id(holder) not in seen:
            seen.add(id(holder))
            numbered = holder.find(f"{W}pPr/{W}numPr")
            identity = _value(numbered, "numId")
            level = level or _value(numbered, "ilvl")
            if identity and level is None and holder is not paragraph:
                level = self._level_of(identity, holder.get(f"{W}styleId"))
            holder = style if holder is paragraph else self._styles.get(_value(holder, "basedOn"))
        return identity or "0", int(level or 0)

    def _level_of(self, identity: str, style: str) -> str | None:
        """The level that a style stands for in its list."""
        abstract = self._abstract(identity)
        for level in abstract.findall(f"{W}lvl") if abstract is not None else ():
            if _value(level, "pStyle") == style:
                return str(level.get(f"{W}ilvl"))
        return None

    def _num(self, identity: str) -> Any:
        nums = self._numbering.findall(f"{W}num") if self._numbering is not None else ()
        return next((num for num in nums if num.get(f"{W}numId") == identity), None)

    def _abstract(self, identity: str) -> Any:
        wanted = _value(self._num(identity), "abstractNumId")
        held = self._numbering.findall(f"{W}abstractNum") if wanted is not None else []
        found = next((one for one in held if one.get(f"{W}abstractNumId") == wanted), None)
        link = _value(found, "numStyleLink")
        return next((one for one in held if _value(one, "styleLink") == link), found) if link else found

    def _overrides(self, identity: str, level: int) -> int | None:
        """Where this list starts, if it says so itself."""
        num = self._num(identity)
        for override in num.findall(f"{W}lvlOverride") if num is not None else ():
            if override.get(f"{W}ilvl") == str(level) and (start := _value(override, "startOverride")):
                return int(start)
        return None

    def _list(self, identity: str) -> tuple[str, dict[int, _Level]]:
        """The family of a list, and its levels."""
        if identity not in self._levels:
            abstract = self._abstract(identity)
            found: dict[int, Any] = {}
            if abstract is not None:
                found = {int(one.get(f"{W}ilvl")): one for one in abstract.findall(f"{W}lvl")}
                for own in self._num(identity).findall(f"{W}lvlOverride/{W}lvl"):
                    found[int(own.get(f"{W}ilvl"))] = own
            family = abstract.get(f"{W}abstractNumId") if abstract is not None else ""
            levels = {at: _level(row, at, self._overrides(identity, at)) for at, row in found.items()}
            self._levels[identity] = family, levels
        return self._levels[identity]


def _value(node: Any, name: str) -> str | None:
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") if child is not None else None


def _level(row: Any, at: int, start: int | None) -> _Level:
    # a form of Word's own stands in a choice of two, of which the second is only like it
    form = next((one.get(f"{W}val") for one in row.iter(f"{W}numFmt")), "decimal")
    said = _value(row, "start")
    restart = _value(row, "lvlRestart")
    legal = row.find(f"{W}isLgl")
    return _Level(
        form=form,
        text=_value(row, "lvlText") or "",
        start=start if start is not None else int(said) if said else 0,
        restart=int(restart) if restart else at,
        decimal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
        gap=_value(row, "suff") != "nothing",
    )
