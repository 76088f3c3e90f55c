"""Who gets a benefit and on what condition, from the grammar of the sentence that states it.

In: the words around the figure. Out: beneficiary and condition, copied from them. Rule tables: parties.yml, phrases.yml.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from build_tools.extract.money.cut import find_cut, find_label
from build_tools.extract.money.named import receiver_in, split_object, split_subject
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.segments import tidy
from build_tools.extract.money.subjects import head_of, is_body, is_thing, name_at


class Parties(msgspec.Struct, frozen=True):
    """As printed; None: the words do not say. `label`: what a tier is called right before its figure."""

    beneficiary: str | None
    condition: str | None
    label: str | None = None

    @property
    def terms(self) -> str | None:
        """Condition and label."""
        return "，".join(part for part in (self.condition, self.label) if part) or None


class Who(NamedTuple):
    """Who is said to get it, None where nobody is named; `words`: all that is said of him."""

    beneficiary: str | None
    condition: str
    words: str = ""


def read_parties(before: str, after: str) -> Parties:
    """Beneficiary, condition and label from the words `before` the first figure of a tier and those from it on."""
    number = numbered().match(before)
    before = before[number.end() :] if number else before
    for name in ("since", "field", "term"):
        before = phrase(name).sub("", before, count=1)
    cut = find_cut(before, after)
    who = find_who(before[: cut.at])
    label = cut.label or find_label(before, who.condition)
    who = _with_receiver(who, receiver_in(before[cut.at :] + after))
    who, label = _from_label(who, label)
    who = _from_name(who)
    return Parties(tidy(who.beneficiary or "") or None, tidy(who.condition) or None, tidy(label) or None)


def find_who(text: str) -> Who:
    """Who `text` is about, all that stands before the words about the benefit; after a colon, the words behind it."""
    said = text.rstrip("，,、：: ")
    said = re.split("[：:]", said)[-1] or said
    towards = phrase("towards").search(said) or phrase("actor_towards").match(said)
    words = said[towards.end() :] if towards else said
    beneficiary, condition = split_object(words) if towards else split_subject(words)
    if beneficiary is None and (announced := _announced(text)):
        condition = "，".join(part for part in (announced.condition, condition) if part)
        return Who(announced.beneficiary, condition, words)
    return Who(beneficiary, condition, words)


def _with_receiver(who: Who, receiver: str | None) -> Who:
    """The `receiver` whom the words about the benefit name, where they say more than those before them."""
    thing = is_thing(who.beneficiary)
    if not receiver or not (who.beneficiary is None or len(receiver) > 2 or thing):
        return who
    # 论坛结束后，…给予承办方: the thing is part of the condition
    return Who(receiver, who.words if thing else who.condition, who.words)


def _from_label(who: Who, label: str) -> tuple[Who, str]:
    """Whom the label names, and what is left of it."""
    if phrase("others").match(label) and is_body(name := name_at(label) or ""):
        who, label = Who(name, ""), label[len(name) :]  # 小微企业全额资助，其他企业保费资助50%
    if head_of(who.beneficiary) is None and is_body(label) and not label.startswith("每"):
        # 对土地使用税，困难企业可按50%减征: what it is done to is not who gets it
        return Who(label, who.condition or who.beneficiary or ""), ""
    return who, label


def _from_name(who: Who) -> Who:
    """One of many is who he is (每家企业), and what made him one is the condition."""
    beneficiary = phrase("one_of").sub("", who.beneficiary or "")
    made = None if who.condition else phrase("made").match(beneficiary)
    return Who(made["who"], made["made"]) if made and head_of(made["who"]) else Who(beneficiary, who.condition)


def read_object(text: str) -> Parties:
    """The last one in `text` to whom something is done (对于租用设备的企业，按照…)."""
    found = list(phrase("towards").finditer(text))
    if not found:
        return Parties(None, None)
    return read_parties(re.split("[。；;\n]", text[found[-1].start() :])[0], "")


def _announced(said: str) -> Parties | None:
    """Whom a statement is for that a colon parts from its tiers: 对新引进的机构给予补助：到位资金1亿元的…."""
    opening, colon, _ = said.partition("：")
    return read_parties(opening, "") if colon and phrase("towards").search(opening) else None


def read_subject(text: str) -> Parties:
    """The one about whom the last sentence of `text` is (高校毕业生自主创业的，可申请补贴); nobody, if no name opens it."""
    sentence = re.split("[。；;\n]", text.rstrip("。；;\n"))[-1].strip()
    said = read_parties(sentence, "")
    return said if is_body(said.beneficiary) else Parties(None, None)


def read_loan(before: str) -> Parties | None:
    """Whose loan a ceiling is for: 购买新房的，单缴存人的住房公积金贷款最高额度提高至…; None where it is said otherwise."""
    match = phrase("whose_loan").search(before)
    if match is None:
        return None
    who = re.sub("的$", "", match["who"])
    before = before[: match.start()]
    if head_of(who) or who.endswith(("双方", "单方")):
        return Parties(who, tidy(before) or None)
    return Parties(None, tidy("，".join(part for part in (before, who) if part)) or None)


def insured(said: Parties, around: str) -> Parties:
    """Parties of what an insurance pays: the hospital is where, not who."""
    place = said.beneficiary if phrase("payer").search(said.beneficiary or "") else None
    if said.beneficiary is not None and place is None:
        return said
    names = list(phrase("insured").finditer(around))
    above = None if phrase("payer").search(said.condition or "") else said.condition  # of another hospital
    condition = "，".join(part for part in (above, place) if part) or None
    return Parties(names[-1][0] if names else None, condition, said.label)


def opening_of(before: str) -> int:
    """Where the statement begins in `before`: at the 对 that names whom it is for, if it has one."""
    match = phrase("towards").search(before)
    return match.start() if match else 0
