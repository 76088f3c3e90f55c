"""An Atom feed (RFC 4287) of the documents, newest first, so that readers learn of new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from build_tools.export.akomantoso import clean
from build_tools.files import write_changed
from build_tools.model.facts import StructuredDocument
from build_tools.store.corpus import Corpus

NAMESPACE = "http://www.w3.org/2005/Atom"
NAMESPACES: Any = {None: NAMESPACE}  # written without a prefix
NAME = "feed.xml"
TITLE = "政策知识库：新收录文件"
MOST = 50
TAG = "tag:policy-knowledge-base,2022:"  # RFC 4151: ids that hold wherever the site is published
LONGEST = 200


def write_feed(corpus: Corpus, site: Path) -> Path:
    """Writes `site`/feed.xml. Links are relative to the feed, as the site may stand below any prefix."""
    path = site / NAME
    write_changed(path, feed_bytes(corpus))
    return path


def feed_bytes(corpus: Corpus) -> bytes:
    """The feed; the same corpus, the same bytes. An entry's date is that of its document, midnight UTC."""
    records = sorted(corpus.records, key=lambda r: (r.document.date or "", r.document.id), reverse=True)[:MOST]
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap=NAMESPACES)
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    _add(feed, "title", TITLE)
    _add(feed, "id", f"{TAG}feed")
    _add(feed, "updated", _time(max((r.document.date or "" for r in records), default="")))
    _add(feed, "link", rel="self", href=NAME, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href="index.html", type="text/html")
    for record in records:
        _entry(feed, record)
    return bytes(etree.tostring(feed, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _entry(feed: Any, record: StructuredDocument) -> None:
    document = record.document
    entry = _add(feed, "entry")
    _add(entry, "title", document.title + (f"（{document.number}）" if document.number else ""))
    _add(entry, "id", f"{TAG}doc/{document.id}")
    _add(entry, "updated", _time(document.date or ""))
    _add(entry, "link", rel="alternate", href=f"doc/{document.id}/index.html", type="text/html")
    for issuer in document.issuers or ("发文机关未载明",):
        _add(_add(entry, "author"), "name", issuer)
    words = next((p.text for clause in document.clauses for p in clause.paragraphs if p.role == "text" and p.text), "")
    if words:
        _add(entry, "summary", words if len(words) <= LONGEST else f"{words[:LONGEST]}…")


def _time(date: str) -> str:
    return f"{date or '1970-01-01'}T00:00:00Z"


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if text is not None:
        element.text = clean(text)
    return element
