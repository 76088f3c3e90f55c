"""公报原文: the files as received, which document stands where in them, and what was mended."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from build_tools.model.document import Document
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base


def source_of(document: Document) -> dict[str, str]:
    """The file that a document was read from, and where it is published."""
    return {"name": document.source_file, "page": links.source_file(document.source_file)}


def sources_page(library: Library) -> base.Page:
    """All files with their documents in the order of print."""
    documents = sorted((entry.document for entry in library.documents), key=lambda d: (d.source_file, d.start, d.id))
    files: list[dict[str, Any]] = []
    for _, group in groupby(documents, key=lambda d: d.source_file):
        held = list(group)
        rows = [{"link": base.document_link(d), "document": d, **counted(d)} for d in held]
        files.append({"source": source_of(held[0]), "sha256": held[0].source_sha256, "rows": rows})
    return base.Page(
        links.SOURCES,
        "sources",
        "公报原文",
        {"files": files, "total": {key: sum(row[key] for file in files for row in file["rows"]) for key in COUNTED}},
        description="收到的公报原文，一个字节未改；每份文件在其中的起止行、字数和校订处数",
        layout="wide",
    )


COUNTED = ("characters", "changed", "noted")


def counted(document: Document) -> dict[str, int]:
    """Characters shown (white space aside), repairs that changed something, notes that changed nothing."""
    changed = sum(repair.put is not None for repair in document.repairs)
    texts = [p.text for p in (*document.header, *document.trailer)]
    texts += [p.text for clause in document.clauses for p in clause.paragraphs]
    texts += [cell for table in document.tables for row in table.rows for cell in row.cells]
    return {
        "characters": sum(len("".join(text.split())) for text in texts),
        "changed": changed,
        "noted": len(document.repairs) - changed,
    }
