"""The page of a document: metadata, contents, full text, what it cites and who cites it, duties, figures, repairs."""

from __future__ import annotations

from typing import Any

from build_tools.model.document import Clause, Document, Paragraph
from build_tools.model.facts import Citation, StructuredDocument
from build_tools.model.order import stretches
from build_tools.render import citing, links
from build_tools.render.escape import escape
from build_tools.render.library import Library
from build_tools.render.views import base, jsonld
from build_tools.render.views.appointments import notice_tables
from build_tools.render.views.goals import goals_of
from build_tools.render.views.origin import counted, source_of
from build_tools.render.views.repairs import corrections_of
from build_tools.render.views.text import ShownParagraph, shown_paragraphs
from build_tools.render.views.units import matrix


def document_page(library: Library, entry: StructuredDocument) -> base.Page:
    """The page of one document."""
    document, facts = entry.document, entry.facts
    pieces = text_pieces(document)
    return base.Page(
        name=links.document_page(document.id),
        template="document",
        layout="document",
        title=document.title,
        description=description(document),
        jsonld=jsonld.document(library, document, facts),
        way=jsonld.breadcrumbs(
            links.document_page(document.id), [base.Link(links.DOCUMENTS, "政策文件")], document.title
        ),
        data={
            "document": document,
            "facts": facts,
            "validity": facts.validity,
            "effective": citing.chinese_date(facts.validity.effective or ""),
            "expires": citing.chinese_date(facts.validity.expires or ""),
            "date": citing.chinese_date(document.date) if document.date else "",
            "pieces": pieces,
            "contents": [
                piece
                for piece in pieces
                if piece["clause"] and piece["first"] and piece["level"] <= 3 and piece["clause"].heading
            ],
            "citation": citing.citation(document),
            "word": links.word_file(document.id),
            "citations": citations(library, document, facts.citations),
            "cited_by": cited_by(library, document),
            "matrix": matrix(library, document, facts.responsibilities),
            "counted": counted(entry),
            "source": source_of(library, document),
            "corrections": corrections_of(entry),
            "repealed_by": [d for d, c in library.cited_by.get(document.id, []) if c.relation == "repeals"],
            "appointments": notice_tables(library, entry) if facts.appointments else None,
            "counts": {
                "incentives": len(base.given(facts)),
                "stated": len(facts.incentives),
                "targets": len(goals_of(entry)),
                "units": len({duty.unit for duty in facts.responsibilities}),
            },
        },
    )


def description(document: Document) -> str:
    """One line for result lists."""
    date = citing.chinese_date(document.date) if document.date else ""
    return "，".join(filter(None, (document.number, "、".join(document.issuers), date)))


def text_pieces(document: Document) -> list[dict[str, Any]]:
    """The text as it was printed: stretches of paragraphs, each with the clause that it belongs to, if any."""
    tables = {table.id: table for table in document.tables}
    shown = {id(clause): shown_paragraphs(clause, tables, prefix=f"c-{clause.id}-p") for clause in document.clauses}
    return [
        {
            "clause": stretch.clause,
            "first": stretch.first,
            "page": links.clause_page(document.id, stretch.clause.id) if stretch.clause else "",
            "heading": _name(stretch.clause) if stretch.clause else "",
            "level": min(len(stretch.clause.path) + 1, 6) if stretch.clause else 0,
            "paragraphs": [
                shown[id(stretch.clause)][ordinal - 1] if stretch.clause else _loose(paragraph, ordinal)
                for ordinal, paragraph in stretch.paragraphs
            ],
        }
        for stretch in stretches(document)
    ]


def _name(clause: Clause) -> str:
    return base.clause_label(clause) if clause.heading else citing.heading(clause)


def _loose(paragraph: Paragraph, ordinal: int) -> ShownParagraph:
    return ShownParagraph(f"end-p{ordinal}", paragraph.role, escape(paragraph.text), paragraph.truncated)


def citations(library: Library, document: Document, found: tuple[Citation, ...]) -> list[dict[str, Any]]:
    """What the document cites, each once a relation, with the place and a page where the corpus holds it."""
    rows = []
    seen = set()
    for fact in found:
        key = (fact.title or fact.number, fact.relation)
        if key in seen:
            continue
        seen.add(key)
        target = library.cited(fact)
        clause = library.clause_of(document.id, fact)
        rows.append(
            {
                "fact": fact,
                "page": links.document_page(target) if target and target != document.id else "",
                "place": base.clause_link(document, clause) if clause else None,
            }
        )
    return rows


def cited_by(library: Library, document: Document) -> list[dict[str, Any]]:
    """Documents of the corpus that cite this one."""
    rows = []
    for other, fact in library.cited_by.get(document.id, ()):
        clause = library.clause_of(other.id, fact)
        place = base.clause_link(other, clause) if clause else base.document_link(other)
        rows.append({"document": other, "place": place, "relation": fact.relation})
    return rows
