"""What a goal is about: the words around a measure, without times, modal words and words of comparison."""

from __future__ import annotations

import re
from bisect import bisect_left

from build_tools.extract.goals.measures import Measure
from build_tools.extract.goals.phrases import phrase
from build_tools.extract.goals.rules import Shape, trimmed
from build_tools.extract.goals.years import Time

_LONGEST = 60  # characters of a name
_NEAR = 200  # characters to each side of a number in which its name stands
_Span = tuple[int, int]


def is_lead(text: str) -> bool:
    """Whether `text` is so little that what follows it opens the sentence."""
    return bool(phrase("lead").fullmatch(text))


def is_thing(name: str) -> bool:
    """Whether a name can stand for a later one that is left out."""
    return len(name) >= 4


def _without_times(text: str, span: _Span, times: list[Time]) -> str:
    """text[span] without the deadlines, facts and beginnings in it; what is compared with stays, and 全年."""
    kept, at = [], span[0]
    first = bisect_left(times, span[0], key=lambda time: time.start)
    for time in times[first : bisect_left(times, span[1], lo=first, key=lambda time: time.start)]:
        if time.role not in ("baseline", "year") and span[0] <= time.start and time.end <= span[1] and time.start >= at:
            kept.append(text[at : time.start])
            at = time.end
    kept.append(text[at : span[1]])
    return "".join(kept)


def bare_left(shown: str, span: _Span, times: list[Time]) -> str:
    """The words before a measure, as rules read them."""
    text = _without_times(shown, span, times)
    start, _ = trimmed(text, "trim_start")
    _, end = trimmed(text, "trim_end")
    return text[start:end] if start < end else ""


def bare_right(text: str) -> str:
    """The words behind a measure up to the end of its segment, without a bracket and closing punctuation."""
    return phrase("others").sub("", phrase("aside").sub("", text).rstrip("，；。！？：\n"))


def names(text: str, segment: _Span, group: list[Measure], times: list[Time], shape: Shape, named: str) -> list[str]:
    """A name for each measure of the group; where the words are left out, the one named before it in the sentence."""
    left = _without_times(text, (max(segment[0], group[0].head - _NEAR), group[0].head), times)
    start, _ = trimmed(left, "trim_start")
    _, end = trimmed(left, "trim_end")
    left = left[start:end].rsplit("：", 1)[-1] if start < end else ""
    if group[0].baseline is not None:
        left = phrase("origin").sub("", left)
    left = phrase("meant").sub("", phrase("least").sub("", left))
    right = ""
    if shape in ("object", "share", "subject", "fund"):
        right = (
            phrase("aside")
            .sub("", text[group[-1].tail : min(segment[1], group[-1].tail + _NEAR)])
            .rstrip("，；。！？：\n")
            .removeprefix("的")
        )
    if shape == "fund" and (scale := phrase("fund_scale").search(left)):
        left, right = left[: scale.start()], f"{right}{scale[0]}"
    name = left + right
    if _says_nothing(left) and not right:
        name = _base(named) + left
    if len(group) > 1 and (parts := _shared(left, len(group))):
        return [_cut(part + right) for part in parts]
    return [_cut(name.replace("分别", ""))] * len(group)


def shared_noun(right: str, following: str) -> str:
    """The noun that the first of two grades leaves to the second: 2个千亿级、5个百亿级产业集群."""
    first, second = phrase("grade").fullmatch(right), phrase("grade").fullmatch(following)
    return second["noun"] if first and second and not first["noun"] else ""


def fallback(text: str, before: _Span, times: list[Time]) -> str:
    """The last words before a segment that names nothing: 企业数量实现倍增，达到3000家."""
    said = (
        _without_times(text, (max(before[0], before[1] - _NEAR), before[1]), times).rstrip("，；、").rsplit("，", 1)[-1]
    )
    start, _ = trimmed(said, "trim_start")
    return _cut(said[start:])


def _cut(name: str) -> str:
    """The end of a name that is too long: the words next to the number say most."""
    return name if len(name) <= _LONGEST else name[-_LONGEST:]


def _says_nothing(left: str) -> bool:
    return bool(phrase("nothing_named").fullmatch(left))


def _base(named: str) -> str:
    return phrase("growth").sub("", named)


def _shared(left: str, count: int) -> list[str]:
    """A、B和C分别占比 → a name for each, where as many things are listed as there are measures."""
    tail = phrase("shared_word").search(left)
    cut = tail.start() if tail else len(left)
    end = trimmed(left[:cut], "trim_end")[1]
    *firsts, last = left[:end].split("、")
    items = [item for item in (*firsts, *re.split(r"以及|和|与|及", last, maxsplit=1 if firsts else 0)) if item]
    if len(items) == 1 and count == 2 and "城乡" in items[0]:
        items = [items[0].replace("城乡", "城镇"), items[0].replace("城乡", "农村")]
    if len(items) != count:
        return []
    return [item + left[cut:] for item in items]


def is_least(left: str) -> bool:
    """Whether a word before the verb makes the number the least: 每县至少建成1个."""
    return bool(phrase("least").search(left))


def surface(shown: str, segment: _Span, group: list[Measure]) -> _Span:
    """Span of the words that state the goal: the segment, without what its edges are cut by."""
    start = max(segment[0], group[0].start - _NEAR)
    start += trimmed(shown[start : group[0].start], "trim_start")[0]
    words = shown[group[-1].tail : min(segment[1], group[-1].tail + _NEAR)].rstrip("，；。！？：\n")
    return min(start, group[0].start), group[-1].tail + len(words)
