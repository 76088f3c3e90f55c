"""Where the words about a benefit begin, and what a tier is called right before its figure.

In: the words around the figure. Out: places and labels. Rule tables: parties.yml (`givers`), phrases.yml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import msgspec

from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.segments import split_segments, tidy
from build_tools.extract.money.subjects import RULES, head_of, is_thing, name_at
from build_tools.rules import load_rules

_SHORT = 12  # characters of a label between the last comma and the figure


class Giver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with which the benefit begins; `anywhere`: also inside a segment that is not the last."""

    pattern: str
    example: str
    anywhere: bool = False


class Cut(NamedTuple):
    """`at`: where who and on what condition end; `label`: what the tier is called, "" where it has no name there."""

    at: int
    label: str


@cache
def givers() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Rows of `givers` as patterns, and whether they hold anywhere."""
    return tuple((re.compile(row.pattern), row.anywhere) for row in load_rules(RULES, "givers", Giver))


def find_cut(before: str, after: str) -> Cut:
    """The cut of the words `before` the first figure of a tier; `after`: those from the figure on."""
    segments = split_segments(before)
    near = segments[-1][0]
    at = _benefit_from(before + after, segments)
    last = before[near:]
    if at == len(before) and near and len(last) <= _SHORT and before[: near - 1].endswith("的"):
        return Cut(near - 1, label_before(last, after))  # …首次购房的，博士10万元、硕士5万元
    if near and near < at <= near + _SHORT and is_label(last):
        return Cut(near - 1, label_before(last, after))  # 新增地方贡献，前3年按100%、后2年按50%
    if near > at:
        return Cut(at, label_before(last, after))
    called = phrase("label_by").match(last) or phrase("label_by_span").match(last)
    return Cut(at, called["label"] if called and phrase("sum_next").match(after) else "")


def find_label(before: str, condition: str) -> str:
    """The name of a tier that stands anywhere in `before`, and not in the condition; "" where there is none."""
    found = (phrase(name).search(before) for name in ("years", "kind_label", "stages"))
    return next((match["label"] for match in found if match and match["label"] not in condition), "")


def is_label(before: str) -> bool:
    """Whether `before` only names a tier (三星级项目, 后两年给予) of the statement that came before it."""
    plain = phrase("by").sub("", before.strip("，,、；; "))
    if re.search(r"[，,；;：:的]", plain) or phrase("towards").search(plain):
        return False
    name = name_at(plain)
    if name is None or len(name) >= len(plain) - 1 or is_thing(name) or phrase("part_of").search(plain):
        return True
    label = label_before(plain)
    return head_of(label) is not None and len(label) <= 16  # 省级企业技术中心奖励


def label_of(before: str) -> str | None:
    """The label that is all of `before`."""
    return tidy(label_before(phrase("by").sub("", before.strip("，,、；; ")))) or None


def _benefit_from(text: str, segments: list[tuple[int, int]]) -> int:
    """Where the words about the benefit begin: at a segment that opens with them, or inside the last segment."""
    for start, end in segments:
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        for pattern, anywhere in givers():
            if pattern.match(text, start + lead):
                return start
            if anywhere and (match := pattern.search(text, start)) and match.end() <= end:
                return match.start()
    start, end = segments[-1]
    found = [match.start() for pattern, _ in givers() if (match := pattern.search(text, start))]
    return min((at for at in found if at < end), default=end)


def label_before(segment: str, after: str = "") -> str:
    """What a tier is called right before its figure: 三星级项目15元, 其中前三年给予80%."""
    found = [match.start() for pattern, _ in givers() if (match := pattern.search(segment + after))]
    text = phrase("label_opening").sub("", segment[: min(found, default=len(segment))].strip(), count=1)
    if not found or min(found) == 0:
        bare = phrase("standard").sub("", segment.strip(), count=1)
        if bare != segment.strip():
            return label_before(bare, after)  # 补贴标准为初级工证书400元
    return text if len(text) > 1 else ""
