"""Who gets a benefit without a number, and on what condition: one attempt after the other at the words around it.

In: a sentence and the words that give. Out: names and conditions, copied from it. Rule tables: supports.yml, money/parties.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from build_tools.extract.money.parties import read_parties
from build_tools.extract.money.segments import split_segments, without_quotes
from build_tools.extract.money.subjects import body_in, head_of, is_body, name_at
from build_tools.extract.support_rules import Benefit, Found, words

TOWARDS = re.compile(r"(?:(?<=[，,：:；])|^)[^，,：:；。对]{0,10}?对(?:于|(?![接标口外应照比象策方]|其|此|该))")
LONGEST_NAME, SHORT = 60, 12
GOES_ON = re.compile(r"[，,在于按给优享免可依由从将以]|$")  # after a name; another noun would make it longer


class Who(NamedTuple):
    """Who gets something, and where in the sentence the name stands."""

    name: str
    condition: str | None
    at: int


class Place(NamedTuple):
    """Where in `sentence` the words that give stand: sentence[start:stop], in the stretch from `first` on."""

    sentence: str
    row: Benefit
    match: re.Match[str]
    first: int

    @property
    def start(self) -> int:
        """Where the words that give begin."""
        return self.match.start()

    @property
    def own(self) -> str:
        """What stands before them between the same commas."""
        return self.sentence[self.first : self.start]

    @property
    def bare(self) -> str:
        """The same without the manner."""
        return words("manner").sub("", self.own)

    @property
    def before(self) -> str:
        """What stands before their stretch."""
        return self.sentence[: self.first].rstrip("，,")

    @property
    def is_had(self) -> bool:
        """Whether the subject has the benefit: …享受…."""
        return self.row.who == "had"


NOBODY = Who("", None, -1)  # an attempt's last word: the sentence does not say


def who_gets(sentence: str, found: Found) -> Who | None:
    """Who gets it and on what condition, as printed; None where the sentence does not say."""
    place = Place(sentence, found.row, found.match, found.segment[0])
    said = next((said for attempt in _ATTEMPTS if (said := attempt(place))), None)
    return None if said is NOBODY else said


def _named(place: Place) -> Who | None:
    """The one whom the words that give name themselves: 为小微企业提供…."""
    if place.row.who != "named":
        return None
    name = place.match["who"].strip('“”"')
    shorter = name_at(name) or ""
    name = shorter if is_body(shorter) or not is_someone(name) else name
    return _checked(place.sentence, name, None, place.match.start("who")) or NOBODY


def _object_near(place: Place) -> Who | None:
    """After 对, between the same commas."""
    return _object(place.sentence, place.first, place.start)


def _after_the_verb(place: Place) -> Who | None:
    """给予承办企业奖励."""
    verb = next((verb for verb in ("给予", "予以") if place.match[0].startswith(verb)), "")
    if place.row.who != "given" or not verb:
        return None
    at = place.start + len(verb)
    name = name_at(place.sentence, at) or ""
    if not is_body(name) or at + len(name) >= place.match.end():
        return None
    return _checked(place.sentence, name, None, at) or NOBODY


def _subject_near(place: Place) -> Who | None:
    """The subject between the same commas: 入驻的企业可享受…."""
    bare = place.bare
    if not bare or words("aside").match(bare) or not (place.is_had or bare.endswith("的")):
        return None
    unknown = place.is_had and not bare.endswith("的")  # somebody has it, whom the rules do not know
    return _read(place.sentence, place.first, place.first + len(bare)) or (NOBODY if unknown else None)


def _object_before(place: Place) -> Who | None:
    """After 对, before the comma."""
    return _object(place.sentence, 0, place.first)


def _subject_before(place: Place) -> Who | None:
    """The subject before the comma, where the words tell that it goes on: …的，; 其…; 凡…."""
    before, own = place.before, place.own
    told = (
        before.endswith("的")
        or own.startswith("其")
        or (own.startswith("对其") and "的，" in before)
        or "凡" in before[:2]
        or (place.is_had and not split_segments(before)[1:])
    )
    return _read(place.sentence, 0, len(before)) if told else None


def _put_forward(place: Place) -> Who | None:
    """Whom the sentence puts forward before the comma: 鼓励企业…，."""
    name = body_in(place.before) or ""
    at = place.sentence.find(name) if name else -1
    if TOWARDS.search(place.sentence, at, place.first) or words("hands").search(name):
        return None
    return _checked(place.sentence, name, None, at)


_ATTEMPTS: tuple[Callable[[Place], Who | None], ...] = (
    _named, _object_near, _after_the_verb, _subject_near, _object_before, _subject_before, _put_forward,
)  # fmt: skip


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
