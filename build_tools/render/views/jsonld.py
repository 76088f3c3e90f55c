"""schema.org/Legislation for documents and clauses. Addresses are relative to the page."""

from __future__ import annotations

from typing import Any

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Facts
from build_tools.render import citing, links
from build_tools.render.library import Library


def _organizations(document: Document) -> list[dict[str, str]]:
    return [{"@type": "GovernmentOrganization", "name": name} for name in document.issuers]


def document(library: Library, document: Document, facts: Facts) -> dict[str, Any]:
    """A whole document."""
    page = links.document_page(document.id)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "url": "./",
        "name": document.title,
        "legislationIdentifier": document.doc,
        "legislationType": document.type,
        "legislationPassedBy": _organizations(document),
        "legislationDate": document.date,
        "inLanguage": "zh-CN",
    }
    effective = facts.validity.effective
    if effective and effective[:4].isdigit():
        data["legislationDateOfApplicability"] = effective
    if facts.validity.period:
        data["temporalCoverage"] = "/".join(map(str, facts.validity.period))
    repeals, cites = [], []
    for citation in facts.citations:
        target = library.cited(citation)
        item: dict[str, Any] = {"@type": "Legislation", "name": citation.title or citation.number}
        if citation.number:
            item["legislationIdentifier"] = citation.number
        if target:
            item["url"] = links.href(page, links.document_page(target))
        if citation.relation == "repeals":
            repeals.append(item)
        elif citation.relation in ("basis", "mentions"):
            cites.append(item)
    data["legislationRepeals"] = repeals
    data["citation"] = cites
    data["hasPart"] = [
        {
            "@type": "Legislation",
            "name": citing.heading(clause),
            "url": links.href(page, links.clause_page(document.id, clause.id)),
        }
        for clause in library.children(document.id, ())
    ]
    return {key: value for key, value in data.items() if value}


def clause(document: Document, clause: Clause, label: str) -> dict[str, Any]:
    """One clause as a part of its document."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "url": "./",
        "name": label,
        "legislationIdentifier": f"{document.doc} {'/'.join(clause.path)}",
        "legislationDate": document.date,
        "legislationPassedBy": _organizations(document),
        "inLanguage": "zh-CN",
        "isPartOf": {
            "@type": "Legislation",
            "name": document.title,
            "legislationIdentifier": document.doc,
            "url": "../index.html",
        },
    }
    return {key: value for key, value in data.items() if value}
