"""Benefits without a number that someone can get: 按有关规定给予奖励, 享受…政策, 优先…, 免费….

Precision goes first: a sentence counts only where it says who gets what. Rule table: supports.yml; who gets it is
read like the beneficiary of a benefit with a number (money/parties.yml).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from build_tools.extract.money.kinds import recurrence_of
from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.passages import Passage, passages
from build_tools.extract.money.segments import split_segments
from build_tools.extract.passages import as_printed
from build_tools.extract.support_receivers import Who, who_gets
from build_tools.extract.support_rules import Found, benefits, words
from build_tools.model.document import Document
from build_tools.model.facts import Incentive, Support
from build_tools.model.text import SourceText

SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
FIGURE = re.compile(r"[0-9０-９][0-9０-９.,，]*\s*(?:[百千万亿]*元|[%％])|[一二三四五六七八九十百千万]+元")
LONGEST_SENTENCE = 800  # characters; a longer stretch without a stop is no sentence


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
