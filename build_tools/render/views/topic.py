"""The page of a door: what one gets, then the clauses about it, then what only touches it; each with its office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

import msgspec

from build_tools.link.terms import has_subject
from build_tools.model.document import CLOSING, PREAMBLE, Clause, Document
from build_tools.model.facts import Incentive, StructuredDocument, Support
from build_tools.model.knowledge import Topic
from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views import base, benefits
from build_tools.render.views.duties import duties_for, group_duties
from build_tools.render.views.receivers import receiver
from build_tools.render.views.who import kinds_of
from build_tools.rules import load_rules

RULES = File(__file__).with_name("topic.yml")
SENTENCE = re.compile(r"[^。；;]+")
PERSONS = "个人"
FEW_WORDS = 2
SHORT_HEADING = 16  # characters
MOST_WORDS = 4  # by which a door tells what is behind it
TOUCHED = 1 / 3  # of the sentences of a clause; one that speaks of the subject in no more only touches it


class General(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `general`; `example` proves the pattern."""

    words: str
    example: str


@cache
def general() -> re.Pattern[str]:
    """Headings of parts that set the frame and tell nobody what to do."""
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, "general", General)))


@cache
def residents() -> re.Pattern[str]:
    """Words for those who live in a place, not its firms and offices."""
    return re.compile("|".join(f"(?:{row.words})" for row in load_rules(RULES, "residents", General)))


def held_words(library: Library, topic: Topic) -> list[str]:
    """What the clauses behind a door speak of, by the door's own words: those that most of them hold, none of the title's.

    Where these are too few, short headings that hold such a word say more.

    So that a door never promises what is not there.
    """
    spots = library.topic_spots(topic)
    count = Counter(word for _, _, words in spots for word in words if word not in topic.title)
    chosen: list[str] = []
    for word, _ in count.most_common():
        if len(chosen) < MOST_WORDS and not any(
            word in other or other in word or set(word) == set(other) for other in chosen
        ):
            chosen.append(word)
    if len(chosen) < FEW_WORDS:
        headings = dict.fromkeys(
            clause.heading
            for _, clause, words in spots
            if len(clause.heading) <= SHORT_HEADING and any(word in clause.heading for word in words)
        )
        chosen += [heading for heading in headings if not any(word in heading for word in chosen)][:FEW_WORDS]
    return chosen


def missing(library: Library, topic: Topic) -> list[str]:
    """Parts of a door's title (落户与人才) of which no clause behind it speaks."""
    parts = topic.title.split("与")
    held = {word for _, _, words in library.topic_spots(topic) for word in words}
    return [part for part in parts if len(parts) > 1 and held and not any(part in word for word in held)]


def topic_page(library: Library, topic: Topic) -> base.Page:
    """All clauses behind a door, and the documents that are about it as a whole."""
    whole = library.topic_documents(topic)
    own = {entry.document.id for entry in whole}
    hidden = tuple(dict.fromkeys(word for rule in topic.rules for word in rule.none))
    found = [
        topic_row(library, entry, clause, words, hidden, entry.document.id in own)
        for entry, clause, words in library.topic_spots(topic)
    ]
    held = held_words(library, topic)
    found.sort(key=lambda row: row["order"][topic.kind != "life" :])  # else in the order of the corpus
    groups = [
        ("个人能得到什么", [row for row in found if row["group"] == "persons"]),
        ("企业、机构等能得到什么", [row for row in found if row["group"] == "given"]),
        ("有关规定", [row for row in found if row["group"] == "about"]),
        ("其他条款中的相关待遇", [row for row in found if row["group"] == "aside"]),
    ]
    return base.Page(
        name=links.topic_page(topic.slug),
        template="topic",
        title=topic.title,
        description=f"与{topic.title}有关的政策条款" + (f"：{'、'.join(held)}" if held else ""),
        data={
            "topic": topic,
            "held": held,
            "missing": missing(library, topic),
            "count": len(found),
            "whole": [base.document_row(entry) for entry in whole],
            "groups": [(f"group-{number}", name, rows) for number, (name, rows) in enumerate(groups, start=1) if rows],
            "rules": by_document(groups[2][1]),
            "touched": [row for row in found if row["group"] == "touched"],
            "nothing_for_persons": topic.kind == "life" and bool(found) and not groups[0][1],
            "crumbs": [base.Link(links.TOPICS, "办事主题")],
        },
        layout="wide",
    )


def subjects(library: Library, document: Document, clause: Clause) -> list[Topic]:
    """The doors of a clause, without those whose subject it only touches (all of them where it touches each)."""
    own = library.topic_words(document, ())
    placed = library.topic_words(document, clause.path)
    topics = library.topics_at(document, clause.path)
    headings = [clause.heading, *(step.heading for step in _above(library, document, clause))]
    close = [
        topic
        for topic in topics
        if topic.slug in own
        or _named(headings, placed[topic.slug])
        or _share(clause, placed[topic.slug]) > TOUCHED
        or any(_speaks(fact, placed[topic.slug]) for fact in base.given_at(library, document, clause))
    ]
    return close or list(topics)


def _above(library: Library, document: Document, clause: Clause) -> list[Clause]:
    steps = (library.clause_at(document.id, clause.path[:depth], clause.line) for depth in range(1, len(clause.path)))
    return [step for step in steps if step]


def _named(headings: Sequence[str], words: Sequence[str]) -> bool:
    return any(word in heading for word in words for heading in headings)


def by_document(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows of each document together, so that it need be named once; documents as they first appear."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["document"].id, []).append(row)
    return list(found.values())


def topic_row(
    library: Library, entry: StructuredDocument, clause: Clause, words: Sequence[str], hidden: Sequence[str], own: bool
) -> dict[str, Any]:
    """One clause: what it gives, and the sentences that led to it. `own`: its whole document is about the subject.

    `hidden`: words that hide one of `words` (创业投资 is no 创业).
    """
    document = entry.document
    above = _above(library, document, clause)
    headings = [clause.heading, *(step.heading for step in above)]
    named = _named(headings, words)
    all_given = base.given_at(library, document, clause)
    given = [fact for fact in all_given if named or own or _speaks(fact, words)]
    duties, _ = duties_for(library, document.id, clause.path, clause.line)
    anchors = benefits.anchors(library, entry, clause)
    link = base.clause_link(document, clause)
    said = base.sentences_with(clause, words, hidden)
    frame = (
        bool(library.children(document.id, clause))  # the ones below say more
        or clause.path in (PREAMBLE, CLOSING)
        or any(general().search(heading) for heading in headings)
        or not all(has_subject(step) for step in above)
    )
    return {
        "link": link,
        "document": document,
        "short": citing.short_title(document),
        "above": way[-1].text if (way := base.crumbs(library, document, clause)[1:]) else "",
        "given": [
            {
                "fact": fact,
                "who": receiver(clause, all_given, fact),
                "benefit": benefits.promised(fact)
                if isinstance(fact, Support)
                else benefits.worded(library, document, fact),
                "said": f"{link.page}#{anchors[id(fact)]}" if id(fact) in anchors else link.page,
            }
            for fact in given
        ],
        "duties": group_duties(library, duties, {})[:1],
        "said": said or [base.first_words(clause)],
        "group": _group(
            document.title, given, named or own, frame, named or (own and not frame) or _share(clause, words) > TOUCHED
        ),
        "order": (
            not (residents().search(clause.heading) or any(residents().search(sentence) for sentence in said)),
            not any(word in clause.heading for word in words),
            all(isinstance(fact, Support) for fact in given),  # what can be counted on comes first
        ),
    }


def _group(title: str, given: Sequence[Incentive | Support], named: bool, frame: bool, about: bool) -> str:
    """Where on the page a clause stands. A benefit counts as the subject's own where a heading or the title names it."""
    if given and named:
        return "persons" if any(_for_persons(title, fact.beneficiary) for fact in given) else "given"
    if given:
        return "aside"
    return "about" if about and not frame else "touched"


def _for_persons(title: str, beneficiary: str | None) -> bool:
    """Whether someone who gets a benefit is a person: by the name, or in a text on 个人 by none or one that fits both."""
    return PERSONS in kinds_of(beneficiary) or (PERSONS in title and (beneficiary or "人").endswith("人"))


def _speaks(fact: Incentive | Support, words: Sequence[str]) -> bool:
    """Whether a benefit is of the subject by its own words, by whom it is for or on what condition."""
    return _holds("。".join((fact.quote, fact.beneficiary or "", fact.condition or "")), words)


def _share(clause: Clause, words: Sequence[str]) -> float:
    """How many of a clause's sentences hold one of the words; one that a person placed counts as all."""
    sentences = [s for p in clause.paragraphs if p.role == "text" for s in SENTENCE.findall(p.text) if s.strip()]
    return sum(_holds(s, words) for s in sentences) / len(sentences) if sentences and words else 1.0


def _holds(sentence: str, words: Sequence[str]) -> bool:
    return any(word in sentence for word in words)
