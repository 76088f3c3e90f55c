"""Formal duty statements in one paragraph: which units are named, where, and in which role.

A statement is a label with units, or units with a closing verb, in brackets that close a sentence or as a sentence
of its own. Works on text; spans are offsets into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.extract.duty_words import (
    Role,
    closing_verb,
    label_at_end,
    label_before,
    label_role,
    may_close,
    pattern_of,
)
from build_tools.extract.unit_lists import CLOSE, OPEN, Span, outside_brackets, split_names
from build_tools.extract.units import is_sentence, looks_like_unit, mere_endings


class Named(NamedTuple):
    """One unit of a statement: where it stands in the passage, and its role."""

    span: Span
    role: Role


class Statement(NamedTuple):
    """Units that were named in one breath, and share what they leave out."""

    units: tuple[Named, ...]


_LONGEST_SENTENCE = 1500  # some sixty units
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
        if labelled and pattern_of("remarks").match(text, part_start, part_end):
            flush(role)
            role, labelled = None, True
            continue
        if match := label_before().match(text, at, part_end):
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
    at = start
    for index, char in outside_brackets(text, start, end):
        if char in "，,；;。\n":
            yield at, index, char in "；;。\n"
            at = index + 1
        elif char in "：:":
            label = label_at_end().search(text, max(at, index - 16), index)
            if label and label.start() > at:  # a label that no comma or space divides from the names before it
                yield at, label.start(), True
                at = label.start()
    yield at, end, True


def _names(text: str, start: int, end: int, labelled: bool) -> list[Span] | None:
    """Names of one part; None where the part tells no units."""
    if not labelled:
        if pattern_of("not_names").search(text[start:end].strip()):
            return None
        opening = pattern_of("openings").match(text, start, end)
        start = opening.end() if opening else start
    spans = [span for span in split_names(text, start, end) if span[0] < span[1]]
    if labelled:
        return [span for span in spans if not _no_name(text[slice(*span)])]
    names = [text[slice(*span)] for span in spans]
    if len(names) > 1 and looks_like_unit(names[0]):  # 各镇人民政府、街道办事处: every one's
        names = [name for name in names if name not in mere_endings()]
    sure = sum(looks_like_unit(name) for name in names)
    return spans if 2 * sure >= len(names) and all(map(_may_be_name, names)) else None


def _may_be_name(name: str) -> bool:
    """Whether a name in a list of units that has no label may be one that the rules do not know."""
    return looks_like_unit(name) or bool(re.fullmatch(r"[\u4e00-\u9fa5（）()·]{3,16}", name) and not is_sentence(name))


def lists_units(text: str) -> bool:
    """Whether a whole line is nothing but names of units, as below a label that stands alone."""
    text = text.strip().rstrip("。；;，、")
    if len(text) > _LONGEST_SENTENCE or "。" in text or "：" in text:
        return False
    names = [text[slice(*span)] for span in split_names(text, 0, len(text)) if span[0] < span[1]]
    return bool(names) and all(map(looks_like_unit, names))


def _no_name(name: str) -> bool:
    return len(name) > 60 or bool(pattern_of("not_names").search(name)) or label_role(name) is not None


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
    last = next((start for start in reversed(stack) if label_before().match(text, start + 1)), None)
    if last is not None and not any(pair[0] > last and label_before().match(text, pair[0]) for pair in pairs):
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
    before = text[max(0, start - 9) : start - 1].rstrip()[-1:]
    after = text[end + 1 : end + 9].lstrip()[:1]
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
        label = label_at_end().search(text, max(start, colon.start() - 16), colon.start())
        if label and (opened or label.start() == start or not re.match(r"[\u4e00-\u9fa5“”]", text[label.start() - 1])):
            return label.start()
    return None


def _own_sentence(text: str, start: int, end: int) -> Statement:
    """A sentence that says nothing but who does it: units and a closing verb in each part."""
    if end - start > _LONGEST_SENTENCE or not may_close().search(text, max(start, end - 40), end):
        return Statement(())
    whole = True
    roles = 0
    for part_start, part_end, _ in _parts(text, start, end):
        part = text[part_start:part_end].strip()
        if not part or pattern_of("not_names").search(part):
            continue
        ending = closing_verb(part)
        stop = part_start + len(text[part_start:part_end]) - len(text[part_start:part_end].lstrip())
        names = _names(text, part_start, stop + ending.start if ending else part_end, False)
        roles += bool(ending and ending.alone)
        whole = whole and names is not None and bool(names or ending) and (ending is None or ending.alone)
    return read_statement(text, start, end) if whole and roles else Statement(())
