"""schema.org/Legislation for documents and clauses. Addresses are relative to the page; what is not known is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

import msgspec

from build_tools.model.document import Clause, Document
from build_tools.model.facts import Citation, Facts, Validity
from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views.base import Link
from build_tools.rules import load_rules

CONTEXT = "https://schema.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `areas`; `example` and `is` prove it."""

    issuer: str
    area: str
    example: str
    is_: str = msgspec.field(name="is")


@cache
def areas() -> tuple[Area, ...]:
    """Rows of the table `areas`."""
    return load_rules(File(__file__).with_name("jsonld.yml"), "areas", Area)


def area_of(issuer: str) -> str:
    """The territory that an issuer governs; "" where its name does not say."""
    for row in areas():
        if match := re.fullmatch(row.issuer, issuer):
            return row.area.format(area=match[1] if match.re.groups else "")
    return ""


def document(library: Library, document: Document, facts: Facts) -> dict[str, Any]:
    """A whole document."""
    page = links.document_page(document.id)
    data = {
        **_legislation(library, document, document.title, document.doc),
        "legislationType": document.type,
        "abstract": citing.title_and_number(document),
        "isPartOf": _issue(library, document, page),
        **_validity(facts.validity),
        "encoding": {
            "@type": "LegislationObject",
            "encodingFormat": WORD,
            "contentUrl": links.href(page, links.word_file(document.id)),
            "legislationLegalValue": f"{CONTEXT}/UnofficialLegalValue",
        },
        **_cited(library, page, facts.citations),
        "hasPart": _parts(page, document, library.children(document.id, None)),
    }
    return _known(data)


def clause(library: Library, document: Document, clause: Clause, label: str) -> dict[str, Any]:
    """One clause as a part of the clause above, or of its document."""
    page = links.clause_page(document.id, clause.id)
    above = library.clause_at(document.id, clause.parent, clause.line) if clause.parent else None
    whole = {
        "@type": "Legislation",
        "name": document.title,
        "legislationIdentifier": document.doc,
        "url": links.href(page, links.document_page(document.id)),
    }
    data = {
        **_legislation(library, document, label, f"{document.doc} {'/'.join(clause.path)}"),
        "isPartOf": {**_part(page, document, above), "isPartOf": whole} if above else whole,
        "hasPart": _parts(page, document, library.children(document.id, clause)),
    }
    return _known(data)


def breadcrumbs(page: str, crumbs: Sequence[Link], here: str) -> dict[str, Any]:
    """The way to a page, from the home page on."""
    way = [Link(links.HOME, "首页"), *crumbs]
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": n, "name": link.text, "item": links.href(page, link.page)}
        for n, link in enumerate(way, start=1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": here}
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": [*items, last]}


def _legislation(library: Library, document: Document, name: str, identifier: str) -> dict[str, Any]:
    """What a document and its clauses have in common."""
    territory = next(filter(None, map(area_of, document.issuers)), "")
    repealed = any(citation.relation == "repeals" for _, citation in library.cited_by.get(document.id, ()))
    ended = repealed or library.by_id[document.id].facts.validity.status in ("已废止", "已失效")
    return {
        "@context": CONTEXT,
        "@type": "Legislation",
        "url": "./",
        "name": name,
        "legislationIdentifier": identifier,
        "legislationDate": document.date,
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": issuer} for issuer in document.issuers],
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": territory} if territory else None,
        "legislationLegalForce": f"{CONTEXT}/NotInForce" if ended else None,  # that one is in force is never inferred
        "inLanguage": "zh-CN",
    }


def _issue(library: Library, document: Document, page: str) -> dict[str, Any]:
    """The gazette; its number and date are not known, only what was received of it."""
    return {"@type": "PublicationIssue", "name": document.source_file, "url": links.href(page, links.SOURCES)}


def _validity(validity: Validity) -> dict[str, Any]:
    begins = validity.effective if validity.effective and DATE.fullmatch(validity.effective) else ""
    ends = validity.expires if validity.expires and DATE.fullmatch(validity.expires) else ""
    period = "/".join(map(str, validity.period or ()))
    covered = f"{begins or '..'}/{ends}" if ends else period  # an end that the text leaves open is not known to be open
    return {"legislationDateOfApplicability": begins, "expires": ends, "temporalCoverage": covered}


def _cited(library: Library, page: str, citations: Sequence[Citation]) -> dict[str, Any]:
    """What is repealed, and what else is cited; each once."""
    found: dict[str, dict[tuple[str | None, str | None], dict[str, Any]]] = {"legislationRepeals": {}, "citation": {}}
    for citation in citations:
        if citation.relation == "issues":
            continue
        target = library.cited(citation)
        field = "legislationRepeals" if citation.relation == "repeals" else "citation"
        found[field][citation.title, citation.number] = _known(
            {
                "@type": "Legislation",
                "name": citation.title or citation.number,
                "legislationIdentifier": citation.number,
                "url": links.href(page, links.document_page(target)) if target else "",
            }
        )
    return {field: list(items.values()) for field, items in found.items()}


def _parts(page: str, document: Document, clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    return [_part(page, document, clause) for clause in clauses]


def _part(page: str, document: Document, clause: Clause) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "name": citing.heading(clause),
        "url": links.href(page, links.clause_page(document.id, clause.id)),
    }


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
