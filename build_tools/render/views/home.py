"""The home page: what can I do here, and what is in it; and where all of it comes from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from build_tools.render import citing, links
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.goals import goals_of
from build_tools.render.views.lists import topics_by_kind

NEWEST = 6


def home_page(library: Library) -> base.Page:
    """Search box, doors, newest documents, figures."""
    documents = library.documents
    kinds = topics_by_kind(library)
    life = [row for kind, rows in kinds if kind == "life" for row in rows]
    return base.Page(
        name=links.HOME,
        template="home",
        layout="home",
        title="政策知识库",
        description="检索和查阅政府公报刊登的政策文件：逐条可查、可引用、可核对原文",
        data={
            "kinds": kinds,
            "held": held(library),
            "asked": [row["held"][0] if row["held"] else row["link"].text for row in life if row["count"]][:2],
            "example": next((e.document.number for e in documents if e.document.number), ""),
            "newest": [base.document_row(entry) for entry in documents[:NEWEST]],
            "counts": {
                "documents": len(documents),
                "clauses": sum(len(e.document.clauses) for e in documents),
                "incentives": sum(len(base.given(e.facts)) for e in documents),
                "stated": sum(len(e.facts.incentives) for e in documents),
                "units": len(library.units),
                "targets": sum(len(goals_of(e)) for e in documents),
                "appointments": sum(len(e.facts.appointments) for e in documents),
            },
        },
    )


def held(library: Library) -> dict[str, Any]:
    """Whose documents there are (most first) and from when to when, as far as they are dated."""
    issuers = Counter(name for entry in library.documents for name in entry.document.issuers)
    dates = sorted(entry.document.date for entry in library.documents if entry.document.date)
    return {
        "issuers": [name for name, _ in issuers.most_common()],
        "from": citing.chinese_date(dates[0]) if dates else "",
        "to": citing.chinese_date(dates[-1]) if dates and dates[-1] != dates[0] else "",
    }


def about_page(library: Library) -> base.Page:
    """Where the data comes from and up to which day. Who runs the site is told by the theme (mkdocs.yml, extra)."""
    files = dict.fromkeys(entry.document.source_file for entry in library.documents)
    dates = [entry.document.date for entry in library.documents if entry.document.date]
    return base.Page(
        name=links.ABOUT,
        template="about",
        layout="about",
        title="关于数据",
        description="数据从哪里来，怎样保证一字不失，哪些地方要小心",
        data={
            "files": [{"name": name, "page": links.source_file(name)} for name in sorted(files)],
            "documents": len(library.documents),
            "newest": citing.chinese_date(max(dates)) if dates else "",
        },
    )


def search_page() -> base.Page:
    """Where results are shown; the script of the search room fills it."""
    return base.Page(name=links.SEARCH, template="search", layout="search", title="检索", data={})


def moved_page(old: str, new: str) -> base.Page:
    """What stands at an address that was given out and has moved: the way to where it leads now."""
    return base.Page(name=old, template="moved", title="页面已移动", data={"target": new}, moved=links.href(old, new))
