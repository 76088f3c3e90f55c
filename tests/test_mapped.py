"""A text after repair knows where each of its characters came from."""

from __future__ import annotations

import pytest

from build_tools.model.text import Edit, apply_edits

SOURCE = "给予奖励5万元 and 补贴，\n\n按年兑现"
EDITS = [Edit(7, 12, "和"), Edit(15, 17)]
TEXT = "给予奖励5万元和补贴，按年兑现"


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("给予奖励", "给予奖励"),
        ("万元和", "万元 and "),  # ends in words that a repair wrote: all that they replaced
        ("和", " and "),
        ("和补", " and 补"),
        ("补贴，", "补贴，"),
        ("贴，按", "贴，\n\n按"),
        ("按年", "按年"),
    ],
)
def test_words_are_found_in_the_source(words: str, spelt: str) -> None:
    mapped = apply_edits(SOURCE, EDITS)
    assert mapped.text == TEXT
    at = TEXT.index(words)
    start, end = mapped.span(at, at + len(words))
    assert SOURCE[start:end] == spelt
    piece = mapped.slice(at, at + len(words))
    assert (piece.text, piece.span(0, len(words))) == (words, (start, end))


def test_words_that_a_repair_wrote_stand_for_all_that_they_replaced() -> None:
    mapped = apply_edits("于and后", [Edit(1, 4, "以及")])
    assert [mapped.span(at, at + 1) for at in range(4)] == [(0, 1), (1, 4), (1, 4), (4, 5)]
