"""The site engine, MkDocs, in a process of its own, its pages shared out among processors.

    python -m build_tools.render.engine MKDOCS_YML SITE PARTS GUARDED

gets ready (imports, configuration) while the pages are still being written, waits for a line on standard input, and
then does what `mkdocs build --strict` does, into SITE. Each of PARTS processes renders its share of the pages; each
page gets its content policy on the way (GUARDED 1). Left out are the parent theme's own files, which no page uses, and
docs/assets/generated/, which is made at the same time.
mkdocs.yml knows nothing of this: any engine makes the same pages from it, and `publish` finishes them.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from build_tools.render.publish import UNUSED, finish, told_address

MADE_MEANWHILE = "assets/generated/"  # scripts and index: whoever starts this engine adds them


class _Share(Files):
    """All files, so that links can be checked; the pages of one part."""

    def __init__(self, files: Files, part: int, parts: int) -> None:
        super().__init__(files)
        pages = sorted(files.documentation_pages(), key=lambda file: -Path(file.abs_src_path or "").stat().st_size)
        self._mine = {file.src_uri for file in pages[part::parts]}  # by size: shares of about the same weight
        self._first = part == 0

    def documentation_pages(self, **filters: Any) -> list[Any]:
        """The pages of this part, in the usual order."""
        return [file for file in super().documentation_pages(**filters) if file.src_uri in self._mine]

    def copy_static_files(self, *args: Any, **filters: Any) -> None:
        """The first part copies for all."""
        if self._first:
            super().copy_static_files(*args, **filters)


class _Shared(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """MkDocs' own events: where the pages are shared out, and where each is finished."""

    def __init__(self, parts: int, guarded: bool) -> None:
        self.parts, self.guarded = parts if hasattr(os, "fork") else 1, guarded
        self.part = 0
        self.others: list[int] = []

    def on_files(self, files: Files, *, config: Any) -> Files:
        """Drops what no page uses or comes later; from here on each part goes on by itself."""
        for file in list(files):
            if file.src_uri.startswith((*UNUSED, MADE_MEANWHILE)):
                files.remove(file)
        for part in range(1, self.parts):
            child = os.fork()
            if not child:
                self.part, self.others = part, []
                break
            self.others.append(child)
        config.theme.static_templates = {"404.html"} if self.part == 0 else set()
        return _Share(files, self.part, self.parts)

    def on_post_template(self, output_content: str, *, template_name: str, config: Any) -> str:
        """The page for what is not found."""
        return finish(output_content, self.guarded, template_name == "404.html", config.extra["address"])

    def on_post_page(self, output: str, **_: Any) -> str:
        """Every page."""
        return finish(output, self.guarded)


def main(mkdocs_yml: str, site: str, parts: str, guarded: str) -> int:
    """0 when the site stands, 1 when a page or a link is not right, which standard error then tells."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        config = load_config(mkdocs_yml, site_dir=site, strict=True)
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    config.extra["address"] = told_address()
    shared = config.plugins["shared"] = _Shared(int(parts), guarded == "1")
    if not sys.stdin.readline():
        return 0  # nothing to do after all
    Path(site).mkdir(parents=True, exist_ok=True)
    try:
        build(config)
        done = 0
    except Abort as abort:
        print(abort, file=sys.stderr)
        done = 1
    if shared.part:
        sys.stderr.flush()
        os._exit(done)  # a part: no more than its pages
    return max([done, *(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in shared.others)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
