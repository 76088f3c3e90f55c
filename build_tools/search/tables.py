"""The readable tables of structured/search/: what people say, what documents say, and how words count."""

from __future__ import annotations

from pathlib import Path

import msgspec

from build_tools.rules import load_rules

TABLES = Path(__file__).resolve().parents[2] / "structured" / "search"
SYNONYMS = ("synonyms.yml", "daily.yml", "everyday.yml")  # terms; whole phrases of everyday speech; words of daily life


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


def load_synonyms(folder: Path) -> tuple[Synonym, ...]:
    """Rows of the tables of synonyms in `folder`; none where a table is absent. Raises RuleError."""
    files = [folder / name for name in SYNONYMS]
    return tuple(row for file in files if file.is_file() for row in load_rules(file, "synonyms", Synonym))


def load_tables(folder: Path) -> Tables:
    """`folder` is structured/search. Raises RuleError."""
    rules = folder / "rules.yml"
    return Tables(
        synonyms=load_synonyms(folder),
        **{
            name: load_rules(rules, name, Words)
            for name in ("fillers", "weak", "benefits", "roles", "unit_endings", "asks", "apart", "subjects")
        },
    )
