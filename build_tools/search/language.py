"""The word tables of structured/search/ as far as a corpus needs them, in the form that web/language.js reads."""

from __future__ import annotations

import json
from typing import Any

from build_tools.search.fold import fold
from build_tools.search.holding import Holding
from build_tools.search.records import IndexedDocument
from build_tools.search.said import packed_rows
from build_tools.search.tables import Tables

FAINT = 14  # twentieths: a row of which the corpus holds only words below this weight says too little


def language_of(tables: Tables, corpus: str) -> dict[str, list[Any]]:
    """The tables as the browser gets them, without synonyms that this corpus does not hold, or holds only faintly."""
    synonyms: list[Any] = []
    folded = Holding(fold(corpus))
    for row in tables.synonyms:
        for says, means in row.pairs().items():
            held: list[list[Any]] = [
                [word, round(weight * 20)] for word, weight in means.items() if fold(word) in folded
            ]
            held = [
                [word, weight]
                for word, weight in held
                if not any(other != word and other in word and more >= weight for other, more in held)
            ]
            if any(weight >= FAINT for _, weight in held):
                synonyms.append([list(says), held])
    return {
        "fillers": [word for row in tables.fillers for word in row.words],
        "weak": [[row.weight, list(row.words)] for row in tables.weak],
        "benefits": [word for row in tables.benefits for word in row.words],
        "roles": [[list(row.words), list(row.roles)] for row in tables.roles],
        "asks": [[list(row.words), row.name] for row in tables.asks],
        "apart": [[row.name, list(row.words)] for row in tables.apart],
        "subjects": [[row.weight, list(row.words)] for row in tables.subjects],
        "answers": [[row.name, row.pattern] for row in tables.answers],
        "introductory": [word for row in tables.introductory for word in row.words],
        "lists": [word for row in tables.lists for word in row.words],
        "endings": [word for row in tables.unit_endings for word in row.words],
        "synonyms": synonyms,
    }


def plain_words(language: dict[str, list[Any]], documents: tuple[IndexedDocument, ...]) -> list[str]:
    """Words of the tables that end like a unit and are none in this corpus: 开公司."""
    units = {unit for document in documents for clause in document.clauses for unit, _ in clause.units}
    endings = tuple(language["endings"])
    says = {word for words, _ in language["synonyms"] for word in words if word.endswith(endings)}
    return sorted(word for word in says if not any(unit.endswith(word) for unit in units))


def packed_language(language: dict[str, list[Any]]) -> str:
    """The same as the browser reads it, synonyms in one string."""
    packed = {**language, "synonyms": packed_rows(language["synonyms"])}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def said_words(tables: Tables) -> set[str]:
    """Every word that people say, whether or not this corpus holds what it means: known to be a word, and no slip of the pen."""
    return {word for row in tables.synonyms for says in row.pairs() for word in says}


def typed_words(language: dict[str, list[Any]]) -> set[str]:
    """Every word that a query must be able to hold as one: what web/language.js gives as words()."""
    lists = [language["fillers"], language["benefits"], *(words for _, words in language["weak"])]
    lists += [words for name in ("roles", "asks", "synonyms") for words, _ in language[name]]
    return {word for words in lists for word in words}
