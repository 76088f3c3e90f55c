"""Addresses of pages, and links between them that hold on a server, below any prefix and from a folder.

A page is named by its folder below docs/ ("doc/zhengzheng-2022-19/3-2-1"; the home page is "").
Its file is index.md there, so its address on a server is the folder, and index.html when opened from a disk.
"""

from __future__ import annotations

import re
from urllib.parse import quote

HOME = ""
UNFIT = re.compile("[\x00-\x1f\x22-\x27*:<>?\\\\|\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def document_page(document_id: str) -> str:
    """Page of a document."""
    return f"doc/{document_id}"


def clause_page(document_id: str, clause_id: str) -> str:
    """Page of a clause."""
    return f"doc/{document_id}/{clause_id}"


def unit_page(slug: str) -> str:
    """Page of a responsible unit."""
    return f"unit/{slug}"


def word_file(document_id: str) -> str:
    """A document for Word."""
    return f"doc/{document_id}/{document_id}.docx"


def unit_table(slug: str) -> str:
    """The duties of a unit as a table."""
    return f"unit/{slug}/{slug}.csv"


def source_name(name: str) -> str:
    """Under which name a received file is published: one that a browser would run is shown as plain text.

    A character that some file system or address cannot hold becomes its number.
    """
    name = UNFIT.sub(lambda match: f"-{ord(match[0]):x}", name)
    return f"{name}.txt" if name.lower().endswith((".html", ".htm", ".svg", ".xhtml", ".xml")) else name


def source_file(name: str) -> str:
    """Address of a gazette as it was received."""
    return f"{SOURCES}/{quote(source_name(name), safe='')}"


def source_lines(document_id: str) -> str:
    """Page with the lines of a gazette that hold a document; line 12 is #n12, the lines of a clause are #c-3-2-1."""
    return f"{SOURCES}/{document_id}"


def topic_page(slug: str) -> str:
    """Page of a life event or a subject."""
    return f"topic/{slug}"


def href(page: str, target: str) -> str:
    """Relative address, seen from `page`, of the page or file `target`; a fragment may follow."""
    target, _, fragment = target.partition("#")
    if fragment and target == page:
        return f"#{fragment}"
    here, there = page.split("/") if page else [], target.split("/") if target else []
    if not there or "." not in there[-1]:
        there.append("index.html")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    path = "../" * (len(here) - same) + "/".join(there[same:])
    return f"{path}#{fragment}" if fragment else path


# Doors: one page each.
DOCUMENTS = "doc"
UNITS = "unit"
TOPICS = "topic"
INCENTIVES = "incentives"
CALCULATOR = "calculator"
TARGETS = "targets"
TIMETABLE = "timetable"
APPOINTMENTS = "appointments"
CITATIONS = "citations"
SEARCH = "search"
SOURCES = "source"
ABOUT = "about"
HELP = "help"
DICTIONARY = "dictionary"
MAINTAIN = "maintain"

# Folders below docs/ that are ours alone, written anew by every build. docs/index.md is, too.
OWNED = (
    DOCUMENTS, UNITS, TOPICS, INCENTIVES, CALCULATOR, TARGETS, TIMETABLE, APPOINTMENTS, CITATIONS, SEARCH, SOURCES,
    ABOUT,
)  # fmt: skip

# All folders of the site: with those of pages written by hand, of the tables and of what pages load.
FOLDERS = (*OWNED, HELP, DICTIONARY, MAINTAIN, "data", "assets")
