"""What a reader downloads to see a page for the first time: the page, its styles, scripts and pictures, compressed."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PARTS = re.compile(r"<(?:link\b[^>]*\brel=\"?(?:stylesheet|icon)\b|script\b|img\b)[^>]*>")
ADDRESS = re.compile(r"\b(?:href|src)=(?:\"([^\"]+)\"|([^\s\"'>]+))")


class Weight(NamedTuple):
    """Bytes after compression."""

    html: int
    rest: int

    @property
    def all(self) -> int:
        """Everything."""
        return self.html + self.rest


def weight(page: Path, site: Path) -> Weight:
    """The first view of `page`. What stands at other hosts, and what scripts fetch later, is not counted."""
    text = page.read_text(encoding="utf-8")
    files = set()
    for tag in PARTS.findall(text):
        for quoted, bare in ADDRESS.findall(tag):
            parts = urlsplit(unescape(quoted or bare))
            if not parts.scheme and not parts.netloc and parts.path:
                files.add((page.parent / unquote(parts.path)).resolve())
    missing = [file for file in files if not file.is_file() or site.resolve() not in file.parents]
    assert not missing, missing
    return Weight(_compressed(page), sum(map(_compressed, files)))


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))
