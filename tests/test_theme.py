"""Colours of both schemes have the contrast that WCAG 2.2 AA asks for; the style sheet asks nobody else for anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[1] / "build_tools" / "render" / "theme"
CSS = (THEME / "assets" / "site.css").read_text(encoding="utf-8")
TEXT_ON = [
    ("ink", "paper"), ("ink", "card"), ("ink", "mark"), ("ink", "mark-strong"), ("ink", "accent-soft"), ("ink", "caution"),
    ("muted", "paper"), ("muted", "card"), ("muted", "accent-soft"), ("muted", "mark"),
    ("accent", "paper"), ("accent", "card"), ("accent", "accent-soft"), ("accent", "caution"), ("accent", "mark-strong"), ("on-accent", "accent"),
    ("seal", "paper"), ("caution-line", "paper"), ("caution-line", "card"),
]  # fmt: skip
EDGES = [("field", "paper"), ("field", "card"), ("accent", "paper")]  # outlines of controls: 3 to 1


def _scheme(start: str) -> dict[str, str]:
    block = CSS[CSS.index(start) :].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("start", [":root {", ':root[data-theme="dark"] {', ':root:not([data-theme="light"]) {'])
def test_contrast(start: str) -> None:
    colours = _scheme(start)
    for words, ground in TEXT_ON:
        assert _contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
    for edge, ground in EDGES:
        assert _contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def test_both_ways_to_the_dark_scheme_give_the_same_colours() -> None:
    assert _scheme(':root[data-theme="dark"] {') == _scheme(':root:not([data-theme="light"]) {')


@pytest.mark.parametrize("file", sorted(THEME.rglob("*.*")), ids=lambda f: f.name)
def test_no_other_host_is_asked(file: Path) -> None:
    text = re.sub(r"http://www\.w3\.org/2000/svg", "", file.read_text(encoding="utf-8"))
    assert "//" not in text.replace("://", "//") or not re.search(r"(?:https?:)?//[a-z]", text)
