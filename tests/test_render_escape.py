"""Source text never becomes markup: what the page shows is the text, through the real Markdown configuration."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_tools.render.escape import escape, visible
from tests.rendering import Reader, html_of

# The characters that Markdown, HTML, attribute lists and tables live on, beside Chinese text.
HOSTILE = st.text(alphabet="市政府\u3000 12.)(-+*_`~#>|[]{}<>!\\&;:=\"'/@^$%abx\n\t", max_size=60)
TEXTS = st.one_of(HOSTILE, st.text(max_size=40))

PLACES = {
    "paragraph": "{0}\n{{ #here }}",
    "heading": "## {0} {{ #here }}",
    "list": '<ul><li id="here">{0}</li></ul>',
    "cell": '<table><tr><td id="here">{0}</td></tr></table>',
    "link": '<p><a id="here" href="x/index.html">{0}</a></p>',
    "inside": '<article markdown="1">\n\n{0}\n{{ #here }}\n\n</article>',
}
ALLOWED = {"p", "h2", "ul", "li", "table", "tr", "td", "a", "article", "thead", "tbody", "th"}


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
@example("<script>alert(1)</script>")
@example("1. 第一项")
@example("# 标题 {#x .y}")
@example("---\ntitle: x\n---")
@example("[点我](javascript:alert(1))")
@example("|a|b|\n|-|-|\n|1|2|")
@example("&lt;b&gt; &#42; &amp;amp;")
@example("\x02klzzwxh:0001\x03")
@example("***粗***__体__`码`~~删~~")
@example("\\`*_{}[]()>#+-.!")
def test_what_is_shown_is_the_text(place: str, text: str) -> None:
    shown = visible(text)
    if not shown:
        return
    reader = Reader(html_of(PLACES[place].format(escape(text))))
    assert reader.by_id["here"] == shown
    assert {tag for tag, _ in reader.tags} <= ALLOWED


@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_an_attribute_holds_the_text_and_nothing_else(text: str) -> None:
    reader = Reader(html_of(f'<div data-text="{escape(text)}">x</div>'))
    assert reader.all("div") == [{"data-text": visible(text)}]


@pytest.mark.parametrize("character", ["\x00", "\x02", "\x1b", "\x7f", "\x9f", "\ufeff", "\u202e", "\u2066"])
def test_control_characters_are_shown_as_pictures_or_replaced(character: str) -> None:
    shown = visible(f"甲{character}乙")
    assert character not in shown
    assert len(shown) == 3
