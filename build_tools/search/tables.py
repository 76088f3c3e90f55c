"""The readable tables of structured/search/: what people say, what documents say, and how words count."""

from __future__ import annotations

from pathlib import Path

import msgspec

from build_tools.rules import load_rules

TABLES = Path(__file__).resolve().parents[2] / "structured" / "search"
WORD_TABLES = (
    "fillers", "weak", "benefits", "roles", "unit_endings", "asks", "apart", "subjects", "introductory", "lists",
)  # fmt: skip
LOCAL = "local.yml"  # names of this city; may add them to what another table says
SYNONYMS = (
    "synonyms.yml",  # terms
    "daily.yml",  # whole phrases of everyday speech
    "everyday.yml",  # words of daily life
    "matters.yml",  # situations and short forms, by the matters that a gazette deals with
    LOCAL,
)


class Synonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`same`: words that stand for one another, each at `weight`. Or `say`: whoever types one of these also looks for `mean`."""

    example: str
    same: tuple[str, ...] = ()
    weight: float = 1.0
    say: tuple[str, ...] = ()
    mean: dict[str, float] = {}

    def pairs(self) -> dict[tuple[str, ...], dict[str, float]]:
        """Words typed → words looked for with their weights."""
        if self.same:
            return {(word,): {other: self.weight for other in self.same if other != word} for word in self.same}
        return {self.say: self.mean}


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of rules.yml: words that are treated alike."""

    words: tuple[str, ...]
    example: str
    weight: float = 1.0
    roles: tuple[str, ...] = ()
    name: str = ""


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sentence holds that answers a question of a kind; `pattern` is read by Python and by the browser."""

    name: str
    pattern: str
    example: str


class Tables(msgspec.Struct, frozen=True):
    """All rows of the files."""

    synonyms: tuple[Synonym, ...]
    fillers: tuple[Words, ...]
    weak: tuple[Words, ...]
    benefits: tuple[Words, ...]
    roles: tuple[Words, ...]
    unit_endings: tuple[Words, ...]
    asks: tuple[Words, ...]
    apart: tuple[Words, ...]
    subjects: tuple[Words, ...]
    introductory: tuple[Words, ...]
    lists: tuple[Words, ...]
    answers: tuple[Answer, ...]


def synonyms_in(file: Path) -> tuple[Synonym, ...]:
    """Rows of one table of synonyms; none where it is absent. Raises RuleError."""
    return load_rules(file, "synonyms", Synonym) if file.is_file() else ()


def load_synonyms(folder: Path) -> tuple[Synonym, ...]:
    """Rows of all tables of synonyms in `folder`. Raises RuleError."""
    return tuple(row for name in SYNONYMS for row in synonyms_in(folder / name))


def load_tables(folder: Path) -> Tables:
    """`folder` is structured/search. Raises RuleError."""
    rules = folder / "rules.yml"
    words = {name: load_rules(rules, name, Words) for name in WORD_TABLES}
    return Tables(synonyms=load_synonyms(folder), answers=load_rules(rules, "answers", Answer), **words)
