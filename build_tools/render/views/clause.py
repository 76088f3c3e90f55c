"""The page of a clause: 要点, text, place, duties, figures, how to cite it, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from build_tools.model.document import Clause, Document, Path, Table
from build_tools.model.facts import (
    Amount,
    Citation,
    Fact,
    Incentive,
    Rate,
    Responsibility,
    Schedule,
    StructuredDocument,
    Support,
    Target,
)
from build_tools.model.knowledge import Place
from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views import base, jsonld
from build_tools.render.views.keypoints import figures, keypoints, standing, validity
from build_tools.render.views.limits import Limit, limits
from build_tools.render.views.origin import source_of
from build_tools.render.views.repairs import corrections_of, repairs_of
from build_tools.render.views.service import Statement, service_facts, statements
from build_tools.render.views.text import marks_of, shown_paragraphs
from build_tools.render.views.topic import subjects

MARKED: tuple[tuple[str, str, type[Fact]], ...] = (
    ("incentives", "incentive", Incentive),
    ("supports", "support", Support),
    ("responsibilities", "duty", Responsibility),
    ("targets", "target", Target),
    ("schedules", "schedule", Schedule),
    ("citations", "citation", Citation),
    ("amounts", "amount", Amount),
    ("rates", "rate", Rate),
)


@dataclass(frozen=True)
class Shared:
    """What all clauses of a document have in common."""

    tables: dict[str, Table]
    stated: list[Statement]  # how a benefit is claimed
    limits: list[Limit]


def clause_pages(library: Library, entry: StructuredDocument) -> Iterator[base.Page]:
    """A page for each clause of a document, in the order of the text."""
    clauses = entry.document.clauses
    gives = entry.facts.incentives or entry.facts.supports
    shared = Shared(
        tables={table.id: table for table in entry.document.tables},
        stated=statements(entry, {fact.path for fact in (*entry.facts.incentives, *entry.facts.supports)})
        if gives
        else [],
        limits=limits(entry) if gives else [],
    )
    for index, clause in enumerate(clauses):
        before = clauses[index - 1] if index else None
        after = clauses[index + 1] if index + 1 < len(clauses) else None
        yield clause_page(library, entry, clause, before, after, shared)


def clause_page(
    library: Library,
    entry: StructuredDocument,
    clause: Clause,
    before: Clause | None,
    after: Clause | None,
    shared: Shared,
) -> base.Page:
    """The page of one clause between its neighbours."""
    document = entry.document
    page = links.clause_page(document.id, clause.id)
    marks, mark_ids = marks_of(_marked_facts(library, document, clause, page))
    incentives = library.facts_at(document.id, clause, "incentives", Incentive)
    given = base.given_at(library, document, clause)
    open_ = bool(library.topics_at(document, clause.path)) and not library.children(document.id, clause)
    targets = library.facts_at(document.id, clause, "targets", Target)
    paragraphs = shown_paragraphs(clause, shared.tables, marks)
    shown_ids = {mark.id for mark in marks if any(f'id="{mark.id}"' in p.html for p in paragraphs)}
    anchors = {key: ident for key, ident in mark_ids.items() if ident in shown_ids}
    label = base.clause_label(clause)
    crumbs = base.crumbs(library, document, clause)
    return base.Page(
        name=page,
        template="clause",
        layout="clause",
        title=f"{label}｜{document.title}",
        description=base.first_words(clause, 90) or label,
        jsonld=jsonld.clause(library, document, clause, label),
        way=jsonld.breadcrumbs(page, [base.Link(links.DOCUMENTS, "政策文件"), *crumbs], label),
        data={
            "document": document,
            "clause": clause,
            "label": label,
            "path_key": base.path_key(clause.path),
            "crumbs": [base.Link(crumbs[0].page, citing.short_title(document)), *crumbs[1:]],
            "date": citing.chinese_date(document.date) if document.date else "",
            "paragraphs": paragraphs,
            "children_after": children_after(library, document, clause),
            "keypoints": keypoints(library, document, clause, incentives, targets, anchors),
            "service": service_facts(document, clause.path, shared.stated) if given else [],
            "validity": validity(library, entry) if given else [],
            "standing": standing(library, entry),
            "empty": open_,
            "limits": [
                limit
                for limit in shared.limits
                if any(limit.holds_for(clause.path, fact.beneficiary) for fact in given)
                or (limit.sense == "scope" and open_ and limit.holds_for(clause.path))
            ],
            "figures": figures(library, document, clause, anchors),
            "citations": cited(library, document, clause, anchors),
            "children": [base.clause_link(document, child) for child in library.children(document.id, clause)],
            "topics": [
                base.Link(links.topic_page(topic.slug), topic.title) for topic in subjects(library, document, clause)
            ],
            "related": related(library, document, clause.path),
            "conflicts": conflicts(library, document, clause.path),
            "before": base.clause_link(document, before) if before else None,
            "after": base.clause_link(document, after) if after else None,
            "citation": citing.citation(document, clause.path),
            "paragraph_names": paragraph_names(clause),
            "source": source_of(library, document),
            "corrections": corrections_of(entry, clause),
            "repairs": repairs_of(document, clause),
            "truncated": any(p.truncated for p in clause.paragraphs),
        },
    )


def _marked_facts(library: Library, document: Document, clause: Clause, page: str) -> Iterator[tuple[str, Fact, str]]:
    for field, kind, type_ in MARKED:
        for fact in library.facts_at(document.id, clause, field, type_):
            address = ""
            if isinstance(fact, Citation):
                target = library.cited(fact)
                address = links.href(page, links.document_page(target)) if target and target != document.id else ""
            yield kind, fact, address


def cited(library: Library, document: Document, clause: Clause, anchors: dict[int, str]) -> list[dict[str, Any]]:
    """What the clause cites; a link where the corpus holds it."""
    rows = []
    for fact in library.facts_at(document.id, clause, "citations", Citation):
        target = library.cited(fact)
        rows.append(
            {
                "fact": fact,
                "page": links.document_page(target) if target and target != document.id else "",
                "anchor": anchors.get(id(fact), ""),
            }
        )
    return rows


def children_after(library: Library, document: Document, clause: Clause) -> dict[str, str]:
    """Where clauses below were printed between a clause's own paragraphs: after which paragraph (by id), and which."""
    starts = [
        (child.paragraphs[0].start, child.num) for child in library.children(document.id, clause) if child.paragraphs
    ]
    found: dict[str, str] = {}
    for ordinal, (paragraph, following) in enumerate(pairwise(clause.paragraphs), start=1):
        between = [num for start, num in starts if paragraph.start < start < following.start]
        if between:
            found[f"p{ordinal}"] = between[0] if len(between) == 1 else f"{between[0]}—{between[-1]}"
    return found


def paragraph_names(clause: Clause) -> str:
    """How each paragraph p1, p2, … is cited, joined with "|"; nothing where there is only one.

    Nor where words of a notice and of the text that it issues stand on one page: counting would mislead.
    """
    if any(p.role == "enclosed_title" for p in clause.paragraphs):
        return ""
    count = 0
    names = []
    for paragraph in clause.paragraphs:
        counted = paragraph.role == "text"
        count += counted
        names.append(citing.paragraph_name(clause.path, count) if counted else "")
    return "|".join(names) if count > 1 else ""


def related(library: Library, document: Document, path: Path) -> list[dict[str, Any]]:
    """Clauses of other documents that a reader may want, with the reason."""
    rows = []
    for item in library.related(document, path):
        entry, clause = library.at(item.place)
        if entry and clause:
            link = base.clause_link(entry.document, clause)
            rows.append({"link": link, "reason": item.reason, "title": entry.document.title})
    return rows


def conflicts(library: Library, document: Document, path: Path) -> list[dict[str, Any]]:
    """The same benefit with other figures elsewhere: what is compared, and the other place with its words."""
    rows = []
    for item in library.conflicts(document, path):
        other = item.right if item.left.place == Place(document.doc, path) else item.left
        entry, clause = library.at(other.place)
        if entry and clause:
            link = base.clause_link(entry.document, clause)
            rows.append(
                {"what": item.what, "link": link, "title": entry.document.title, "quote": other.incentive.quote}
            )
    return rows
