"""The published schema accepts every file of structured/documents, and refuses what the program refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from build_tools.store.schema import document_schema, schema_text, write_schema
from build_tools.yamlfile import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted((ROOT / "structured" / "documents").glob("*.yml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema.Draft202012Validator.check_schema(document_schema())
    return jsonschema.Draft202012Validator(document_schema())


def test_descriptions_are_the_same_under_every_python() -> None:
    told = [line for line in schema_text().splitlines() if '"description"' in line]
    assert told
    assert not [line for line in told if "\\n  " in line]  # before 3.13, docstrings keep their indentation


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_documents_of_the_project_fit(validator: Any, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    value = yaml.load(text, yaml.CSafeLoader)
    assert value == parse_yaml(text, path.name)  # any YAML reader sees what ours sees
    assert next(validator.iter_errors(value), None) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"line": "一"},
        {"titel": "拼错的栏"},
        {"clauses": [{"id": "1"}]},
        {"facts": {"amounts": [{"role": "上限"}]}},
        {"title": None},
    ],
)
def test_what_does_not_fit_is_refused(validator: Any, changes: dict[str, object]) -> None:
    value = yaml.load(DOCUMENTS[0].read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert next(validator.iter_errors({**value, **changes}), None) is not None


def test_the_schema_is_written_once(tmp_path: Path) -> None:
    path = write_schema(tmp_path)
    stood = path.stat().st_mtime_ns
    assert write_schema(tmp_path).stat().st_mtime_ns == stood
