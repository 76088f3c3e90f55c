"""The heading of a clause: the short words after its number."""

from __future__ import annotations

import re

from build_tools.language.characters import SENTENCE_END
from build_tools.language.sentences import is_sentence

_LINE = 60  # longest heading that has a line to itself
_RUN_ON = 40  # longest heading before the text that runs on
_WITH_COMMA = 30  # the same of a heading in two halves: 坚持创新驱动，增强发展动能
_IN_ARTICLE = 16  # the same below an article, where most items are sentences
_ARTICLE = 8  # longest heading before the text of an article
_DEEP = frozenset({"arabic_paren", "arabic_bracket", "circled", "latin", "latin_small"})


def heading_of(style: str, words: str, goes_on: bool, in_article: bool, headed: bool = True) -> tuple[str, bool]:
    """Heading in `words` (what stands after the number), and whether it is all of them.

    `goes_on`: whether paragraphs or clauses follow below it; `headed`: whether other items of its list have headings
    on lines of their own. "" where there is no short heading.
    """
    words = words.strip()
    if style in ("part", "chapter", "section", "box"):
        return (words, True) if len(words) <= 2 * _LINE and "。" not in words else ("", False)
    if style == "article":
        return _of_article(words, goes_on)
    head, stop, rest = words.partition("。")
    if not stop:
        return _of_line(words, goes_on, headed)
    longest = _IN_ARTICLE if in_article or style in _DEEP else _RUN_ON
    longest = min(longest, _WITH_COMMA) if "，" in head else longest
    if len(head) > longest or "；" in head or "：" in head or is_sentence(head):
        return "", False
    if not rest.strip():
        return (head, True) if goes_on and not in_article else ("", False)
    if rest.lstrip()[0] in "（(" and rest.rstrip()[-1] in "）)" and "。" not in rest:
        return "", False
    return head, False


def stands_as_heading(words: str) -> bool:
    """Whether words after a number may be a heading with a line to itself: 申报条件, 申报条件："""
    return 0 < len(words) <= _LINE and not any(c in words for c in "。；，") and not is_sentence(words)


def _of_line(words: str, goes_on: bool, headed: bool) -> tuple[str, bool]:
    if not words or len(words) > _LINE:
        return "", False
    if words[-1] in "：:":
        short = goes_on and headed and len(words) <= 24 and "，" not in words
        return (words[:-1], True) if short else ("", False)
    if words[-1] in SENTENCE_END or "；" in words or "：" in words:
        return "", False
    return words, True


def _of_article(words: str, goes_on: bool) -> tuple[str, bool]:
    match = re.match(r"[（(【\[]([^）)】\]]{2,24})[）)】\]]", words)
    if match and not words[match.end() :].startswith(("、", "，", "的")):
        return match[1], match.end() == len(words)
    if goes_on and 0 < len(words) <= 24 and not any(c in words for c in "，。；："):
        return words, True
    head, stop, rest = words.partition("。")
    if stop and rest and len(head) <= _ARTICLE and not any(c in head for c in "，；：、") and not is_sentence(head):
        return head, False
    return "", False
