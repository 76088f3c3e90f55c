"""Terms of a clause: words that name a subject, and pairs of words that stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.words import general_words, words_of
from build_tools.model.document import Clause
from build_tools.rules import load_rules

RULES = Path(__file__).with_name("boilerplate.yml")
LONGEST = 12  # characters of a pair
SHOWN = 3  # terms named as the reason of a link


@cache
def _run() -> re.Pattern[str]:
    # Chinese characters and Latin words; digits and punctuation part them: figures are no subject
    return re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}")


class Boilerplate(msgspec.Struct, frozen=True):
    """A heading that every official document has."""

    words: str
    example: str


@cache
def boilerplate() -> tuple[Boilerplate, ...]:
    """The rows of boilerplate.yml."""
    return load_rules(RULES, "headings", Boilerplate)


def has_subject(clause: Clause) -> bool:
    """Whether a clause is about something, not about the document or its carrying out."""
    return clause.num not in ("前言", "附则") and not any(row.words in clause.heading for row in boilerplate())


def subject_text(clause: Clause) -> str:
    """What a clause is about: heading and text, without lines that only name units."""
    return "。".join([clause.heading, *(p.text for p in clause.paragraphs if p.role not in ("duty", "table"))])


def count_terms(text: str) -> Mapping[str, int]:
    """All terms of `text`, and how often each stands there."""
    return Counter(_terms(text))


def terms_of(text: str) -> frozenset[str]:
    """All terms of `text`, each once."""
    return frozenset(_terms(text))


def _terms(text: str) -> Iterator[str]:
    loose, common = general_words()
    for run in _run().findall(text):
        before = ""
        for word in words_of(run):
            if len(word) < 2 or word in loose:
                before = ""
                continue
            if word not in common:
                yield word
            if before and len(before) + len(word) <= LONGEST and not (word in common and before in common):
                yield before + word
            before = word


def telling(terms: Iterable[str], weight: Mapping[str, float]) -> tuple[str, ...]:
    """The terms that tell most: long and rare ones, none that is part of another."""
    chosen: list[str] = []
    for term in sorted(terms, key=lambda term: (-len(term) * weight[term], term)):
        if len(chosen) < SHOWN and not any(term in other or other in term for other in chosen):
            chosen.append(term)
    return tuple(chosen)
