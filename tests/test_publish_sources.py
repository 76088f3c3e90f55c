"""What was received is published as it is, under names that no browser runs, where the pages link to it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from build_tools.render import links
from build_tools.render.publish import publish, publish_sources


@pytest.mark.parametrize("name", ["甲市公报 第7期.txt", "a#b%20.txt", "page.HTML", "公报.docx", "甲<b>&'\u202e\".txt"])
def test_a_file_stands_byte_for_byte_where_the_pages_link_to(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes("\ufeff<script>alert(1)</script>\r\n第二行".encode())
    site = tmp_path / "site"
    publish_sources([file], site)
    address = links.source_file(name)
    assert (site / unquote(address)).read_bytes() == file.read_bytes()
    assert not {"#", "?", " "} & set(address)
    assert not address.lower().endswith((".html", ".htm"))
    assert not set("<>:\"'|?*\\&\u202e") & set(unquote(address).removeprefix("source/"))


def test_the_feed_tells_whole_addresses_where_the_address_is_known(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text('<feed><link rel="self" href="feed.xml"/><title>href="x"</title></feed>', encoding="utf-8")
    for _ in range(2):
        publish(tmp_path, address="https://example.test/kb")
        text = feed.read_text(encoding="utf-8")
        assert text == '<feed><link rel="self" href="https://example.test/kb/feed.xml"/><title>href="x"</title></feed>'


def test_a_feed_keeps_its_relative_links_where_the_address_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    feed = tmp_path / "feed.xml"
    feed.write_text('<feed><link rel="self" href="feed.xml"/></feed>', encoding="utf-8")
    publish(tmp_path)
    assert feed.read_text(encoding="utf-8") == '<feed><link rel="self" href="feed.xml"/></feed>'
