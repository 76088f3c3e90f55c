"""What a goal is about: the words around a measure, without times, modal words and words of comparison."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from build_tools.extract.goals.measures import Measure
from build_tools.extract.goals.rules import Shape, trimmed
from build_tools.extract.goals.years import Time

_LONGEST = 60  # characters of a name
_NEAR = 200  # characters to each side of a number in which its name stands
_Span = tuple[int, int]


@cache
def _lead() -> re.Pattern[str]:
    # before a time that opens a text: a number, a short heading, or a word of aim
    return re.compile(r"(?:[^，；]{0,30}[：。])?[^，；：。]{0,12}")


def is_lead(text: str) -> bool:
    """Whether `text` is so little that what follows it opens the sentence."""
    return bool(_lead().fullmatch(text))


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


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(r"^(?:人民币)?(?:（[^（）]*）)*")


def bare_right(text: str) -> str:
    """The words behind a measure up to the end of its segment, without a bracket and closing punctuation."""
    return _others().sub("", _aside().sub("", text).rstrip("，；。！？：\n"))


@cache
def _others() -> re.Pattern[str]:
    return re.compile(r"等(?:等|目标|指标|任务)?$")


@cache
def _origin() -> re.Pattern[str]:
    return re.compile(r"(?:由|从)[^，由从]*$")


def names(text: str, segment: _Span, group: list[Measure], times: list[Time], shape: Shape, named: str) -> list[str]:
    """A name for each measure of the group; where the words are left out, the one named before it in the sentence."""
    left = _without_times(text, (max(segment[0], group[0].head - _NEAR), group[0].head), times)
    start, _ = trimmed(left, "trim_start")
    _, end = trimmed(left, "trim_end")
    left = left[start:end].rsplit("：", 1)[-1] if start < end else ""
    if group[0].baseline is not None:
        left = _origin().sub("", left)
    left = _meant().sub("", _least().sub("", left))
    right = ""
    if shape in ("object", "share", "subject", "fund"):
        right = (
            _aside()
            .sub("", text[group[-1].tail : min(segment[1], group[-1].tail + _NEAR)])
            .rstrip("，；。！？：\n")
            .removeprefix("的")
        )
    if shape == "fund" and (scale := _fund_scale().search(left)):
        left, right = left[: scale.start()], f"{right}{scale[0]}"
    name = left + right
    if _says_nothing(left) and not right:
        name = _base(named) + left
    if len(group) > 1 and (parts := _shared(left, len(group))):
        return [_cut(part + right) for part in parts]
    return [_cut(name.replace("分别", ""))] * len(group)


@cache
def _grade() -> re.Pattern[str]:
    return re.compile(r"[^，、]{1,8}?级(?P<noun>[^，、级]*)")


def shared_noun(right: str, following: str) -> str:
    """The noun that the first of two grades leaves to the second: 2个千亿级、5个百亿级产业集群."""
    first, second = _grade().fullmatch(right), _grade().fullmatch(following)
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


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:较|比)[^，]{0,12}?)?(?:年均|同比|每年|平均|累计|总)?(?:增长|增加|提高|提升|上升|下降|降低|减少|翻|压减)?"
    )


def _says_nothing(left: str) -> bool:
    return bool(_empty().fullmatch(left))


@cache
def _growth() -> re.Pattern[str]:
    return re.compile(r"(?:(?:较|(?<![占同])比)[^，]{1,12})?(?:年均|同比)?(?:增长|增加|提高|提升|上升|下降|降低|减少)$")


def _base(named: str) -> str:
    return _growth().sub("", named)


@cache
def _head_word() -> re.Pattern[str]:
    return re.compile(
        r"(?:占比|比重|比例|覆盖率|率|数量|总数|规模|总量|面积|产值|收入|增速|浓度)?(?:比上年|较上年|同比|年均)?(?:增长|提高|下降)?$"
    )


def _shared(left: str, count: int) -> list[str]:
    """A、B和C分别占比 → a name for each, where as many things are listed as there are measures."""
    tail = _head_word().search(left)
    cut = tail.start() if tail else len(left)
    end = trimmed(left[:cut], "trim_end")[1]
    *firsts, last = left[:end].split("、")
    items = [item for item in (*firsts, *re.split(r"以及|和|与|及", last, maxsplit=1 if firsts else 0)) if item]
    if len(items) == 1 and count == 2 and "城乡" in items[0]:
        items = [items[0].replace("城乡", "城镇"), items[0].replace("城乡", "农村")]
    if len(items) != count:
        return []
    return [item + left[cut:] for item in items]


@cache
def _fund_scale() -> re.Pattern[str]:
    return re.compile(r"总?(?:规模|额度?)$")


@cache
def _meant() -> re.Pattern[str]:
    return re.compile(
        r"(?:确保|力争|争取|力求|预期|预计)(?=(?:实际|年均|同比|累计)*(?:增长|增加|提高|提升|上升|下降|降低|减少)$)"
    )


@cache
def _least() -> re.Pattern[str]:
    return re.compile(r"(?:至少|最少|不少于)(?=[^，]{1,8}$)")


def is_least(left: str) -> bool:
    """Whether a word before the verb makes the number the least: 每县至少建成1个."""
    return bool(_least().search(left))


def surface(shown: str, segment: _Span, group: list[Measure]) -> _Span:
    """Span of the words that state the goal: the segment, without what its edges are cut by."""
    start = max(segment[0], group[0].start - _NEAR)
    start += trimmed(shown[start : group[0].start], "trim_start")[0]
    words = shown[group[-1].tail : min(segment[1], group[-1].tail + _NEAR)].rstrip("，；。！？：\n")
    return min(start, group[0].start), group[-1].tail + len(words)
