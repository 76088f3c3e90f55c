"""Which clauses stand behind which door (structured/topics.yml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from build_tools.link.terms import has_subject, subject_text
from build_tools.model.document import Clause, Path
from build_tools.model.facts import StructuredDocument
from build_tools.model.knowledge import Place, Placement, Topic, TopicRule


def place_clauses(
    records: Iterable[StructuredDocument], topics: tuple[Topic, ...]
) -> Mapping[str, tuple[Placement, ...]]:
    """Topic slug → what one of its rules fits or a person placed, in the order of the corpus.

    A document that a rule fits by its title comes before its clauses. What a person placed has no words.
    """
    found: dict[str, list[Placement]] = {topic.slug: [] for topic in topics}
    for record in records:
        document = record.document
        texts = [(Place(document.doc), {"title": document.title})]
        named = {clause.path: clause.heading for clause in document.clauses if has_subject(clause)}
        for clause in document.clauses:  # 前言, 组织领导 and the like answer nobody's question; a person may place them
            parts = {"heading": _heading(clause, named), "text": subject_text(clause)} if has_subject(clause) else {}
            texts.append((Place(document.doc, clause.path), parts))
        for place, parts in texts:
            for topic in topics:
                words = tuple(
                    dict.fromkeys(
                        word for rule in topic.rules if rule.where in parts for word in fitting(rule, parts[rule.where])
                    )
                )
                if place not in topic.never and (words or place in topic.also):
                    found[topic.slug].append(Placement(place=place, words=words))
    return {slug: tuple(rows) for slug, rows in found.items()}


def _heading(clause: Clause, named: Mapping[Path, str]) -> str:
    """A clause's heading; an article without one is about what its chapter is about."""
    return clause.heading or named.get(clause.path[:-1], "")


def fitting(rule: TopicRule, text: str) -> tuple[str, ...]:
    """The words of `text` by which `rule` fits; empty where it does not.

    A word of `none` takes away only the places where it stands: 创业投资 hides its 创业, not another 创业.
    """
    for word in rule.none:
        text = text.replace(word, "\0" * len(word))
    if not all(word in text for word in rule.all):
        return ()
    found = tuple(word for word in rule.any if word in text)
    return (*rule.all, *found) if found or not rule.any else ()
