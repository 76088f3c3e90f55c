"""YAML files as checked records: read with strict types; what does not fit is told with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from build_tools.errors import InputError, shown

Form = TypeVar("Form")
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """Safe and fast. Dates and words like `no` stay text, so that a hand-written file means what it says."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and form that PyYAML reads

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; a key that stands twice is an error, as one of its values would be lost."""
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(found) < len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for at, (key, _) in enumerate(node.value) if key.value in keys[:at])
            raise yaml.constructor.ConstructorError(None, None, f"{twice.value} 写了两次", twice.start_mark)
        return found


Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:(?:0|[1-9]\d*)\.\d+(?:[eE][-+]?\d+)?|\.inf)$|^\.nan$"),
    list("-.0123456789"),
)


def read_records(path: Path, form: type[Form], name: str, see: str = "文件开头的说明") -> Form:
    """The file as `form`, strictly. Raises InputError with the line of what does not fit.

    `name`: the file as errors call it; `see`: what tells a person how the file is written.
    """
    text = read_text(path, name)
    try:
        return msgspec.convert(parse_yaml(text, name), form)
    except msgspec.ValidationError as error:
        raise misfit(name, text, error, see=see) from None


def misfit(
    name: str, text: str, error: msgspec.ValidationError, place: Sequence[str | int] = (), *, see: str
) -> InputError:
    """The error of data at `place` of a YAML text that do not fit, with its line."""
    problem, below = _split(str(error))
    line = line_of(text, [*place, *below])
    return InputError(name, line, f"内容不合要求（{in_words(problem)}）；请参照{see}改正")


def read_yaml(path: Path) -> Any:
    """Plain data of a YAML file of ours. Raises InputError."""
    return parse_yaml(read_text(path, shown(path)), shown(path))


def parse_yaml(text: str, name: str) -> Any:
    """Plain data of a YAML text. Raises InputError."""
    try:
        return yaml.load(text, Loader)  # the loader is derived from the safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(name, line, f"不是正确的 YAML（{what}）；请检查缩进与引号") from None


def line_of(text: str, place: Sequence[str | int]) -> int:
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


def read_text(path: Path, name: str) -> str:
    """The text of a file. Raises InputError."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(name, 1, f"不是 UTF-8 文本（第 {error.start} 字节）；请另存为 UTF-8") from None
    except OSError as error:
        raise InputError(name, 1, f"无法读取（{error.strerror}）；请检查文件是否存在") from None


def _split(message: str) -> tuple[str, list[str | int]]:
    """msgspec's words, and the place that it names: `… - at `$.clauses[3].line``."""
    problem, _, place = message.partition(" - at `")
    steps = re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", place)
    unknown = re.search(r"unknown field `([^`]+)`", problem)
    return problem, [*(name or int(index) for name, index in steps), *(unknown.groups() if unknown else ())]


PROBLEMS = (  # msgspec's words → ours
    (r"Object contains unknown field `(.+)`", "没有名为 {} 的项"),
    (r"Object missing required field `(.+)`", "缺少 {}"),
    (r"Invalid enum value '(.+)'", "不能写 {}"),
    (r"Expected `(.+)`, got `(.+)`", "应为{}，而不是{}"),
    (r"Expected `str` matching regex .+", "只能用小写字母和数字，以 - 相连"),
)
KINDS = {
    "array": "列表",
    "object": "“名称: 值”",
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "true 或 false",
    "null": "空",
}


def in_words(problem: str) -> str:
    """What msgspec finds wrong, in Chinese; its own words where we have none."""
    for pattern, words in PROBLEMS:
        match = re.fullmatch(pattern, problem)
        if match:
            return words.format(
                *("或".join(KINDS.get(kind, kind) for kind in group.split(" | ")) for group in match.groups())
            )
    return problem
