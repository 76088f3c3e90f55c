"""Source text made safe: in Markdown, in HTML and in attributes, by one function.

Every character that Markdown, HTML or an extension could read as markup becomes a character reference,
which Markdown and HTML alike show as the character itself. So the same escaped text may stand in a
paragraph, a heading, a table cell, the text of a link, a raw HTML block or a quoted attribute.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

# Active anywhere: HTML, emphasis, code, links, attribute lists, tables, headings, strikethrough, footnotes.
ACTIVE = re.compile(r"""[&<>"'*_`\[\]{}|\\~^#=$@]""")
# Active at the start of a line only: lists, rules, definitions, quotes, front matter.
LEADING = re.compile(r"^(\d*)([-+.):!])")
SPACE = re.compile(r"[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# What no page may hold; control characters become their visible pictures, the rest the replacement character. Among the
# rest is what turns the direction of writing: with it, a page would show other words than it holds.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` in one line, runs of space as one and none at its ends, control characters as pictures (␀): what a reader shall see."""
    text = SPACE.sub(" ", text).strip()
    return CONTROL.sub(_picture, text)


@lru_cache(maxsize=8192)
def escape(text: str) -> Markup:
    """`text` as it may stand anywhere in a page; what is shown is exactly `visible(text)`."""
    return escape_part(visible(text), leading=True)


def escape_part(text: str, *, leading: bool = False) -> Markup:
    """Like `escape` for a stretch inside a line: spaces at its ends stay. `text` must be visible already."""
    text = ACTIVE.sub(_reference, text)
    if leading:
        text = LEADING.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)
    return Markup(text)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
