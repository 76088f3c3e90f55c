"""Titles and issuers of official documents: 发文机关 + 关于 + 事由 + 文种."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import squeeze
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("titles.yml")
LONGEST_TITLE = 160


class KindRule(msgspec.Struct, frozen=True):
    """A 文种: the words that a title ends with."""

    kind: str
    example: str


class OfficeRule(msgspec.Struct, frozen=True):
    """Words that the name of an office ends with."""

    ending: str
    example: str


class CentralRule(msgspec.Struct, frozen=True):
    """How the name of a central body begins, after the name of another one."""

    start: str
    example: str


class EncloseRule(msgspec.Struct, frozen=True):
    """A title that names the text it encloses."""

    pattern: str
    example: str
    title: str


@cache
def _kind() -> re.Pattern[str]:
    kinds = sorted((rule.kind for rule in load_rules(FILE, "kinds", KindRule)), key=len, reverse=True)
    return re.compile(rf"({'|'.join(kinds)})(?:[（(〈<][^（）()〈〉<>]{{1,24}}[）)〉>])*[》〉]?$")


@cache
def _office() -> re.Pattern[str]:
    endings = sorted((rule.ending for rule in load_rules(FILE, "offices", OfficeRule)), key=len, reverse=True)
    return re.compile(rf"(?:[\u4e00-\u9fffA-Z×Ｘ○“”（）·、]{{0,40}}?)(?:{'|'.join(endings)})")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("关于|转发|批转|印发")


@cache
def _encloses() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern) for rule in load_rules(FILE, "encloses", EncloseRule))


def kind_of(title: str) -> str | None:
    """文种 of a title: 意见, 通知, 方案 …; None if it ends with none."""
    match = _kind().search(squeeze(title)[-60:])
    return match[1] if match else None


def is_office(text: str) -> bool:
    """Whether `text` is the name of an office and nothing else."""
    text = squeeze(text)
    return len(text) <= 60 and bool(_office().fullmatch(text))


def split_title(title: str) -> tuple[tuple[str, ...], str]:
    """Issuers that a title opens with, and the rest: 某市人民政府 关于… → (("某市人民政府",), "关于…").

    Joint issuers stand apart by white space. Without 关于 (某市人民政府任免通知), the longest office
    name that leaves a 文种 is the issuer.
    """
    match = _verb().search(title)
    if match:
        head, rest = title[: match.start()], title[match.start() :]
        offices = tuple(head.split())
        if offices and all(is_office(part) for part in offices):
            return tuple(name for office in offices for name in _apart(office)), rest
        joined = squeeze(head)
        return (_apart(joined), rest) if joined and is_office(joined) else ((), title)
    text = squeeze(title)
    for end in range(len(text) - 1, 3, -1):
        if text[end] != "的" and kind_of(text[end:]) and len(text) - end <= 8 and is_office(text[:end]):
            return (text[:end],), text[end:]
    return (), title


@cache
def _inner_ends() -> re.Pattern[str]:
    return re.compile("|".join(rule.ending for rule in load_rules(FILE, "offices", OfficeRule)))


def _apart(names: str) -> tuple[str, ...]:
    """Joint issuers printed without a gap: the second begins with the place of the first, or is one of the centre's."""
    place = names.removeprefix("中共")[:2]
    for match in _inner_ends().finditer(names):
        rest = names[match.end() :]
        if rest.startswith((place, *(row.start for row in load_rules(FILE, "central", CentralRule)))) and is_office(
            rest
        ):
            return (names[: match.end()], *_apart(rest))
    return (names,)


def enclosed_title(title: str) -> str | None:
    """Title of the text that a notice of this title encloses; None where it encloses none."""
    text = squeeze(title)
    if len(text) > LONGEST_TITLE * 2:
        return None
    for pattern in _encloses():
        match = pattern.search(text)
        if match:
            return match["title"].strip("《》〈〉")
    return None


def is_title(text: str) -> bool:
    """Whether one line may be a title: short, closed by a 文种, no sentence in it."""
    text = squeeze(text)
    return 4 <= len(text) <= LONGEST_TITLE and not re.search(r"[。；：:]", text) and kind_of(text) is not None
