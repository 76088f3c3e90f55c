"""Plain data → YAML that an official can read and any YAML reader can load.

Prose stands in block literals, exactly as it is read; short lists stand on one line; keys keep the order
they are given in. Only text that YAML cannot hold otherwise (control characters, U+2028 …) is quoted with
escapes. PyYAML's C emitter is not used because it escapes characters beyond the BMP (𠮷, found in names)
and text with blanks at the end of a line.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import Any

PROSE_KEYS = frozenset({"text", "quote", "words", "before", "after"})
LITERAL_FROM = 72  # a longer string stands in a block of its own
FLOW_UP_TO = 240  # a longer list has one item a line


@cache
def _odd() -> re.Pattern[str]:
    # not printable in YAML 1.1, or a line break there that is not LF
    return re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@cache
def _plain() -> re.Pattern[str]:
    # letters and digits of any script, with signs that mean nothing to YAML in any place
    return re.compile(r"(?:[^\W_]|[（《〈〔“‘])[\w（）〔〕《》〈〉“”‘’、，。；：！？…—·% ./+-]*(?<! )")


@cache
def _resolved() -> re.Pattern[str]:
    # what some YAML reader would take for a number, a date, a truth value or nothing
    return re.compile(r"[\d.+-][\d_.,:+\-TZtzeExXoa-fA-F ]*|~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)


def to_yaml(value: dict[str, Any], comment: str = "") -> str:
    """YAML of `value`: a mapping of strings, numbers, None, lists and mappings with string keys."""
    lines = [f"# {line}" for line in comment.splitlines()]
    if value:
        _mapping(value, "", lines)
    else:
        lines.append("{}")
    return "\n".join(lines) + "\n"


def _mapping(value: dict[str, Any], indent: str, lines: list[str], first: str | None = None) -> None:
    """Appends the lines of a mapping; `first` is put before its first key instead of the indent."""
    for key, item in value.items():
        lead = indent if first is None else first
        first = None
        name = f"{lead}{scalar(key)}:"
        if isinstance(item, dict):
            if item:
                lines.append(name)
                _mapping(item, indent + "  ", lines)
            else:
                lines.append(f"{name} {{}}")
        elif isinstance(item, (list, tuple)):
            flow = _flow(item)
            if flow is not None:
                lines.append(f"{name} {flow}")
            else:
                lines.append(name)
                _sequence(item, indent, lines)
        elif isinstance(item, str):
            lines.append(f"{name} {_string(item, indent + '  ', key in PROSE_KEYS)}")
        else:
            lines.append(f"{name} {scalar(item)}")


def _sequence(value: list[Any] | tuple[Any, ...], indent: str, lines: list[str]) -> None:
    for item in value:
        if isinstance(item, dict) and item:
            _mapping(item, indent + "  ", lines, f"{indent}- ")
        elif isinstance(item, (list, tuple)):
            flow = _flow(item)
            if flow is not None:
                lines.append(f"{indent}- {flow}")
            else:
                lines.append(f"{indent}-")
                _sequence(item, indent + "  ", lines)
        elif isinstance(item, str):
            lines.append(f"{indent}- {_string(item, indent + '  ', False)}")
        else:
            lines.append(f"{indent}- {scalar(item) if item != {} else '{}'}")


def _flow(value: list[Any] | tuple[Any, ...]) -> str | None:
    """`value` on one line; None where it is long or holds mappings or text of several lines."""
    parts = []
    room = FLOW_UP_TO
    for item in value:
        if isinstance(item, dict) or (isinstance(item, str) and "\n" in item):
            return None
        if isinstance(item, (list, tuple)):
            inner = _flow(item)
            if inner is None:
                return None
            parts.append(inner)
        else:
            parts.append(scalar(item))
        room -= len(parts[-1]) + 2
        if room < 0:
            return None
    return f"[{', '.join(parts)}]"


def _string(value: str, indent: str, prose: bool) -> str:
    """A string as the value of a key; the lines of a block carry `indent`."""
    wanted = prose or len(value) > LITERAL_FROM or "\n" in value
    if not wanted or not value.strip() or _odd().search(value):
        return scalar(value)
    body = value.rstrip("\n")
    closing = len(value) - len(body)
    chomp = "-" if closing == 0 else "" if closing == 1 else "+"
    # YAML finds the indent from the first line, unless that line is empty or begins with blanks
    width = "2" if value[0] in " \t\n" else ""
    text = "\n".join(indent + line if line else "" for line in body.split("\n"))
    return f"|{width}{chomp}\n{text}" + "\n" * max(0, closing - 1)


@lru_cache(maxsize=65536)
def _text(value: str) -> str:
    if _plain().fullmatch(value) and not _resolved().fullmatch(value):
        return value
    if "\n" in value or _odd().search(value):
        return "".join(_escape(c) if _odd().match(c) else c for c in json.dumps(value, ensure_ascii=False))
    return "'" + value.replace("'", "''") + "'"


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def scalar(value: Any) -> str:
    """A value on one line, right in every place of a YAML text."""
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if value != value or value in (float("inf"), float("-inf")):
        return {"inf": ".inf", "-inf": "-.inf"}.get(str(value), ".nan")
    digits = repr(value)
    mantissa, mark, exponent = digits.partition("e")  # YAML 1.1 takes a number for one only with its point
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}{mark}{exponent}"
