"""The template engine: every value that a template prints is escaped, for Markdown and HTML at once."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from build_tools.model.document import Audit
from build_tools.render import links
from build_tools.render.escape import escape, visible
from build_tools.render.heads import table_head
from build_tools.render.phrases import phrased
from build_tools.render.views.base import Page
from build_tools.yamlfile import read_yaml

TEMPLATES = Path(__file__).with_name("templates")
ADDRESS = re.compile(r"[A-Za-z0-9._~%/#-]+")


def _finalize(value: object) -> object:
    """What is printed for a value: markup as it is, everything else escaped."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else escape(str(value))


@cache
def environment() -> jinja2.Environment:
    """The engine, with the words of labels.yml; an unknown name is an error, never an empty place."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_finalize,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["labels"] = read_yaml(TEMPLATES / "labels.yml")
    env.globals["table_head"] = table_head
    env.filters["hashes"] = lambda level: Markup("#" * level)  # a heading of that level
    env.filters["phrased"] = phrased
    env.filters["audited"] = audited
    env.filters["breaks"] = lambda text: (text or "").replace("\r", "").replace("\n\n", " ⏎ ").replace("\n", " ⏎ ")
    return env


def audited(audit: Audit) -> str:
    """What was compared in a table, without the verdict, which stands before it; levels of a header parted by spaces."""
    words = re.sub("[：:，]?(?:相符|不符)$", "", audit.what).replace("|", " ")
    if audit.verdict == "differs" and audit.stated and audit.computed and audit.stated not in words:
        words += f"：原文为 {audit.stated}，各项之和为 {audit.computed}"
    return words


def ready() -> None:
    """Compiles every template ahead."""
    for name in environment().list_templates(filter_func=lambda name: name.endswith(".j2")):
        environment().get_template(name)


def render(page: Page) -> str:
    """Markdown of a page, front matter first."""

    def href(target: str) -> Markup:
        address = links.href(page.name, target)
        if not ADDRESS.fullmatch(address):
            raise ValueError(f"not an address: {address!r}")
        return Markup(address)

    body = environment().get_template(f"{page.template}.md.j2").render(page.data, page=page.name, href=href)
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    data = "".join(f"\n\n{_jsonld(data)}" for data in (page.jsonld, page.way) if data)
    return f"---\n{_front(page)}---\n\n{body}{data}\n"


def _front(page: Page) -> str:
    fields = {"title": page.title, "description": page.description, "layout": page.layout, "moved": page.moved}
    return "".join(
        f"{key}: {json.dumps(visible(value), ensure_ascii=False)}\n" for key, value in fields.items() if value
    )


def _jsonld(data: Any) -> str:
    """JSON in which nothing can end the script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = re.sub("[<>&\u2028\u2029\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'<script type="application/ld+json">{text}</script>'
