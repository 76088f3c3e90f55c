"""Who carries a clause: formal statements of 牵头, 配合, 责任, 指导 and 落实 units.

A statement is a label with units (责任单位：…, on a line, in brackets, over a table column), or units with a closing
verb (…牵头，…配合; …按职责分工负责) in brackets that close a sentence, or as a sentence of its own. Duties told in prose
are none. Reads a `Document`; writes one `Responsibility` for each unit, role and statement, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.issuer import Home, home_of
from build_tools.extract.passages import Passage, passages
from build_tools.extract.unit_lists import CLOSE, OPEN, Span, canonical_names, split_names
from build_tools.extract.units import UnitAuthority, is_sentence, looks_like_unit
from build_tools.model.document import Document
from build_tools.model.facts import Responsibility
from build_tools.model.text import SourceText
from build_tools.rules import load_rules

Role = Literal["lead", "support", "responsible", "guide", "implement"]

_RULES = Path(__file__).with_name("responsibilities.yml")


class LabelRule(msgspec.Struct, frozen=True):
    """A label before a list of units."""

    label: str
    role: Role
    example: str


class VerbRule(msgspec.Struct, frozen=True):
    """A verb after a list of units. `duty`: counts only with a manner of duty before it (按职责分工落实)."""

    verb: str
    role: Role
    example: str
    alone: bool = True
    duty: bool = False


class _Row(msgspec.Struct, frozen=True):
    example: str
    manner: str = ""
    duty: bool = False
    opening: str = ""
    rule: str = ""
    mark: str = ""
    pattern: str = ""


class Named(NamedTuple):
    """One unit of a statement: where it stands in the passage, and its role."""

    span: Span
    role: Role


class Statement(NamedTuple):
    """Units that were named in one breath; `lists` are runs of them that share what they leave out."""

    units: tuple[Named, ...]


@cache
def _labels() -> tuple[tuple[re.Pattern[str], Role], ...]:
    return tuple((re.compile(rule.label), rule.role) for rule in load_rules(_RULES, "labels", LabelRule))


_BULLET = r"\s{0,4}(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）).．、])?[\s·•*＊－—-]{0,6}"


@cache
def _any_label() -> re.Pattern[str]:
    rules = "|".join(rule.label for rule in load_rules(_RULES, "labels", LabelRule))
    return re.compile(rf"{_BULLET}({rules})\s{{0,3}}(?:[：:]|(?=为(?!牵头|主)))")


@cache
def _label_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(rule.label for rule in load_rules(_RULES, "labels", LabelRule)) + r")\s*$")


def label_role(label: str) -> Role | None:
    """Role that a whole label (牵头单位), or a table column's title, stands for."""
    label = re.sub(r"\s+", "", label)
    return next((role for pattern, role in _labels() if pattern.fullmatch(label)), None)


@cache
def _manner() -> str:
    return "(?:" + "|".join(row.manner for row in load_rules(_RULES, "manners", _Row)) + ")"


@cache
def _duty() -> re.Pattern[str]:
    rows = load_rules(_RULES, "manners", _Row)
    return re.compile("(?:" + "|".join(row.manner for row in rows if row.duty) + ")$")


@cache
def _verbs() -> tuple[tuple[re.Pattern[str], VerbRule], ...]:
    return tuple((re.compile(f"(?:{rule.verb})$"), rule) for rule in load_rules(_RULES, "verbs", VerbRule))


@cache
def _patterns(table: str) -> re.Pattern[str]:
    rows = load_rules(_RULES, table, _Row)
    return re.compile("|".join(f"(?:{row.rule or row.pattern or row.opening or re.escape(row.mark)})" for row in rows))


@cache
def _may_close() -> re.Pattern[str]:
    """A closing verb, or a remark after it, at the end of a sentence: a quick look before the reading."""
    return re.compile(
        "(?:" + "|".join(r.verb for r in load_rules(_RULES, "verbs", VerbRule)) + r"|不再[^，。]{2,6})\s*$"
    )


class _Ending(NamedTuple):
    start: int  # where the words after the units begin
    role: Role
    alone: bool


def closing_verb(part: str) -> _Ending | None:
    """The verb that ends `part`, with the words of manner before it; None if no rule fits."""
    tail = part[-40:]
    shift = len(part) - len(tail)
    best: _Ending | None = None
    for pattern, rule in _verbs():
        match = pattern.search(tail)
        if not match:
            continue
        start, duty = match.start(), False
        while manner := _manner_end().search(tail, 0, start):
            duty = duty or bool(_duty().search(tail, 0, start))
            start = manner.start()
        if rule.duty and not duty:
            continue
        if best is None or start + shift < best.start:
            best = _Ending(start + shift, rule.role, rule.alone or duty)
    return best


@cache
def _manner_end() -> re.Pattern[str]:
    return re.compile(_manner() + r"$")


_BREAK = re.compile(r"[；;。！!？?\n]")


def read_statement(text: str, start: int, end: int, default: Role | None = None, labelled: bool = False) -> Statement:
    """The units that text[start:end], the inside of a bracket or a line, states formally.

    `default`: the role of units that stand without label or verb (those of a table column).
    """
    found: list[Named] = []
    waiting: list[Span] = []
    role = default

    def flush(given: Role | None) -> None:
        if given:
            found.extend(Named(span, given) for span in waiting)
        waiting.clear()

    for part_start, part_end, hard in _parts(text, start, end):
        at = part_start
        if match := _any_label().match(text, at, part_end):
            flush(role)
            role, labelled, at = label_role(match.group(1)), True, match.end()
            at += text.startswith("为", at)
        elif other := re.match(r"\s*[\u4e00-\u9fa5、]{2,10}[：:]", text[at:part_end]):
            flush(role)
            role, labelled, at = None, True, at + other.end()
            waiting.clear()
            continue
        ending = closing_verb(text[at:part_end])
        stop = at + ending.start if ending else part_end
        names = _names(text, at, stop, bool(role))
        if names is None:
            waiting.clear()
        elif role or not labelled:
            waiting.extend(names)
        if ending and waiting:
            flush(ending.role)
        elif hard:
            flush(role)
    flush(role)
    return Statement(tuple(found))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Parts of a statement: between commas and stops outside brackets, and before each label."""
    depth, at = 0, start
    for index in range(start, end):
        char = text[index]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "，,；;。\n":
            yield at, index, char in "；;。\n"
            at = index + 1
        elif depth == 0 and char in "：:":
            label = _label_end().search(text, max(at, index - 16), index)
            if label and label.start() > at:  # a label that no comma or space divides from the names before it
                yield at, label.start(), True
                at = label.start()
    yield at, end, True


def _names(text: str, start: int, end: int, labelled: bool) -> list[Span] | None:
    """Names of one part; None where the part tells no units."""
    if not labelled:
        if _patterns("not_names").search(text[start:end].strip()):
            return None
        opening = _patterns("openings").match(text, start, end)
        start = opening.end() if opening else start
    spans = [span for span in split_names(text, start, end) if span[0] < span[1]]
    if labelled:
        return [span for span in spans if not _no_name(text[slice(*span)])]
    names = [text[slice(*span)] for span in spans]
    sure = sum(looks_like_unit(name) for name in names)
    return spans if 2 * sure >= len(spans) and all(map(_may_be_name, names)) else None


def _may_be_name(name: str) -> bool:
    """Whether a name in a list of units that has no label may be one that the rules do not know."""
    return looks_like_unit(name) or bool(re.fullmatch(r"[\u4e00-\u9fa5（）()·]{3,16}", name) and not is_sentence(name))


def _no_name(name: str) -> bool:
    return len(name) > 60 or bool(_patterns("not_names").search(name)) or label_role(name) is not None


def brackets(text: str) -> list[Span]:
    """Insides of the outermost pairs of brackets; of a bracket that was never closed, where a label follows it."""
    stack: list[int] = []
    pairs: list[Span] = []
    for index, char in enumerate(text):
        if char in OPEN:
            stack.append(index)
        elif char in CLOSE and stack:
            start = stack.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start + 1, index))
    last = next((start for start in reversed(stack) if _any_label().match(text, start + 1)), None)
    if last is not None and not any(pair[0] > last and _any_label().match(text, pair[0]) for pair in pairs):
        pairs = [pair for pair in pairs if pair[0] < last]
        pairs.append((last + 1, len(text)))
    return pairs


def statements(text: str) -> list[Statement]:
    """All formal statements of one paragraph, in order."""
    found: list[tuple[int, Statement]] = []
    pairs = brackets(text)
    plain = list(text)
    for start, end in pairs:
        if _label_in(text, start, end) is None and not _closes_sentence(text, start, end):
            continue
        if (statement := read_statement(text, start, end)).units:
            found.append((start, statement))
            plain[start - 1 : end + 1] = "。" * len(plain[start - 1 : end + 1])
    rest = "".join(plain)
    for start, end in _sentences(rest):
        if (label := _label_in(rest, start, end)) is not None:
            statement = read_statement(rest, label, end)
        else:
            statement = _own_sentence(rest, start, end)
        if statement.units:
            found.append((start, statement))
    return [statement for _, statement in sorted(found, key=lambda item: item[0])]


def _closes_sentence(text: str, start: int, end: int) -> bool:
    """Whether the bracket whose inside is text[start:end] stands after a sentence, or at the end of one."""
    before = text[: start - 1].rstrip()[-1:]
    after = text[end + 1 :].lstrip()[:1] if end + 1 < len(text) else ""
    return not before or before in "。！？；”）)" or not after or after in "。；（(注"


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    for match in _BREAK.finditer(text):
        if match.group() in "；;":
            continue
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _label_in(text: str, start: int, end: int) -> int | None:
    """Where the first label of text[start:end] begins, at its start or after a gap; 各责任单位： is none."""
    opened = re.match(r"\s*[\u4e00-\u9fa5]{2,8}[：:]", text[start : start + 16])  # 责任领导：
    for colon in re.compile("[：:]").finditer(text, start, end):
        label = _label_end().search(text, max(start, colon.start() - 16), colon.start())
        if label and (opened or label.start() == start or not re.match(r"[\u4e00-\u9fa5“”]", text[label.start() - 1])):
            return label.start()
    return None


def _own_sentence(text: str, start: int, end: int) -> Statement:
    """A sentence that says nothing but who does it: units and a closing verb in each part."""
    if end - start > 600 or not _may_close().search(text, max(start, end - 40), end):
        return Statement(())
    whole = True
    roles = 0
    for part_start, part_end, _ in _parts(text, start, end):
        part = text[part_start:part_end].strip()
        if not part or _patterns("not_names").search(part):
            continue
        ending = closing_verb(part)
        stop = part_start + len(text[part_start:part_end]) - len(text[part_start:part_end].lstrip())
        names = _names(text, part_start, stop + ending.start if ending else part_end, False)
        roles += bool(ending and ending.alone)
        whole = whole and names is not None and bool(names or ending) and (ending is None or ending.alone)
    return read_statement(text, start, end) if whole and roles else Statement(())


def find_responsibilities(document: Document, source: SourceText, units: UnitAuthority) -> tuple[Responsibility, ...]:
    """Formal statements of `document`, in the order of the text; units by their canonical names."""
    home = home_of(document)
    pages = list(passages(document, source))
    first_leads = any(_patterns("first_leads").search(re.sub(r"\s+", "", page.text)) for page in pages)
    return tuple(fact for page in pages for fact in _facts(page, source, home, units, first_leads))


def _facts(
    page: Passage, source: SourceText, home: Home, units: UnitAuthority, first_leads: bool
) -> Iterator[Responsibility]:
    for statement in _stated(page):
        texts = [page.text[slice(*named.span)] for named in statement.units]
        names = canonical_names(texts, home, units)
        roles = [_marked(page.text, named) for named in statement.units]
        if first_leads and "lead" not in roles and "responsible" in roles:
            roles[roles.index("responsible")] = "lead"
        for named, name, role in zip(statement.units, names, roles, strict=True):
            line, start, end = page.place(*named.span, source)
            surface = page.text[slice(*named.span)].strip()
            yield Responsibility(path=page.path, line=line, start=start, end=end, unit=name, role=role, surface=surface)


def _stated(page: Passage) -> list[Statement]:
    if page.column is None:
        return statements(page.text)
    role = label_role(page.column.rsplit("|", 1)[-1])
    if not role:
        return []
    return [read_statement(page.text, 0, len(page.text), default=role, labelled=True)]


def _marked(text: str, named: Named) -> Role:
    """`lead` for a unit that bears the mark of the one that leads."""
    start, end = named.span
    around = re.sub(r"\s+", "", text[max(0, start - 1) : end + 1]).replace("(", "（").replace(")", "）")
    return "lead" if _patterns("lead_marks").search(around) else named.role
