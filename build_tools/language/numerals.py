"""Numbers as official texts write them: 二十一, 二〇二二, ２１, ㈠, ①."""

from __future__ import annotations

import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
HAN_DIGITS = "".join(_DIGITS) + "".join(_UNITS) + "".join(_TENS)


def number_value(text: str) -> int | None:
    """Value of a whole number in Han or Arabic digits of any width, circled or bracketed; None if it is none.

    Han digits without 十, 百, 千 are read by place: 二〇二二 is 2022.
    """
    text = unicodedata.normalize("NFKC", text).strip("()（）. ") if not text.isascii() else text
    if text.isdecimal():
        return int(text) if len(text) <= 9 else None
    if not text or len(text) > 12 or any(c not in HAN_DIGITS for c in text):
        return None
    if any(c in _UNITS or c in _TENS for c in text):
        return _with_units(text)
    return int("".join(str(_DIGITS[c]) for c in text))


def _with_units(text: str) -> int:
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in _TENS:
            total += _TENS[char]
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)
