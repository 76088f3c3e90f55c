"""Links hold on a server, below a prefix, and from a folder."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.render import links

FOLDER = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
PAGE = st.lists(FOLDER, max_size=4).map("/".join)


@given(page=PAGE, target=PAGE)
def test_a_link_leads_to_its_page_from_server_and_folder(page: str, target: str) -> None:
    for root in ("https://example.test/", "https://example.test/portal/kb/", "file:///srv/site/"):
        here = urljoin(root, f"{page}/index.html" if page else "index.html")
        there = urljoin(root, f"{target}/index.html" if target else "index.html")
        assert urljoin(here, links.href(page, target)) == there


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("doc/a/3-1", "doc/a#c-3-1", "../index.html#c-3-1"),
        ("doc/a", "doc/a#matrix", "#matrix"),
        ("unit/x", "data/amounts.csv", "../../data/amounts.csv"),
        ("", "", "index.html"),
    ],
)
def test_fragments_and_files(page: str, target: str, expected: str) -> None:
    assert links.href(page, target) == expected
