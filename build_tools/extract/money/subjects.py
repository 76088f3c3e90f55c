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
from build_tools.rules import load_rules

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
def _heads_pattern() -> str:
    return "|".join(sorted(map(re.escape, _heads()), key=len, reverse=True))


@cache
def _closing_head() -> re.Pattern[str]:
    return re.compile(rf"(?P<head>{_heads_pattern()})$")


@cache
def _name() -> re.Pattern[str]:
    # the shortest stretch up to a head noun, with brackets in it or after it, and more of the kind joined by 、和及或与
    heads = _heads_pattern()
    plain = r"[^，,。；;：:（）()的]"
    name = rf"(?:{plain}{{1,12}}的)?{plain}{{0,24}}?(?:（[^（）]{{1,8}}）)?(?:{heads})(?:[（(][^）)]{{0,20}}[）)])?"
    longer = "|".join(row.pattern for row in load_rules(RULES, "goes_on", GoesOn))
    return re.compile(
        rf"(?P<all>{name}(?:(?:[、和及与或]|以及){name}){{0,9}})(?!的|{longer}|(?!组织[^的，,、。；按给])(?:{heads}))"
    )


@cache
def _not_subject() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_rules(RULES, "not_subjects", NotSubject)))


@cache
def _sponsor() -> re.Pattern[str]:
    verbs = "|".join(row.verb for row in load_rules(RULES, "sponsors", Sponsor))
    return re.compile(rf"(?:^|[，,。；;：:])(?:积极|大力|鼓励|支持|进一步)?(?:{verbs})")


def name_at(text: str, start: int = 0) -> str | None:
    """The name that begins at `start`: 我市建筑企业年产值… → 我市建筑企业."""
    match = _name().match(text, start)
    return match["all"] if match else None


def subject_of(text: str) -> tuple[str | None, int]:
    """The name with which a statement opens, after 支持 or 鼓励 if there is one, and where it ends; (None, 0) if none."""
    sponsor = _sponsor().match(text)
    if not sponsor and _not_subject().match(text):
        return None, 0
    start = sponsor.end() if sponsor else 0
    name = name_at(text, start)
    return (name, start + len(name)) if name else (None, 0)


def body_in(text: str) -> str | None:
    """The one whom a sentence puts forward: 支持建筑企业建设… → 建筑企业. None where it puts forward nobody."""
    for match in _sponsor().finditer(text):
        name = name_at(text, match.end())
        if is_body(name):
            short = re.match(rf"[^，,。；;：:（）()的]{{0,24}}?(?:{_heads_pattern()})", name or "")
            acts = short and phrase("acts").match(text, match.end() + short.end())
            return short[0] if short and acts and is_body(short[0]) else name  # 鼓励投资机构支持…的小微企业
    return None


def thing_in(text: str) -> str | None:
    """The thing that a sentence puts forward to do something: 支持产业平台发布计划 → 产业平台."""
    for match in _sponsor().finditer(text):
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
    match = _sponsor().match(heading)
    name = name_at(heading, match.end()) if match else None
    return name if match and name and match.end() + len(name) == len(heading.rstrip("。 ")) else None


def head_of(text: str | None) -> str | None:
    """The head noun in which `text` ends, brackets after it aside."""
    match = _closing_head().search(re.sub(r"[（(][^（）()]*[）)]$", "", text or "")[-8:])
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
