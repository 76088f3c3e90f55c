"""Addresses: ASCII, short, readable over the telephone. Pure; the registry in `store` pins what was given out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import squeeze
from build_tools.language.numerals import HAN_DIGITS, number_value
from build_tools.rules import load_rules

FILE = Path(__file__).with_name("addresses.yml")
_LONGEST = 60
_WORDS = 8  # characters of a title that stand for a document without number and date


class PartRule(msgspec.Struct, frozen=True):
    """How a part of a path is written in an address; {n} is its number in digits."""

    pattern: str
    address: str
    example: str
    reads: str


@cache
def part_rules() -> tuple[tuple[PartRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    number = f"(?P<n>[0-9]+|[{HAN_DIGITS}]+)"
    return tuple(
        (rule, re.compile(rule.pattern.replace("NUM", number))) for rule in load_rules(FILE, "parts", PartRule)
    )


def document_id(number: str | None, kind: str, date: str | None, issuers: Sequence[str], title: str = "") -> str:
    """Address of a document: 郑政〔2022〕19号 → zhengzheng-2022-19.

    Without number: place of the first issuer, kind and ISO date (zhengzhou-renmian-2022-07-01); without
    date the first words of the title.
    """
    if number:
        text = unicodedata.normalize("NFKC", squeeze(number))
        match = re.fullmatch(r"(.*?)[〔\[(]?((?:19|20)\d\d)[〕\])]?年?第?(\d+)号", text)
        if match:
            return _clip(f"{_spell(match[1])}-{match[2]}-{int(match[3])}")
        match = re.fullmatch(rf"(.*?)第?([0-9]+|[{HAN_DIGITS}]+)号", text)
        if match and (value := number_value(match[2])):
            if match[1].endswith("令"):  # orders are numbered through the years
                return _clip(f"{_spell(_place(match[1]))}-ling-{value}")
            year = (date or "")[:4]
            return _clip("-".join(part for part in (_spell(match[1]) or "hao", year, str(value)) if part))
        return _clip(_spell(text)) or "wenjian"
    place = _spell(_place(issuers[0] if issuers else title, whole=bool(issuers)))
    if date:
        name = _spell(_short_kind(kind))
        return _clip("-".join(part for part in (place, name, date) if part)) or "wenjian"
    if issuers and title.startswith(issuers[0]):
        title = title[len(issuers[0]) :].removeprefix("关于")
    else:
        place = ""
    words = re.findall(r"[A-Za-z0-9]+|[^\W_]", title.removesuffix(kind).removesuffix("的"))[:_WORDS]
    return _clip("-".join(part for part in (place, _spell("".join(words)), _spell(kind)) if part)) or "wenjian"


def clause_id(path: Sequence[str]) -> str:
    """Address of a clause in its document: ("三", "（二）", "1") → 3-2-1; ("第三章", "第一节") → z3-j1."""
    return "-".join(_part(part) for part in path)


def _part(label: str) -> str:
    for rule, pattern in part_rules():
        match = pattern.fullmatch(unicodedata.normalize("NFKC", label))
        if match:
            groups = match.groupdict()
            address = rule.address
            for name in ("n", "sub"):
                value = number_value(groups[name]) if groups.get(name) else None
                address = address.replace(f"{{{name}}}", "" if value is None else str(value))
            return address
    return _clip(_spell(label)) or "x"


@cache
def _spell(text: str) -> str:
    """Full syllables without tones, joined; Latin letters and digits as they are."""
    from pypinyin import lazy_pinyin  # its dictionaries take a moment to load

    return re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(text, errors="default")).lower())


def _place(issuer: str, whole: bool = True) -> str:
    """Place that a name opens with; `whole`: the name itself where it opens with none."""
    match = re.match(r"(?:中共)?(.{1,8}?)(?:自治区|自治州|自治县|省|市|县|区|盟|旗)", issuer)
    return match[1] if match else issuer[:8] if whole else ""


def _short_kind(kind: str) -> str:
    return kind.removesuffix("通知") or kind


def _clip(text: str) -> str:
    return text[:_LONGEST].strip("-")
