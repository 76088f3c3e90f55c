"""Which document of the corpus a citation means: by its number, or by its title where only one fits."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from build_tools.model.facts import Citation, StructuredDocument


class Resolver:
    """Numbers and titles of the corpus, folded so that width, blanks and quotation marks do not matter."""

    def __init__(self, records: Iterable[StructuredDocument]) -> None:
        self._numbers: Mapping[str, set[str]] = defaultdict(set)
        self._titles: Mapping[str, set[str]] = defaultdict(set)
        for record in records:
            document = record.document
            if document.number:
                self._numbers[_number(document.number)].add(document.doc)
            titles = [document.title, *(_enclosed(record))]
            for title in titles:
                for form in _forms(title, document.issuers):
                    self._titles[form].add(document.doc)

    def target(self, citation: Citation) -> str | None:
        """Contract key of the one document that is meant; None where none is held, or more than one fits."""
        if citation.number:  # a number says which: a document of that title under another number is not meant
            return _only(self._numbers.get(_number(citation.number), set()))
        return _only(self._titles.get(fold(citation.title), set())) if citation.title else None


@cache
def _left_out() -> re.Pattern[str]:
    return re.compile(r"[\s《》〈〉“”\"'‘’]+")


def fold(text: str) -> str:
    """What two prints of one title or number share."""
    text = unicodedata.normalize("NFKC", text)
    return _left_out().sub("", text.translate(str.maketrans("〔〕【】[]", "()()()")))


def _number(number: str) -> str:
    """A number as others cite it: with or without 第 before its serial."""
    return fold(number).replace(")第", ")")


def _enclosed(record: StructuredDocument) -> list[str]:
    """Titles of the texts that a notice encloses: they are held here under the notice's number."""
    document = record.document
    parts = [*document.header, *document.trailer, *(p for clause in document.clauses for p in clause.paragraphs)]
    return [part.text for part in parts if part.role == "enclosed_title"]


def _forms(title: str, issuers: tuple[str, ...]) -> set[str]:
    """A title as others cite it: whole, or without the name of its issuer."""
    whole = fold(title)
    short = {whole[len(name) :] for name in map(fold, issuers) if name and whole.startswith(name)}
    return {form for form in {whole, *short} if len(form) > 3}


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
