"""公报原文: the files as received, which document stands where in them, and what was mended."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from build_tools.model.document import Document
from build_tools.model.facts import StructuredDocument
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base


def source_of(library: Library, document: Document) -> dict[str, str]:
    """The file that a document was read from, where it is published, and the page that shows its lines ("" without)."""
    lines = links.source_lines(document.id) if document.source_file in library.texts else ""
    return {"name": document.source_file, "page": links.source_file(document.source_file), "lines": lines}


def sources_page(library: Library) -> base.Page:
    """All files with their documents in the order of print."""
    entries = sorted(library.documents, key=lambda e: (e.document.source_file, e.document.start, e.document.id))
    files: list[dict[str, Any]] = []
    for _, group in groupby(entries, key=lambda e: e.document.source_file):
        held = list(group)
        rows = [
            {
                "link": base.document_link(e.document),
                "document": e.document,
                "lines": source_of(library, e.document)["lines"],
                **counted(e),
            }
            for e in held
        ]
        first = held[0].document
        source = {"source": source_of(library, first), "sha256": first.source_sha256}
        files.append({**source, "rows": rows, "total": _total(rows)})
    return base.Page(
        links.SOURCES,
        "sources",
        "公报原文",
        {"files": files, "total": _total([file["total"] for file in files])},
        description="收到的公报原文，一个字节未改；每份文件在其中的起止行、字数、逐字核对的结果和校订处数",
        layout="wide",
    )


COUNTED = ("characters", "lost", "changed", "noted", "uncounted")
# Where characters of the source went, as a reader is told; in this order.
WENT = (
    ("text", "正文"), ("heading", "标题"), ("table", "表格"), ("header", "文头与落款"), ("replaced", "经校订改写"),
    ("removed", "经校订删去"),
)  # fmt: skip


def counted(entry: StructuredDocument) -> dict[str, Any]:
    """Characters of the source (white space aside), where they went, and how many repairs changed or noted something.

    `lost`: those that neither the text nor a repair record accounts for; `uncounted`: 1 where nobody has counted.
    """
    repairs, account = entry.document.repairs, entry.account
    changed = sum(repair.put is not None for repair in repairs)
    return {
        "characters": account.source if account else 0,
        "lost": account.lost if account else 0,
        "uncounted": int(account is None),
        "went": [(name, number) for field, name in WENT if (number := getattr(account, field, 0))],
        "changed": changed,
        "noted": len(repairs) - changed,
    }


def _total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    went = {name: sum(dict(row["went"]).get(name, 0) for row in rows) for _, name in WENT}
    sums = {key: sum(row[key] for row in rows) for key in COUNTED}
    return {**sums, "went": [(name, number) for name, number in went.items() if number]}
