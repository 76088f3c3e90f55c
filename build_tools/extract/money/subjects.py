"""Names of those who can get something, found in a sentence by the nouns in which they end.

In: words of a sentence. Out: names as printed. Rule tables: parties.yml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.money.phrases import phrase
from build_tools.rules import Phrase, filled, load_rules

RULES = Path(__file__).with_name("parties.yml")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun in which a beneficiary ends."""

    word: str
    kind: Literal["body", "thing"]
    example: str


class Sponsor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb before the one whom the sentence is about."""

    verb: str
    example: str


class GoesOn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words right after a head noun that make another word of it; in the example the noun stands in 【】."""

    pattern: str
    example: str


class NotSubject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with which a statement opens that has no subject of its own."""

    pattern: str
    example: str


@cache
def _heads() -> dict[str, Head]:
    return {row.word: row for row in load_rules(RULES, "heads", Head)}


@cache
def _forms() -> dict[str, str]:
    found = {
        "heads": "|".join(sorted(map(re.escape, _heads()), key=len, reverse=True)),
        "goes_on": "|".join(row.pattern for row in load_rules(RULES, "goes_on", GoesOn)),
        "sponsors": "|".join(row.verb for row in load_rules(RULES, "sponsors", Sponsor)),
    }
    for row in load_rules(RULES, "forms", Phrase):
        found[row.name] = filled(row.pattern, found)
    return found


@cache
def form(name: str) -> re.Pattern[str]:
    """The pattern of a row of `forms`, made of the words of the other tables. Raises KeyError for an unknown name."""
    return re.compile(_forms()[name])


@cache
def _not_subject() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_rules(RULES, "not_subjects", NotSubject)))


def name_at(text: str, start: int = 0) -> str | None:
    """The name that begins at `start`: 我市建筑企业年产值… → 我市建筑企业."""
    match = form("name").match(text, start)
    return match["all"] if match else None


def subject_of(text: str) -> tuple[str | None, int]:
    """The name with which a statement opens, after 支持 or 鼓励 if there is one, and where it ends; (None, 0) if none."""
    sponsor = form("opening").match(text)
    if not sponsor and _not_subject().match(text):
        return None, 0
    start = sponsor.end() if sponsor else 0
    name = name_at(text, start)
    return (name, start + len(name)) if name else (None, 0)


def body_in(text: str) -> str | None:
    """The one whom a sentence puts forward: 支持建筑企业建设… → 建筑企业. None where it puts forward nobody."""
    for match in form("opening").finditer(text):
        name = name_at(text, match.end())
        if is_body(name):
            short = form("short_name").match(name or "")
            acts = short and phrase("acts").match(text, match.end() + short.end())
            return short[0] if short and acts and is_body(short[0]) else name  # 鼓励投资机构支持…的小微企业
    return None


def thing_in(text: str) -> str | None:
    """The thing that a sentence puts forward to do something: 支持产业平台发布计划 → 产业平台."""
    for match in form("opening").finditer(text):
        name = name_at(text, match.end())
        if (
            is_thing(name)
            and not _not_subject().match(name or "")
            and phrase("acts").match(text, match.end() + len(name or ""))
        ):
            return name
    return None


def put_forward(heading: str) -> str | None:
    """The one, or the thing, that is all of what a heading puts forward: 鼓励新引进工业项目 → 新引进工业项目."""
    match = form("opening").match(heading)
    name = name_at(heading, match.end()) if match else None
    return name if match and name and match.end() + len(name) == len(heading.rstrip("。 ")) else None


def head_of(text: str | None) -> str | None:
    """The head noun in which `text` ends, brackets after it aside."""
    match = form("closing_head").search(re.sub(r"[（(][^（）()]*[）)]$", "", text or "")[-8:])
    return match["head"] if match else None


def is_body(text: str | None) -> bool:
    """Whether `text` names someone who can get something."""
    head = head_of(text)
    return head is not None and _heads()[head].kind == "body"


def is_thing(text: str | None) -> bool:
    """Whether `text` names something for which its owner gets something."""
    head = head_of(text)
    return head is not None and _heads()[head].kind == "thing"


def same_head(text: str | None, other: str | None) -> bool:
    """Whether both close with the same noun, and `other` is more than that noun: 4A级景区, 5A级景区."""
    return head_of(text) is not None and head_of(text) == head_of(other) != other
