"""Where a text names documents: titles in 《》 and 发文字号, and which number belongs to which title."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_name("citations.yml")
_LONGEST_TITLE = 400


class Reference(NamedTuple):
    """One document named in a text: span of its title (or number), span of the whole mention, title and number."""

    begin: int
    start: int
    end: int
    stop: int
    title: str | None
    number: str | None


class _Ending(msgspec.Struct, frozen=True):
    ending: str
    example: str


class _Word(msgspec.Struct, frozen=True):
    example: str
    word: str = ""
    head: str = ""


@cache
def _ends(table: str) -> tuple[str, ...]:
    return tuple(row.ending for row in load_rules(RULES, table, _Ending))


@cache
def _followers() -> tuple[str, ...]:
    return tuple(row.word for row in load_rules(RULES, "not_followed", _Word))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(".*(?:" + "|".join(row.head for row in load_rules(RULES, "number_heads", _Word)) + ")", re.S)


@cache
def _starts() -> re.Pattern[str]:
    return re.compile("|".join(row.head for row in load_rules(RULES, "number_starts", _Word)))


def titles(text: str) -> list[tuple[int, int]]:
    """Spans of 《…》 with their marks, outermost only; a mark that was never closed is passed over."""
    stack: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer("[《》]", text):
        if match.group() == "《":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            if match.end() - start <= _LONGEST_TITLE:
                spans.append((start, match.end()))
    return spans


def is_document_title(title: str) -> bool | None:
    """Whether words in 《》 are the title of a document: None where their form does not tell."""
    bare = re.sub(r"\s+", "", title)
    while (cut := re.sub(r"[（(〔][^（）()〔〕]{1,24}[）)〕]$", "", bare)) != bare:
        bare = cut
    yes, no = (
        max((len(e) for e in _ends(table) if bare.endswith(e)), default=0) for table in ("endings", "not_endings")
    )
    if not yes and not no:
        return None
    if no >= yes:
        return False
    return bare not in _ends("endings") and bare not in ("实施方案", "实施意见", "工作方案", "行动计划")


_DIGITS = "0-9０-９"
_HAN_NUMBER = "一二三四五六七八九十百零〇"
_YEAR_NUMBER = re.compile(
    rf"[〔［\[【﹝（(〈<]\s*([{_DIGITS}]{{4}})\s*[〕］\]】﹞）)〉>]\s*(?:年)?\s*第?\s*([{_DIGITS}]{{1,5}})\s*[号號]"
)
_ORDER = re.compile(rf"令\s*(?:第\s*)?([{_DIGITS}]{{1,4}}|[{_HAN_NUMBER}]{{1,8}})\s*号")
_ORDER_AFTER = re.compile(rf"第\s*([{_DIGITS}]{{1,4}}|[{_HAN_NUMBER}]{{1,8}})\s*号令")
_NOTICE = re.compile(rf"公告\s*([{_DIGITS}]{{4}})\s*年\s*第\s*([{_DIGITS}]{{1,5}})\s*号")
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|DB|HJ|CJJ?|JGJ?|JTG|DBJ|DL|NB|NY|SL|TD|YD|YY|QX|LY|GA|MZ|WS|AQ|CECS|ISO)[A-Z0-9]{0,4}"
    r"(?:/[A-Z]{1,4})?\s?[0-9]{1,6}(?:[.．][0-9]{1,3}){0,2}\s?[—－–-]{1,2}\s?(?:19|20)?[0-9]{2}(?![0-9])"
)
_BODY_CHAR = re.compile(r"[A-Za-z\u4e00-\u9fff]")


def numbers(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Spans of document numbers outside `taken`, each with its normal form (〔〕, half-width digits, no spaces)."""
    found: list[tuple[int, int, str]] = []
    for pattern, reach in ((_YEAR_NUMBER, 18), (_ORDER, 24), (_ORDER_AFTER, 24), (_NOTICE, 24), (_STANDARD, 0)):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            start = _body(text, match.start(), reach) if reach else match.start()
            if any(a < match.end() and start < b for a, b, _ in found):
                continue
            if pattern in (_STANDARD, _NOTICE) or start < match.start():
                found.append((start, match.end(), _normal(text[start : match.end()], pattern is _YEAR_NUMBER)))
    return sorted(found)


def _body(text: str, end: int, reach: int) -> int:
    """Where the letters before a number begin: 国办发 of 国办发〔2017〕19号, the issuer of an order."""
    start = end
    while start > 0 and end - start < reach and (_BODY_CHAR.match(text[start - 1]) or text[start - 1] == " "):
        if text[start - 1] in "号號" or (
            text[start - 1] == " " and (start < 2 or not _BODY_CHAR.match(text[start - 2]))
        ):
            break
        start -= 1
    if head := _heads().match(text, start, end) or _starts().match(text, start, end):
        start = head.end()
    if start < end and text[start] in "和及与" and text[:start].rstrip()[-1:] in "号》）)":
        start += 1
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _normal(number: str, year: bool) -> str:
    number = re.sub(r"\s+", "", number)
    number = "".join(unicodedata.normalize("NFKC", c) if c in "０１２３４５６７８９" else c for c in number)
    if year:
        number = re.sub(r"[〔［\[【﹝（(〈<]([0-9]{4})[〕］\]】﹞）)〉>](?:年)?第?", r"〔\1〕", number)
    return number


def references(text: str) -> list[Reference]:
    """All documents that `text` names, in order; a number in brackets after a title, or before it, is the title's."""
    spans = titles(text)
    loose = numbers(text, spans)
    found: list[Reference] = []
    for start, end in spans:
        title = " ".join(text[start + 1 : end - 1].split())
        stop, given = _numbers_after(text, end, loose)
        if not given and (before := _number_before(text, start, loose)):
            given = [before]
        loose = [number for number in loose if number not in given]
        if _is_cited(text, start, end, title, bool(given)):
            begin = min([start, *(number[0] for number in given)])
            found.append(Reference(begin, start, end, stop, title, "、".join(n[2] for n in given) or None))
    found.extend(Reference(start, start, end, end, None, number) for start, end, number in loose)
    return sorted(found)


def _is_cited(text: str, start: int, end: int, title: str, numbered: bool) -> bool:
    """Whether 《title》 names a document: by its form, else by its number; not an abbreviation being given."""
    if re.search(r"(?:简称|统称|称)(?:为)?[“\"]?$", text[max(0, start - 6) : start]) or not title:
        return False
    if text[end:].lstrip('》”"').startswith(_followers()):
        return False
    formal = is_document_title(title)
    return formal if formal is not None else numbered


def _numbers_after(text: str, end: int, loose: list[tuple[int, int, str]]) -> tuple[int, list[tuple[int, int, str]]]:
    match = re.match(r"\s*[（(]", text[end : end + 6])
    if not match:
        direct = next((n for n in loose if n[0] >= end and not text[end : n[0]].strip()), None)
        return (direct[1], [direct]) if direct else (end, [])
    close, depth = end + match.end(), 1
    while close < len(text) and depth and close - end < 200:
        depth += (text[close] in "（(") - (text[close] in "）)")
        close += 1
    inside = [n for n in loose if end <= n[0] and n[1] <= close]
    return (close, inside) if inside and not depth else (end, [])


def _number_before(text: str, start: int, loose: list[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    return next(
        (n for n in loose if n[1] <= start and re.fullmatch(r"\s*[）)]?\s*(?:文件)?", text[n[1] : start])), None
    )
