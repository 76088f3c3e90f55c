"""Which documents a document cites, and how: as its basis, repealed, enclosed, or only mentioned.

Reads a `Document`; writes one `Citation` for each document that is cited, at the first place that tells its
strongest relation (issues, repeals, basis, then mentions). Forms, contracts, forums and papers in 《》 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.document_references import RULES, Reference, references, titles
from build_tools.extract.passages import Passage, passages
from build_tools.model.document import PREAMBLE, Document
from build_tools.model.facts import Citation
from build_tools.model.text import SourceText
from build_tools.rules import load_rules, phrases

Relation = Literal["basis", "repeals", "issues", "mentions"]

_STRENGTH: dict[Relation, int] = {"issues": 0, "repeals": 1, "basis": 2, "mentions": 3}
# paragraphs that name the document itself or its enclosures, and cite nothing
_OWN = {"issuer", "title", "number", "date", "addressees", "signature", "annex_note", "annex_label", "enclosed_title"}


class BeforeRule(msgspec.Struct, frozen=True):
    """Words before a title. `after`: what must follow the title too."""

    cue: str
    relation: Relation
    reach: int
    example: str
    after: str = ""


class _Cue(msgspec.Struct, frozen=True):
    cue: str
    example: str


class IssueRule(msgspec.Struct, frozen=True):
    """What stands before and after the title of an enclosure, in one sentence."""

    before: str
    after: str
    example: str


class _Found(NamedTuple):
    page: Passage
    reference: Reference
    relation: Relation


@cache
def _before_rules() -> tuple[tuple[re.Pattern[str], BeforeRule], ...]:
    rules = load_rules(RULES, "before", BeforeRule)
    return tuple((re.compile(f"(?:{rule.cue})"), rule) for rule in rules)


@cache
def _cues(table: str) -> re.Pattern[str]:
    return re.compile("|".join(row.cue for row in load_rules(RULES, table, _Cue)))


@cache
def _issue_rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(r.before), re.compile(r.after)) for r in load_rules(RULES, "issuing", IssueRule))


_MASK = "\x00"


def _mask(text: str, found: list[Reference]) -> str:
    """`text` with everything in 《》 and every number blanked, so that words inside titles are no cues."""
    chars = list(text)
    for start, end in [*titles(text), *((r.begin, r.stop) for r in found)]:
        chars[start:end] = _MASK * (end - start)
    return "".join(chars)


_WINDOW = 300  # characters around a title in which its cues stand


def _relations(text: str, found: list[Reference], enclosing: bool) -> Iterator[Relation]:
    """The relation of each reference, from the words around it in its sentence."""
    masked = _mask(text, found)
    relations: list[Relation] = []
    joined: list[bool] = []
    at = 0
    for reference in found:
        start = _stop_before(masked, max(at, reference.begin - _WINDOW), reference.begin)
        left = masked[start : reference.begin]
        right = _SENTENCE_STOP.split(masked[reference.stop : reference.stop + _WINDOW], maxsplit=1)[0]
        joined.append(bool(relations) and start == at and _joins(left))
        relation = _from_before(left, right)
        if relation is None and joined[-1]:
            relation = relations[-1]
        if enclosing and relation != "basis" and _issues(left, masked[reference.stop : reference.stop + 120]):
            relation = "issues"
        if relation in (None, "mentions") and _repealed(right):
            relation = "repeals"
        relations.append(relation or "mentions")
        at = reference.stop
    for index in range(len(relations) - 1, 0, -1):  # 《甲》（…）、《乙》（…）同时废止: both
        if relations[index] == "repeals" and joined[index] and relations[index - 1] == "mentions":
            relations[index - 1] = "repeals"
    yield from relations


_SENTENCE_STOP = re.compile(r"[。；！？\n]")


def _stop_before(masked: str, start: int, end: int) -> int:
    """Start of the sentence that text[start:end] ends in, not before `start`."""
    return max(start, *(masked.rfind(stop, start, end) + 1 for stop in "。；！？\n"))


def _joins(between: str) -> bool:
    """Whether two references with `between` between them stand in one list."""
    if not phrases(RULES)["joined"].fullmatch(between) or between.endswith(("对", "将", "把")):
        return False  # 根据《甲》，对《乙》作了修改: not by 乙
    cues = (match for pattern, rule in _before_rules() if not rule.after for match in pattern.finditer(between))
    return all(_describes(between, cue) for cue in cues)


def _from_before(left: str, right: str) -> Relation | None:
    """Relation told by the nearest cue before the title, in its part of the sentence."""
    part = re.split(r"[，：:]", left)[-1]
    nearest: tuple[int, Relation] | None = None
    for pattern, rule in _before_rules():
        for match in pattern.finditer(part):
            if len(part) - match.end() > rule.reach or (rule.after and not re.match(rule.after, right)):
                continue
            if rule.relation == "mentions" and _describes(part, match):
                continue
            if nearest is None or match.end() > nearest[0]:
                nearest = (match.end(), rule.relation)
    return nearest[1] if nearest else None


def _describes(part: str, cue: re.Match[str]) -> bool:
    """Whether a verb only tells which document is meant: 根据新修订的《…》, 按照省政府印发的《…》."""
    return part[: cue.start()].endswith("新") or bool(
        re.match(r"(?:后|过|颁布|公布|发布|实施|施行)*的", part[cue.end() :])
    )


def _repealed(right: str) -> bool:
    match = _cues("repealing").search(right)
    return bool(match and match.start() <= 200 and not _cues("repeal_stops").search(right, 0, match.start()))


def _issues(left: str, right: str) -> bool:
    left = re.split(r"[。；]", left)[-1]
    return any(before.search(left) and after.search(right) for before, after in _issue_rules())


_LISTS_REPEALED = re.compile(r"(?:废止|停止执行|失效)[^。]{0,40}[：:]\s*$")


def find_citations(document: Document, source: SourceText) -> tuple[Citation, ...]:
    """Documents and laws that `document` cites, in the order of their places."""
    found: list[_Found] = []
    repealing = False
    grounds = {clause.path for clause in document.clauses if _cues("grounds").search(clause.heading)}
    for page in passages(document, source):
        if page.role in _OWN:
            continue
        text = page.text
        named = [r for r in references(text) if r.number is None or r.number != document.number]
        if page.role == "note":  # the note under a title tells by which order the text itself was issued
            named = [r for r in named if r.title or not re.match(r"\s*(?:公布|发布|颁布|通过)", text[r.stop :])]
        in_list = (
            repealing
            and bool(named)
            and not text[: named[0].begin].strip(" \u3000（）().．、0123456789一二三四五六七八九十")
        )
        for reference, relation in zip(named, _relations(text, named, page.path == PREAMBLE), strict=True):
            if relation == "mentions" and page.path in grounds:
                relation = "basis"
            found.append(_Found(page, reference, "repeals" if in_list else relation))
        repealing = bool(_LISTS_REPEALED.search(text)) or (repealing and in_list)
    return tuple(_folded(found, _abbreviations(found), source))


def _key(title: str) -> str:
    """What makes two printed titles the same: no spaces, quotation marks or name of the state."""
    title = re.sub(r"[\s“”\"'‘’]", "", title).translate(str.maketrans("<>《》（）", "〈〉〈〉()"))
    return title.removeprefix("中华人民共和国")


_ABBREVIATION = re.compile(r"以下(?:简|统)?称(?:为)?[“\"《〈]{0,2}([^”\"》〉）)，。；]{2,24})")


def _abbreviations(found: list[_Found]) -> dict[str, str]:
    """Short names that the text gives to documents (以下简称《纲要》) → key of the full title."""
    given: dict[str, str] = {}
    for item in found:
        reference = item.reference
        after = item.page.text[reference.end : reference.stop + 40]
        match = _ABBREVIATION.search(after)
        if match and reference.title and not re.search("[。；《]", after[: match.start()]):
            given.setdefault(_key(match.group(1)), _key(reference.title))
    return given


def _folded(found: list[_Found], short: dict[str, str], source: SourceText) -> Iterator[Citation]:
    """One citation a document: its strongest relation, at the first place that tells it, with its number."""
    groups: dict[str, list[_Found]] = {}
    by_number: dict[str, str] = {}
    for item in found:
        title, number = item.reference.title, item.reference.number
        key = short.get(_key(title), _key(title)) if title else by_number.get(number or "", number or "")
        if title and number:
            by_number.setdefault(number, key)
            known = {other.reference.number for other in groups.get(key, ())} - {None}
            if known and number not in known:  # the same title with another number is another document
                key = f"{key} {number}"
        groups.setdefault(key, []).append(item)
    chosen = [(min(group, key=lambda item: _STRENGTH[item.relation]), group) for group in groups.values()]
    records = [_record(best, group, source) for best, group in chosen]
    yield from sorted(records, key=lambda record: record.start)


def _record(best: _Found, group: list[_Found], source: SourceText) -> Citation:
    title = next((i.reference.title for i in group if i.reference.title), None)
    number = next((i.reference.number for i in group if i.reference.number), None)
    line, start, end = best.page.place(best.reference.start, best.reference.end, source)
    return Citation(
        path=best.page.path, line=line, start=start, end=end, title=title, number=number, relation=best.relation
    )
