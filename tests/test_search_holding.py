"""A text asked for many words answers as the text itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.search.holding import Holding


@given(st.text("公积金贷款额", max_size=30), st.lists(st.text("公积金贷款额", max_size=5), max_size=10))
def test_it_holds_what_the_text_holds(text: str, words: list[str]) -> None:
    holding = Holding(text)
    assert [word in holding for word in words] == [word in text for word in words]
