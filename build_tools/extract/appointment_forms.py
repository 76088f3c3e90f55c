"""How an appointment or a removal is written: the forms of an act in a sentence, and of a line in a list.

Rule table: appointments.yml. A form is found by its pattern; what it says is read in `appointments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.issuer import place_prefix
from build_tools.rules import filled, load_rules

Action = Literal["任命", "免去"]

_RULES = Path(__file__).with_name("appointments.yml")


class VerbRule(msgspec.Struct, frozen=True):
    """A verb of appointing or removing."""

    verb: str
    action: Action
    example: str
    notice: bool = False  # only in a notice of appointments: elsewhere 推荐 does not decide


class FormRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to write an act; its groups are named for what they hold: people, post, link, verb."""

    form: str
    pattern: str
    example: str


class PartRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of the forms."""

    name: str
    pattern: str
    example: str


class _Word(msgspec.Struct, frozen=True):
    word: str
    example: str


@cache
def actions() -> dict[str, Action]:
    """What each verb does."""
    return {rule.verb: rule.action for rule in load_rules(_RULES, "verbs", VerbRule)}


@cache
def notice_verbs() -> frozenset[str]:
    """Verbs that decide only in a notice of appointments."""
    return frozenset(rule.verb for rule in load_rules(_RULES, "verbs", VerbRule) if rule.notice)


@cache
def not_persons() -> tuple[str, ...]:
    """Words that no name begins with."""
    return tuple(row.word for row in load_rules(_RULES, "not_persons", _Word))


GAP = re.compile(r"(?<=[\u4e00-\u9fa5]{2})\s+(?=[\u4e00-\u9fa5]{2})")  # between two names, not inside one
_GROUP = re.compile(r"\(\?P<([a-z_]+)>")


class Clause(NamedTuple):
    """Words of a text that have the form called `form`."""

    form: str
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.match.end()

    def said(self, group: str) -> str:
        """What the group of the form holds; "" where it holds nothing."""
        return self.match[f"{self.form}_{group}"] or ""

    @property
    def run_on(self) -> bool:
        """Whether the post follows the people without anything between them."""
        return self.match.end(f"{self.form}_people") == self.match.start(f"{self.form}_post")


def find_clauses(text: str) -> Iterator[Clause]:
    """All that has one of the forms, in order."""
    for match in _forms().finditer(text):
        yield Clause(str(match.lastgroup), match)


@cache
def _forms() -> re.Pattern[str]:
    """All forms as alternatives: each is a group named for it, and its own groups have its name before theirs."""
    forms = []
    for row in load_rules(_RULES, "forms", FormRule):
        pattern = _GROUP.sub(rf"(?P<{row.form}_\1>", filled(row.pattern, _parts()))
        forms.append(f"(?P<{row.form}>{pattern})")
    return re.compile("|".join(forms), re.M)


def part(name: str) -> str:
    """Regular expression of a part of the forms. Raises KeyError for a name that the tables do not hold."""
    return _parts()[name]


@cache
def _parts() -> dict[str, str]:
    verbs = sorted(actions(), key=len, reverse=True)
    found = {
        "give": "(?:" + "|".join(verb for verb in verbs if actions()[verb] == "任命") + ")",
        "take": "(?:" + "|".join(verb for verb in verbs if actions()[verb] == "免去") + ")",
        "link": _links(),
        "no_name": f"(?!{_before_names()})",
        "office": _office(),
    }
    for row in load_rules(_RULES, "parts", PartRule):
        found[row.name] = filled(row.pattern, found)
    return found


@cache
def _office() -> str:
    """Regular expression for how the name of an office begins: a place, or its level."""
    return rf"(?:{place_prefix().pattern}|[省市区县州](?=[\u4e00-\u9fa5]{{1,14}}(?:局|委|厅|办|会|院)))"


def _links() -> str:
    """Between a person and the post, besides 为: 兼任, 挂职任, 明确为."""
    return f"(?:{'|'.join(row.word for row in load_rules(_RULES, 'links', _Word))})"


@cache
def any_verb() -> re.Pattern[str]:
    """What every act holds, so that long text without it costs one search."""
    return re.compile("|".join([*sorted(actions()), "任|为|兼|辞去|代理|的"]))


@cache
def _before_names() -> str:
    """Words that no name begins with: what is decided, and what only proposes."""
    words = {row.word for row in load_rules(_RULES, "not_persons", _Word)} | set(actions())
    plain = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    verbs = "|".join(sorted(actions()))
    return rf"{plain}|[\u4e00-\u9fa5]{{1,3}}(?:决定|{verbs})"  # 会议决定任命


@cache
def listed() -> re.Pattern[str]:
    """A line of a list: 张三（同志）为…, 张三的…职务, 张三  …局长."""
    return re.compile("|".join(filled(row.pattern, _parts()) for row in load_rules(_RULES, "listed", FormRule)))
