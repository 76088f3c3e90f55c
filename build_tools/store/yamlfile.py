"""YAML files as checked records: read with strict types; what does not fit is told with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from build_tools.errors import InputError

Form = TypeVar("Form")
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """Safe and fast. Dates and words like `no` stay text, so that a hand-written file means what it says."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and form that PyYAML reads


Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:(?:0|[1-9]\d*)\.\d+(?:[eE][-+]?\d+)?|\.inf)$|^\.nan$"),
    list("-.0123456789"),
)


def read_records(path: Path, form: type[Form], name: str | None = None) -> Form:
    """The file as `form`, strictly. Raises InputError with the line of what does not fit."""
    name = name or path.name
    text = _read(path, name)
    try:
        return msgspec.convert(parse_yaml(text, name), form)
    except msgspec.ValidationError as error:
        problem, place = _split(str(error))
        raise InputError(
            name, line_of(text, place), f"内容不合要求（{problem}）；请按 structured/schema 改正"
        ) from None


def parse_yaml(text: str, name: str) -> Any:
    """Plain data of a YAML text. Raises InputError."""
    try:
        return yaml.load(text, Loader)  # the loader is derived from the safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(name, line, f"不是正确的 YAML（{what}）；请检查缩进与引号") from None


def line_of(text: str, place: list[str | int]) -> int:
    """1-based line of the value at `place` (keys and indexes from the top); of the deepest part that is there."""
    node = yaml.compose(text, Loader)
    line = 1
    for step in place:
        found = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == str(step)), None)
            line = next((key.start_mark.line + 1 for key, _ in node.value if key.value == str(step)), line)
        if found is None:
            break
        node = found
        if isinstance(step, int):
            line = int(node.start_mark.line) + 1
    return line


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(name, 1, f"不是 UTF-8 文本（第 {error.start} 字节）；请另存为 UTF-8") from None
    except OSError as error:
        raise InputError(name, 1, f"无法读取（{error.strerror}）；请检查文件") from None


def _split(message: str) -> tuple[str, list[str | int]]:
    """msgspec's words, and the place that it names: `… - at `$.clauses[3].line``."""
    problem, _, place = message.partition(" - at `")
    steps = re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", place)
    unknown = re.search(r"unknown field `([^`]+)`", problem)
    return problem, [*(name or int(index) for name, index in steps), *(unknown.groups() if unknown else ())]
