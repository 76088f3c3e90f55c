"""The page of a door: first the clauses that give something, then the others; each with what, for whom, how much, which office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from build_tools.model.document import CLOSING, PREAMBLE, Clause
from build_tools.model.facts import Incentive, StructuredDocument, Support
from build_tools.model.knowledge import Topic
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base, benefits
from build_tools.render.views.clause import duties_for, group_duties


def topic_page(library: Library, topic: Topic) -> base.Page:
    """All clauses behind a door."""
    found = [topic_row(library, entry, clause, words) for entry, clause, words in library.topic_spots(topic)]
    found.sort(key=lambda row: row["order"])  # else in the order of the corpus
    groups = [
        ("能得到什么", [row for row in found if row["given"]]),
        ("其他规定", [row for row in found if not row["given"] and not row["general"]]),
        ("总体要求和背景", [row for row in found if not row["given"] and row["general"]]),
    ]
    return base.Page(
        name=links.topic_page(topic.slug),
        template="topic",
        title=topic.title,
        description=topic.summary or f"与{topic.title}有关的政策条款",
        data={
            "topic": topic,
            "count": len(found),
            "groups": [(f"group-{number}", name, rows) for number, (name, rows) in enumerate(groups, start=1) if rows],
            "crumbs": [base.Link(links.TOPICS, "办事主题")],
        },
        layout="wide",
    )


def topic_row(library: Library, entry: StructuredDocument, clause: Clause, words: Sequence[str]) -> dict[str, Any]:
    """One clause: what it gives, and the sentence that led to it."""
    document = entry.document
    given: list[Incentive | Support] = [
        *library.facts_at(document.id, clause.path, "incentives", Incentive),
        *library.facts_at(document.id, clause.path, "supports", Support),
    ]
    duties, _ = duties_for(library, document.id, clause.path)
    anchors = benefits.anchors(library, entry, clause.path)
    link = base.clause_link(document, clause)
    umbrella = bool(library.children(document.id, clause.path))  # the ones below say more
    return {
        "link": link,
        "document": document,
        "above": " › ".join(step.text for step in base.crumbs(library, document, clause.path)[1:]),
        "given": [
            {
                "fact": fact,
                "benefit": benefits.promised(fact)
                if isinstance(fact, Support)
                else benefits.worded(library, document, fact),
                "said": f"{link.page}#{anchors[id(fact)]}" if id(fact) in anchors else link.page,
            }
            for fact in given
        ],
        "duties": group_duties(library, duties, {})[:1],
        "said": base.sentence_with(clause, words),
        "general": umbrella or clause.path in (PREAMBLE, CLOSING),
        "order": (
            not any(word in clause.heading for word in words),
            umbrella,
            clause.path in (PREAMBLE, CLOSING),
            all(isinstance(fact, Support) for fact in given),  # what can be counted on comes first
        ),
    }
