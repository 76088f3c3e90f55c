"""Characters and punctuation: what ends a sentence, how wide a character prints."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SENTENCE_END = "。！？!?；;：:"  # what a printed paragraph may end with
CLOSING = "”’）)】〕》〉］]』」\"'"
_ROUND_OPENING, _ROUND_CLOSING = "（(〔【［[", "）)〕】］]"  # brackets that may hold who carries a clause
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇"


FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")  # digits


@cache
def _han() -> re.Pattern[str]:
    return re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character."""
    return bool(_han().match(char))


def squeeze(text: str) -> str:
    """`text` without any white space, however wide."""
    return "".join(text.split())


def printed_width(text: str) -> float:
    """Width in Chinese characters: a Latin letter or digit takes half of one."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end where `text` ends: after 。；：, or after a bracket or quotation that closes one.

    `（责任单位：市财政局）` after a 。 closes too, in brackets of any shape; a bracket in mid-sentence (`县（市）`)
    does not.
    """
    text = text[-1200:].rstrip()
    while text:
        bare = text.rstrip(CLOSING)
        if bare and (bare[-1] in SENTENCE_END or (bare[-1] == "." and is_han(bare[-2:-1] or "."))):
            return True
        if text[-1] not in _ROUND_CLOSING:
            return False
        start = _opening(text)
        if start < 0:
            return False
        text = text[:start].rstrip(" 　")
    return True


def _opening(text: str) -> int:
    """Offset of the bracket that the last character of `text` closes, looking back at most 400 characters; else -1."""
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - 400), -1):
        if text[at] in _ROUND_CLOSING:
            depth += 1
        elif text[at] in _ROUND_OPENING:
            depth -= 1
            if depth == 0:
                return at
    return -1
