"""Sentences and headings: words that only a sentence has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.rules import load_rules

FILE = Path(__file__).with_name("sentences.yml")


class SentenceRule(msgspec.Struct, frozen=True):
    """Words that a sentence has and a heading has not."""

    pattern: str
    example: str


@cache
def sentence_rules() -> tuple[tuple[SentenceRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "sentences", SentenceRule))


def is_sentence(words: str) -> bool:
    """Whether words after a number label are a sentence, or the beginning of one, rather than a heading."""
    return any(pattern.search(words) for _, pattern in sentence_rules())
