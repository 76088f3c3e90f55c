"""structured/documents/<id>.yml: one document a file, and back.

Writes: `write_document`. Reads: `read_document`, `read_documents`. What was written reads back equal.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from build_tools.errors import InputError
from build_tools.files import write_changed
from build_tools.model.document import SLUG, Account, Document
from build_tools.model.facts import Correction, Facts, StructuredDocument
from build_tools.store.yamltext import to_yaml
from build_tools.yamlfile import read_records

COMMENT = "由程序根据原文生成，请勿直接修改；更正写在 structured/corrections/ 下。"
LAST = ("account", "facts", "corrections", "oddities", "repairs")  # a reader wants the document first


class DocumentFile(Document, frozen=True, kw_only=True):
    """The form of a file: the document's own fields, and beside them its facts and corrections."""

    facts: Facts = Facts()
    corrections: tuple[Correction, ...] = ()
    account: Account | None = None


def check_id(id_: str) -> str:
    """`id_`, if it can stand in an address and a file name: words of a–z and 0–9, joined by "-"."""
    if len(id_) > 100 or id_.endswith("\n") or not re.search(SLUG, id_):
        raise ValueError(f"not an id: {id_!r}")
    return id_


def dump(record: StructuredDocument) -> str:
    """The YAML text of a document: metadata, clauses, tables, facts, repairs; the same record, the same bytes."""
    fields: dict[str, Any] = msgspec.to_builtins(record.document)
    if record.facts != Facts():
        fields["facts"] = msgspec.to_builtins(record.facts)
    if record.account:
        fields["account"] = msgspec.to_builtins(record.account)
    if record.corrections:
        fields["corrections"] = msgspec.to_builtins(record.corrections)
    for name in LAST:
        if name in fields:
            fields[name] = fields.pop(name)
    return to_yaml(fields, COMMENT)


def write_document(folder: Path, record: StructuredDocument) -> Path:
    """Writes `folder`/<id>.yml whole or not at all; a file that already says the same is left alone."""
    path = folder / f"{check_id(record.document.id)}.yml"
    write_changed(path, dump(record))
    return path


def is_written(path: Path) -> bool:
    """Whether a file is one that `write_document` wrote."""
    if path.suffix != ".yml" or not path.is_file():
        return False
    with path.open("rb") as stream:
        return COMMENT.encode() in stream.readline(1000)


def read_document(path: Path) -> StructuredDocument:
    """The document of one file. Raises InputError with the line of what does not fit."""
    name = "/".join(path.parts[-3:])
    file = read_records(path, DocumentFile, name, " structured/schema ")
    if file.id != path.stem:
        raise InputError(name, 1, f"文件名与其中的 id（{file.id}）不一致；请改回原名")
    document = Document(**{field: getattr(file, field) for field in Document.__struct_fields__})
    return StructuredDocument(document=document, facts=file.facts, corrections=file.corrections, account=file.account)


def read_documents(folder: Path) -> tuple[StructuredDocument, ...]:
    """All documents of a folder, in the order of their sources and of their places there."""
    records = [read_document(path) for path in sorted(folder.glob("*.yml"))]
    return tuple(sorted(records, key=lambda r: (r.document.source_file, r.document.start, r.document.id)))
