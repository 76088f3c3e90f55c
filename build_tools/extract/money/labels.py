"""Labels that part the text of a guide: who gets something, on what condition, what is given. Rule table: labels.yml.

In: paragraphs. Out: the stretches between labels, each with the label before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.money.numbers import numbered
from build_tools.rules import load_rules

RULES = Path(__file__).with_suffix(".yml")
LONGEST = 90  # characters; a longer text after a label is no name and no short condition
Kind = Literal["who", "condition", "given", "aside", "other"]


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of label and its words."""

    kind: Kind
    pattern: str
    example: str


class Stretch(msgspec.Struct, frozen=True):
    """text[start:end] of a paragraph. `kind` None and `label` empty: no label stands before it."""

    start: int
    end: int
    label: str = ""
    kind: Kind | None = None


@cache
def _labels() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((row.kind, re.compile(row.pattern)) for row in load_rules(RULES, "labels", Label))


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"[ \t\u3000]*【[ \t\u3000]*([一-龥、]{2,12})[ \t\u3000]*】[ \t\u3000]*[:：]?[ \t\u3000]*")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"[ \t\u3000]*([一-龥、]{2,12})[ \t]?[:：。][ \t\u3000]*")


def label_kind(words: str) -> Kind | None:
    """What kind of label `words` are; None: they are none that is known."""
    return next((kind for kind, pattern in _labels() if pattern.fullmatch(words)), None)


def stretches(text: str) -> list[Stretch]:
    """`text` cut at its labels; the whole text as one where it has none. Labels are in no stretch."""
    number = numbered().match(text)
    opening = number.end() if number else 0
    cuts = [(match.span(), match[1], label_kind(match[1]) or "other") for match in _cuts(text, opening)]
    if not cuts:
        return [Stretch(0, len(text))]
    found = [Stretch(0, cuts[0][0][0])] if cuts[0][0][0] > opening else []
    ends = [span[0] for span, _, _ in cuts[1:]] + [len(text)]
    for (span, words, kind), end in zip(cuts, ends, strict=True):
        found.append(Stretch(span[1], end, words, kind))
    return found


def _cuts(text: str, opening: int) -> Iterator[re.Match[str]]:
    plain = _plain().match(text, opening)
    if plain and label_kind(plain[1]):
        yield plain
    for match in _bracketed().finditer(text):
        if label_kind(match[1]) or match.start() <= opening:
            yield match


def told(text: str) -> str:
    """The first sentence after a label, if it is short enough to be a name or a condition; else empty."""
    number = numbered().match(text)
    first = re.split("[。；;\n]", text[number.end() if number else 0 :].strip())[0].strip("：: ，,")
    return first if 1 < len(first) <= LONGEST else ""
