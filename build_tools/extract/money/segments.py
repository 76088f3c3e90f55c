"""Stretches of a sentence between its commas, and how a piece of one is shown by itself."""

from __future__ import annotations

import re

from build_tools.extract.money.phrases import phrase


def split_segments(text: str) -> list[tuple[int, int]]:
    """Comma segments of `text`; commas in brackets do not cut."""
    found, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif char in "，,；;：:" and not depth:
            found.append((start, at))
            start = at + 1
    found.append((start, len(text)))
    return found


def without_quotes(text: str) -> str:
    """`text` with what stands in brackets and quotation marks blotted out, as long as before."""
    return re.sub(r"[（(][^（）()]*[）)]|“[^”]*”|《[^》]*》", lambda match: "\0" * len(match[0]), text)


def tidy(text: str) -> str:
    """A name, a condition or a label without what only joins it to the words around it; "" where nothing is left."""
    text = phrase("joining").sub("", text.strip("，,、：: ；;\n")).strip("，,")
    text = phrase("since").sub("", text).strip("，,")
    if text.count("（") < text.count("）"):
        text = text.rstrip("）")
    for name in ("leads_to", "per_tail", "leads_to"):
        text = phrase(name).sub("", text).rstrip("，,")
    text = text if len(text) > 1 else ""
    return text[:-1] if text.endswith("的") else text
