"""JSON Schema of structured/documents/*.yml, generated from the model: editors check a file against it."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from build_tools.files import write_changed
from build_tools.store.documents import DocumentFile

PLACE = Path("schema") / "document.schema.json"


def document_schema() -> dict[str, Any]:
    """The schema, by definition the form that `read_document` accepts."""
    schema = _even(msgspec.json.schema(DocumentFile))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "政策文件", **schema}


def _even(part: Any) -> Any:
    """`part` with its descriptions, which are docstrings, indented as Python 3.13 does: alike under every Python."""
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _even(value)
            for key, value in part.items()
        }
    return [_even(item) for item in part] if isinstance(part, list) else part


def schema_text() -> str:
    """The schema as it stands on disk; keys in the model's order."""
    return json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema(structured: Path) -> Path:
    """Writes structured/schema/document.schema.json."""
    path = structured / PLACE
    write_changed(path, schema_text())
    return path
