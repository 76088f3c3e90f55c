"""Which clauses stand behind which door (structured/topics.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.model.document import Clause
from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Place, Placement, Topic, TopicRule


def place_clauses(
    records: tuple[StructuredDocument, ...], topics: tuple[Topic, ...]
) -> Mapping[str, tuple[Placement, ...]]:
    """Topic slug → clauses that one of its rules fits or that were placed by hand, in the order of the corpus."""
    found: dict[str, list[Placement]] = {topic.slug: [] for topic in topics}
    for record in records:
        headings: dict[tuple[str, ...], str] = {}
        for clause in record.document.clauses:
            above = headings.get(clause.parent, "")
            headings[clause.path] = f"{above}\n{clause.heading}"
            place = Place(record.document.doc, clause.path)
            for topic in topics:
                words = tuple(dict.fromkeys(_words(topic, record.document.title, clause, headings[clause.path])))
                if place not in topic.never and (words or place in topic.also):
                    found[topic.slug].append(Placement(place=place, words=words))
    return {slug: tuple(rows) for slug, rows in found.items()}


def _words(topic: Topic, title: str, clause: Clause, headings: str) -> Iterator[str]:
    for rule in topic.rules:
        if not rule.document or any(word in title for word in rule.document):
            yield from fitting_words(rule, f"{clause.heading}\n{clause.text}", headings)


def fitting_words(rule: TopicRule, text: str, headings: str) -> tuple[str, ...]:
    """The words by which `rule` fits; empty where it does not."""
    searched = headings if rule.where == "heading" else text
    if not all(word in searched for word in rule.all) or any(word in searched for word in rule.none):
        return ()
    found = tuple(word for word in rule.any if word in searched)
    return (*rule.all, *found) if found or not rule.any else ()
