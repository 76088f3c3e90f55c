"""JSON Schema of structured/documents/*.yml, generated from the model: editors check a file against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from build_tools.files import write_changed
from build_tools.store.documents import DocumentFile

PLACE = Path("schema") / "document.schema.json"


def document_schema() -> dict[str, Any]:
    """The schema, by definition the form that `read_document` accepts."""
    schema = msgspec.json.schema(DocumentFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "政策文件", **schema}


def schema_text() -> str:
    """The schema as it stands on disk; keys in the model's order."""
    return json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema(structured: Path) -> Path:
    """Writes structured/schema/document.schema.json."""
    path = structured / PLACE
    write_changed(path, schema_text())
    return path
