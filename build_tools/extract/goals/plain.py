"""Text made even for reading: no white space, half-width digits and letters, full-width punctuation between Chinese words.

Every character keeps its offset in the text that it came from.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_TWINS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "〜": "～"}
_FILL = "＊"


class Plain(NamedTuple):
    """Even text; character i of it stands at `offsets[i]` of the original."""

    text: str
    offsets: tuple[int, ...]

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Span in the original of text[start:end]; the slice must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def make_plain(text: str) -> Plain:
    """`text` evened; the length may only shrink, by its white space (line ends stay, as they may end a sentence)."""
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if char.isspace() and char != "\n":
            continue
        if "！" <= char <= "～" and (char.isalnum() or char in "％．＋－／＜＞＝"):
            char = chr(ord(char) - 0xFEE0)
        chars.append(char)
        offsets.append(offset)
    for index, char in enumerate(chars):
        if char in _TWINS and not (char in ",:" and _between_digits(chars, index)):
            chars[index] = _TWINS[char]
    return Plain("".join(chars), tuple(offsets))


def _between_digits(chars: list[str], index: int) -> bool:
    return 0 < index < len(chars) - 1 and chars[index - 1].isdigit() and chars[index + 1].isdigit()


@cache
def _asides() -> re.Pattern[str]:
    # titles, document numbers, names in quotation marks and brackets; a plan's “十四五” is a time and stays, and so do
    # the years of a stage: 第一阶段（2023—2025年）
    years = r"(?<=[段期步标度])（(?:19|20)[0-9]{2}年?(?:[—－–~～至到-]{1,2}(?:19|20)[0-9]{2}年?)?）"
    return re.compile(
        rf"《[^《》]{{1,80}}》|〔[^〔〕]{{1,20}}〕|“(?!十[一二三四五六七]?五”)[^“”]{{1,60}}”|(?!{years})（(?![套组间个处家座所只项]）)[^（）]{{1,160}}）"
    )


def masked(text: str) -> str:
    """`text` with what stands in 《》, 〔〕, “” and （） filled over, so that no rule reads a name for a statement."""
    shown = _asides().sub(_filled, _stated().sub(_as_part, _quoted_goals().sub(_as_part, text)))
    return _outer_brackets().sub(_filled, shown)


@cache
def _quoted_goals() -> re.Pattern[str]:
    # goals in quotation marks: 实现“产值达到300亿元、企业达到50家”的目标
    return re.compile(
        r"“(?P<words>[^“”]{0,80}?(?:达到?|突破|超过|不低于|不少于|不超过|提高|提升|增长|下降|降至|控制在)[^“”，。；]{0,6}[0-9][^“”]{0,120})”(?=的?[^，。；“”]{0,8}(?:目标|任务|指标))"
    )


@cache
def _stated() -> re.Pattern[str]:
    # a bracket that states a figure of what stands before it: （其中新能源占比30%）, （年均增长6%以上）
    return re.compile(
        r"（(?P<words>(?:其中[^（），；。]{2,24}|年均(?:增长|增速|增幅|下降|降低|提高)[^（），；。]{0,6}|同比(?:增长|提高|下降)[^（），；。]{0,6}|比(?:上年|20[0-9]{2}年)[^（），；。]{2,10})"
        r"[0-9.]+(?:%|个百分点|万?亿元|万?[家个项户倍])(?:以上|以下|以内|左右)?)）"
    )


def _as_part(match: re.Match[str]) -> str:
    return f"，{match['words']}，"


def _filled(match: re.Match[str]) -> str:
    return match[0][0] + _FILL * (len(match[0]) - 2) + match[0][-1]


@cache
def _outer_brackets() -> re.Pattern[str]:
    return re.compile(r"（[^（）]{0,160}(?:（[^（）]{1,160}）[^（）]{0,160}){1,4}）")
