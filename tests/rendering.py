"""Pages as readers get them: Markdown by the site's own configuration, and what of it is text."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
BUILT_IN = ["toc", "tables", "fenced_code"]  # the site engine adds these by itself
VOID = {"input", "br", "hr", "img", "meta", "link", "col"}


@cache
def configuration() -> dict[str, Any]:
    """mkdocs.yml."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*BUILT_IN, *configuration()["markdown_extensions"]])


def html_of(markdown: str) -> str:
    """HTML of a page; front matter, if any, is taken off."""
    if markdown.startswith("---\n"):
        markdown = markdown.split("\n---\n", 1)[1]
    html: str = _markdown().reset().convert(markdown)
    return html


class Reader(HTMLParser):
    """All text, all tags with their attributes, and the text of each element by id."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, str, int]] = []
        self.by_id: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self._open.append((tag, found.get("id", ""), len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, ident, start = self._open.pop()
            if ident:
                self.by_id[ident] = self.text[start:]
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]
