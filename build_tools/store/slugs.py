"""Names → words of an address: a–z and 0–9 joined by "-". See docs/adr/0003-addresses.md."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from build_tools.language.words import words_of

LONGEST = 60  # characters: what fits on a line of a letter and can be read out


def slug_of(name: str, fallback: str = "page") -> str:
    """Pinyin of `name`, one part a word, without tones; `fallback` where nothing can be read out.

    郑州市财政局 → zhengzhoushi-caizhengju. Pure, but new versions of the dictionaries may cut or read a name
    differently: that is why addresses given out are kept in the registry.
    """
    from pypinyin import lazy_pinyin

    words = []
    for word in words_of(name):
        words += re.findall(r"[a-z0-9]+", "".join(lazy_pinyin(word, errors=_keep_ascii, v_to_u=False)).lower())
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > LONGEST and slug:
            break
        slug = f"{slug}-{word}" if slug else word[:LONGEST]
    return slug or fallback


def _keep_ascii(text: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in text)


def free_slug(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with the first number from 2 on that makes it free."""
    if wanted not in taken:
        return wanted
    return next(slug for slug in _numbered(wanted) if slug not in taken)


def _numbered(wanted: str) -> Iterable[str]:
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
