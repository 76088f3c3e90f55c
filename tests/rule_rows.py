"""Rule tables with a row taken away: what a row does shows in how its example reads without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pytest

from build_tools.rules import load_rules

Row = TypeVar("Row")


@contextmanager
def without(table: str, example: Any, *modules: ModuleType) -> Iterator[None]:
    """Within, `modules` read `table` without the row that has this example."""

    def fewer(file: Path, name: str, row_type: type[Row]) -> tuple[Row, ...]:
        rows = load_rules(file, name, row_type)
        return tuple(row for row in rows if name != table or getattr(row, "example", None) != example)

    try:
        with pytest.MonkeyPatch.context() as patch:
            for module in modules:
                patch.setattr(module, "load_rules", fewer)
            _forget(modules)
            yield
    finally:
        _forget(modules)


def _forget(modules: tuple[ModuleType, ...]) -> None:
    for module in modules:
        for value in vars(module).values():
            if getattr(value, "__module__", None) == module.__name__ and hasattr(value, "cache_clear"):
                value.cache_clear()
