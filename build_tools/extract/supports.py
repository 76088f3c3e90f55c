"""Benefits without a number that someone can get: 按有关规定给予奖励, 享受…政策, 优先…, 免费….

Precision goes first: a sentence counts only where it says who gets what. Rule table: supports.yml; who gets it is
read like the beneficiary of a benefit with a number (money/parties.yml).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path as File
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.money.kinds import recurrence_of
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.parties import read_parties
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.segments import split_segments, without_quotes
from build_tools.extract.money.subjects import body_in, head_of, is_body, name_at
from build_tools.extract.passages import as_printed
from build_tools.model.document import Document
from build_tools.model.facts import Incentive, Support
from build_tools.model.text import SourceText
from build_tools.rules import load_rules

FILE = File(__file__).with_name("supports.yml")
SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
FIGURE = re.compile(r"[0-9０-９][0-9０-９.,，]*\s*(?:[百千万亿]*元|[%％])|[一二三四五六七八九十百千万]+元")
TOWARDS = re.compile(r"(?:(?<=[，,：:；])|^)[^，,：:；。对]{0,10}?对(?:于|(?![接标口外应照比象策方]|其|此|该))")
LONGEST_SENTENCE = 800  # characters; a longer stretch without a stop is no sentence
LONGEST_NAME, SHORT = 60, 12
GOES_ON = re.compile(r"[，,在于按给优享免可依由从将以]|$")  # after a name; another noun would make it longer


class Benefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `benefits`."""

    type: str
    who: Literal["given", "had", "named"]
    pattern: str
    example: str
    money: bool = False


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the other tables."""

    pattern: str
    example: str


class Who(NamedTuple):
    """Who gets something, and where in the sentence the name stands."""

    name: str
    condition: str | None
    at: int


class Found(NamedTuple):
    """Words of a sentence that give something: row, span, and the stretch between commas that holds them."""

    row: Benefit
    match: re.Match[str]
    segment: tuple[int, int]


@cache
def benefits() -> tuple[tuple[Benefit, re.Pattern[str]], ...]:
    """Rows of `benefits` with their patterns."""
    return tuple((row, re.compile(row.pattern)) for row in load_rules(FILE, "benefits", Benefit))


@cache
def words(table: str) -> re.Pattern[str]:
    """All rows of a table of words as one pattern."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in load_rules(FILE, table, Words)))


def find_supports(document: Document, source: SourceText, incentives: Sequence[Incentive]) -> tuple[Support, ...]:
    """Benefits of `document` that state no number, in the order of the text; `incentives` are those that do."""
    taken = sorted((fact.start, fact.end) for fact in incentives)
    found: list[Support] = []
    for passage in passages(document, source):
        if passage.kind in {"who", "condition", "aside"}:
            continue
        if passage.table is None and not (passage.headings and passage.text.endswith(passage.headings[-1] or "\0")):
            found.extend(_in_passage(passage, source, taken))
    return tuple(found)


def _in_passage(passage: Passage, source: SourceText, taken: list[tuple[int, int]]) -> Iterator[Support]:
    text = passage.text
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    for number, (start, end) in enumerate(sentences):
        if end - start > LONGEST_SENTENCE:
            continue
        number_printed = numbered().match(text, start)
        start = number_printed.end() if number_printed else start
        sentence = text[start:end]
        following = text[slice(*sentences[number + 1])] if number + 1 < len(sentences) else ""
        for found in find_benefits(sentence):
            row, match, (first, last) = found
            words_at = (start + max(first, match.start()), start + match.end())
            if _overlaps(passage, words_at, taken):
                continue
            if row.money and (
                _overlaps(passage, (start + match.start(), end), taken) or _sum_follows(passage, following)
            ):
                continue
            said = who_gets(sentence, found)
            if said is None:
                continue
            begin = start + _opening(sentence, said, first)
            stop = start + last
            yield _record(passage, source, found, said, (begin, start + _benefit_start(sentence, found, said), stop))


def find_benefits(sentence: str) -> Iterator[Found]:
    """The words of a sentence that give something, at most one in each stretch between commas."""
    body = sentence.rstrip("。；;")
    for first, last in split_segments(body):
        segment = body[first:last]
        hits = [(m.start(), n, row, m) for n, (row, p) in enumerate(benefits()) if (m := p.search(body, first, last))]
        if not hits or words("nothing").search(segment) or FIGURE.search(segment):
            continue
        if words("follows").match(body[last:] + sentence[len(body) :]):
            continue
        _, _, row, match = min(hits, key=lambda hit: hit[:2])
        yield Found(row, match, (first, last))


def who_gets(sentence: str, found: Found) -> Who | None:
    """Who gets it and on what condition, as printed; None where the sentence does not say."""
    row, match, (first, _) = found
    if row.who == "named":
        name = match["who"].strip('“”"')
        shorter = name_at(name) or ""
        name = shorter if is_body(shorter) or not is_someone(name) else name
        return _checked(sentence, name, None, match.start("who"))
    start = match.start()
    own = sentence[first:start]
    bare = words("manner").sub("", own)
    if said := _object(sentence, first, start):
        return said
    if row.who == "given" and match[0].startswith(("给予", "予以")):
        name = name_at(sentence, start + 2) or ""
        if is_body(name) and start + 2 + len(name) < match.end():
            return _checked(sentence, name, None, start + 2)
    if bare and not words("aside").match(bare) and (row.who == "had" or bare.endswith("的")):
        if said := _read(sentence, first, first + len(bare)):
            return said
        if row.who == "had" and not bare.endswith("的"):
            return None  # somebody has it, whom the rules do not know
    if said := _object(sentence, 0, first):
        return said
    before = sentence[:first].rstrip("，,")
    told = (
        before.endswith("的")
        or own.startswith("其")
        or (own.startswith("对其") and "的，" in before)
        or "凡" in before[:2]
        or (row.who == "had" and not split_segments(before)[1:])
    )
    if told and (said := _read(sentence, 0, len(before))):
        return said
    name = body_in(before) or ""
    at = sentence.find(name) if name else -1
    return (
        None
        if TOWARDS.search(sentence, at, first) or words("hands").search(name)
        else _checked(sentence, name, None, at)
    )


def is_someone(name: str) -> bool:
    """Whether a name is that of someone, or of something, that can get a benefit."""
    if (not 2 <= len(name) <= LONGEST_NAME and name not in "省市县区") or words("nobody").search(name):
        return False
    return head_of(name) is not None or bool(words("somebody").search(name))


def _checked(sentence: str, name: str, condition: str | None, at: int) -> Who | None:
    """The one named at `at`, unless it is no one, or the words after the name give it a duty."""
    name = name.strip("，, ")
    if not name or at < 0 or not is_someone(name) or words("duty").match(sentence, at + len(name)):
        return None
    return Who(name, (condition or "").strip("，, ").removeprefix("凡") or None, at)


def _object(sentence: str, start: int, stop: int) -> Who | None:
    """The last one in sentence[start:stop] to whom something is done: 对租用设备的企业, 要按规定对举报人."""
    for opening in reversed(list(TOWARDS.finditer(sentence, start, stop))):
        begin = opening.end()
        text = sentence[begin:stop]
        plain = without_quotes(text)
        for first, last in split_segments(text):
            at = plain.rfind("的", first, last)
            if at < 0 and first:
                continue
            name = text[at + 1 : last]
            if not is_someone(name):
                name = words("manner").sub("", name)
            if is_someone(name):
                further = [text[a : b - 1] for a, b in split_segments(text) if a > last and text[a:b].endswith("的")]
                terms = "，".join(part for part in (text[: max(at, 0)], *further) if part)
                return _checked(sentence, name, terms, begin + at + 1)
        at = plain.rfind("的", 0, split_segments(text)[0][1])
        for here in (at + 1, 0):  # 入驻的企业在办公用房等方面; 企业重组发生的转让
            shorter = name_at(text, here) or ""
            apart = (
                GOES_ON.match(text, here + len(shorter))
                if here
                else len(shorter) <= SHORT and not re.search("[、的]", shorter)
            )
            if is_body(shorter) and apart:
                return _checked(sentence, shorter, text[:at] if here and at > 0 else None, begin + here)
    return None


def _read(sentence: str, start: int, stop: int) -> Who | None:
    """The subject of sentence[start:stop], and what is said of it."""
    text = sentence[start:stop]
    at = without_quotes(text).rfind("的")
    if not re.search("[，,]", text) and 0 < at < len(text) - 2 and is_someone(text[at + 1 :]):
        return _checked(sentence, text[at + 1 :], text[:at], start + at + 1)
    said = read_parties(text + "，", "给予")
    if said.beneficiary is None:
        return None
    return _checked(sentence, said.beneficiary, said.condition, sentence.find(said.beneficiary, start))


def _sum_follows(passage: Passage, following: str) -> bool:
    """Whether the next sentence says how much."""
    return bool(FIGURE.search(following)) and bool(words("sums_follow").match(following.strip()))


def _overlaps(passage: Passage, span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether text[span] shares characters with a benefit that states its number."""
    start, end = passage.mapped.span(*span)
    at = bisect_right(taken, (end, end))
    return any(low < end and start < high for low, high in taken[max(0, at - 12) : at])


def _opening(sentence: str, said: Who, first: int) -> int:
    """Where the words begin that a quote needs: at the stretch that names who, or opens the condition."""
    places = [said.at, sentence.find(said.condition) if said.condition else -1]
    at = min([place for place in places if place >= 0] + [first])
    return max((start for start, _ in split_segments(sentence[: at + 1]) if start <= at), default=0)


def _benefit_start(sentence: str, found: Found, said: Who) -> int:
    """Where the words about the benefit begin: after who gets it, where both stand between the same commas."""
    first, start = found.segment[0], found.match.start()
    if found.row.who == "named" or said.at >= start:
        return start
    end = said.at + len(said.name)
    if end > first:
        return end + (sentence[end : end + 1] == "的")
    own = sentence[first:start]
    plain = re.sub("^[并且还也又，, ]*(?:对其)?", "", own)
    return start - len(plain) if "对" not in plain and "的" not in plain else start


def _record(passage: Passage, source: SourceText, found: Found, said: Who, at: tuple[int, int, int]) -> Support:
    begin, words_begin, stop = at
    text = passage.text
    while begin < stop and (text[begin].isspace() or text[begin] in "，,；;：:。、"):
        begin += 1
    span = passage.mapped.span(begin, stop)
    return Support(
        path=passage.path,
        line=source.line_at(passage.mapped.source_start(words_begin)),
        start=span[0],
        end=span[1],
        beneficiary=said.name,
        condition=said.condition,
        benefit_type=found.row.type,
        benefit=re.sub(r"\s+", "", text[words_begin:stop]).strip("，,"),
        recurrence=recurrence_of(text[words_begin:stop].replace("年度", "")),
        quote=as_printed(passage.mapped, begin, stop, source),
    )
