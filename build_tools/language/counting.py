"""Numbers as word processors count by themselves: 一百零五, XIV, BB, ③, 甲子.

The names of the forms are those of the office documents standard (ECMA-376, ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

Writer = Callable[[int], str | None]


def written(value: int, form: str) -> str | None:
    """`value` in `form` (decimal, upperRoman, chineseCountingThousand …); None where it cannot be known how it is written."""
    writer = WRITERS.get(form)
    return writer(value) if writer and value >= 0 else None


def _counted(value: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str | None:
    """一百零五: each digit with its unit."""
    if value >= 10 ** len(units):
        return None
    text = ""
    for place in range(len(units) - 1, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    return text.rstrip(digits[0]) or digits[0]


def _spoken(value: int) -> str | None:
    """Like `_counted`, with 十 for 一十 at the head."""
    text = _counted(value)
    return text.removeprefix("一") if text and text.startswith("一十") else text


def _placed(zero: str) -> Writer:
    """一〇五: a digit a place."""
    table = str.maketrans("0123456789", zero + _DIGITS[1:])
    return lambda value: str(value).translate(table)


def _mixed(zero: str) -> Writer:
    """十一 and 二十 up to 99, then a digit a place."""
    placed = _placed(zero)
    return lambda value: placed(value) if value == 0 or value > 99 else _spoken(value)


def _japanese(value: int) -> str | None:
    """百五: units without 一 and without 零."""
    text = _counted(value)
    if text is None or value == 0:
        return None
    for unit in _UNITS[1:]:
        text = text.replace(f"一{unit}", unit)
    return text.replace("零", "")


def _legal(digits: str, units: tuple[str, ...]) -> Writer:
    return lambda value: _counted(value, digits, units) if value else None


def _roman(value: int) -> str | None:
    if not 0 < value < 4000:
        return None
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _letters(value: int) -> str | None:
    """A to Z, then AA, BB … ZZ, AAA …"""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else None


def _row(characters: str) -> Writer:
    """One character for each number from 1 on; nothing is known beyond the last."""
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else None


def _run(first: str, last: str) -> Writer:
    return _row("".join(map(chr, range(ord(first), ord(last) + 1))))


def _lower(writer: Writer) -> Writer:
    return lambda value: text.lower() if (text := writer(value)) else text


def _sixty(value: int) -> str | None:
    """甲子 to 癸亥."""
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 0 < value <= 60 else None


def _wide(value: int) -> str:
    return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


WRITERS: dict[str, Writer] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": _lower(_roman),
    "upperLetter": _letters,
    "lowerLetter": _lower(_letters),
    "decimalEnclosedCircle": _run("①", "⑳"),
    "decimalEnclosedCircleChinese": _run("①", "⑳"),
    "decimalEnclosedFullstop": _run("⒈", "⒛"),
    "decimalEnclosedParen": _run("⑴", "⒇"),
    "ideographEnclosedCircle": _run("㈠", "㈩"),
    "ideographDigital": _placed("〇"),
    "japaneseDigitalTenThousand": _placed("〇"),
    "taiwaneseDigital": _placed("○"),
    "chineseCounting": _mixed("○"),
    "taiwaneseCounting": _mixed("○"),
    "chineseCountingThousand": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟")),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
}
