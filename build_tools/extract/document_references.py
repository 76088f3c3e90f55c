"""Where a text names documents: titles in 《》 and 发文字号, and which number belongs to which title."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_name("citations.yml")
_LONGEST_TITLE = 400
_NEAR = 24  # characters before a title in which a verb stands that makes it a document


class Reference(NamedTuple):
    """One document named in a text: span of its title (or number), span of the whole mention, title and number."""

    begin: int
    start: int
    end: int
    stop: int
    title: str | None
    number: str | None


class Number(NamedTuple):
    """A document number: its span, and its normal form (〔〕, half-width digits, no spaces)."""

    start: int
    end: int
    number: str


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
def _follows() -> re.Pattern[str]:
    return re.compile(
        "(?:" + "|".join(row.head for row in load_rules(RULES, "followed", _Word)) + ")[^，。；：《》]{0,12}$"
    )


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
    rf"[〔［\[【﹝（(〈<„]\s*([{_DIGITS}]{{4}})\s*[〕］\]】﹞）)〉>‟]\s*(?:年)?\s*第?\s*([{_DIGITS}]{{1,5}})\s*[号號]"
)
_ORDER = re.compile(rf"令\s*(?:第\s*)?([{_DIGITS}]{{1,4}}|[{_HAN_NUMBER}]{{1,8}})\s*号")
_ORDER_AFTER = re.compile(rf"第\s*([{_DIGITS}]{{1,4}}|[{_HAN_NUMBER}]{{1,8}})\s*号令")
_NOTICE = re.compile(rf"公告\s*([{_DIGITS}]{{4}})\s*年\s*第\s*([{_DIGITS}]{{1,5}})\s*号")
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|DB|HJ|CJJ?|JGJ?|JTG|DBJ|DL|NB|NY|SL|TD|YD|YY|QX|LY|GA|MZ|WS|AQ|CECS|ISO)[A-Z0-9]{0,4}"
    r"(?:/[A-Z]{1,4})?\s?[0-9]{1,6}(?:[.．][0-9]{1,3}){0,2}\s?[—－–-]{1,2}\s?(?:19|20)?[0-9]{2}(?![0-9])"
)
_BODY_CHAR = re.compile(r"[A-Za-z\u4e00-\u9fff]")


def numbers(text: str, taken: list[tuple[int, int]]) -> list[Number]:
    """Document numbers outside `taken`, in order."""
    busy = bytearray(len(text))
    for start, end in taken:
        busy[start:end] = b"\x01" * (end - start)
    found: list[Number] = []
    for pattern, reach in ((_YEAR_NUMBER, 18), (_ORDER, 24), (_ORDER_AFTER, 24), (_NOTICE, 24), (_STANDARD, 0)):
        for match in pattern.finditer(text):
            start = _body(text, match.start(), reach) if reach else match.start()
            if any(busy[start : match.end()]):
                continue
            if pattern in (_STANDARD, _NOTICE) or start < match.start():
                number = _normal(text[start : match.end()], pattern is _YEAR_NUMBER)
                found.append(Number(start, match.end(), number))
                busy[start : match.end()] = b"\x01" * (match.end() - start)
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
        number = re.sub(r"[〔［\[【﹝（(〈<„]([0-9]{4})[〕］\]】﹞）)〉>‟](?:年)?", r"〔\1〕", number)
    return number


def references(text: str) -> list[Reference]:
    """All documents that `text` names, in order; a number in brackets after a title, or before it, is the title's."""
    spans = titles(text)
    loose = numbers(text, spans)
    given: set[Number] = set()
    found: list[Reference] = []
    for start, end in spans:
        title = " ".join(text[start + 1 : end - 1].split())
        stop, own = _numbers_after(text, end, loose)
        if not own and (before := _number_before(text, start, loose)) and before not in given:
            own = [before]
        given.update(own)
        if _is_cited(text, start, end, title, bool(own)):
            begin = min([start, *(number.start for number in own)])
            found.append(Reference(begin, start, end, stop, title, "、".join(n.number for n in own) or None))
    found.extend(Reference(n.start, n.start, n.end, n.end, None, n.number) for n in loose if n not in given)
    return sorted(found)


def _is_cited(text: str, start: int, end: int, title: str, numbered: bool) -> bool:
    """Whether 《title》 names a document: by its form, else by its number; not an abbreviation being given."""
    if re.search(r"(?:简称|统称|称)(?:为)?[“\"]?$", text[max(0, start - 6) : start]) or not title:
        return False
    if text[end : end + 12].lstrip('》”"').startswith(_followers()):
        return False
    formal = is_document_title(title)
    if formal is not None:
        return formal
    return numbered or _is_presented(text, start, end) or _is_followed(text, start) or _is_listed(text, start, end)


_PRESENTED = re.compile(r"(?:[（(][^（）()]{2,40}[）)])?(?:印发|下发|转发|发)给你们")


def _is_presented(text: str, start: int, end: int) -> bool:
    """Whether a notice hands the text in 《》 out: 现将《…》印发给你们."""
    return text[max(0, start - 2) : start] == "现将" and bool(_PRESENTED.match(text, end))


def _is_followed(text: str, start: int) -> bool:
    """Whether a text acts on what stands in 《》: 贯彻落实《健康中国2030》."""
    return bool(_follows().search(text[max(0, start - _NEAR) : start]))


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether what stands in 《》 is listed with a document right before or behind it: 《质量强国》《节水条例》."""
    before = _LIST_BEFORE.search(text[max(0, start - _LONGEST_TITLE) : start])
    after = _LIST_AFTER.match(text, end, end + _LONGEST_TITLE)
    return any(is_document_title(match[1]) for match in (before, after) if match)


_LIST_BEFORE = re.compile(r"《([^《》]+)》[、和及与]?$")
_LIST_AFTER = re.compile(r"[、和及与]?《([^《》]+)》")


def _numbers_after(text: str, end: int, loose: list[Number]) -> tuple[int, list[Number]]:
    first = bisect_left(loose, (end,))
    match = re.match(r"\s*[（(]", text[end : end + 6])
    if not match:
        direct = loose[first : first + 1]
        return (direct[0].end, direct) if direct and not text[end : direct[0].start].strip() else (end, [])
    close, depth = end + match.end(), 1
    while close < len(text) and depth and close - end < 200:
        depth += (text[close] in "（(") - (text[close] in "）)")
        close += 1
    inside = [number for number in loose[first : first + 20] if number.end <= close]
    return (close, inside) if inside and not depth else (end, [])


def _number_before(text: str, start: int, loose: list[Number]) -> Number | None:
    last = bisect_left(loose, (start,)) - 1
    if last < 0 or not re.fullmatch(r"\s*[）)]?\s*(?:文件)?", text[loose[last].end : start]):
        return None
    return loose[last]
