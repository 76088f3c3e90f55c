"""Where the lines of a title may end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.render.escape import escape
from build_tools.render.phrases import phrased


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("关于支持高质量发展的意见", "关于|支持|高质量|发展的|意见"),
        ("加强新市民服务", "加强新市民|服务"),
        ("培训与就业", "培训|与就业"),
        ("（二）鼓励企业", "（二）鼓励|企业"),
        ("3. 优化A股服务", "3. 优化A股|服务"),
    ],
)
def test_a_title_breaks_between_words(title: str, parts: str) -> None:
    shown = str(phrased(title)).replace("<wbr>", "|")
    assert shown.replace("&#46;", ".") == parts


@given(st.text(max_size=40))
def test_what_is_shown_is_what_is_escaped(text: str) -> None:
    assert re.sub("<wbr>", "", str(phrased(text))) == str(escape(text))
