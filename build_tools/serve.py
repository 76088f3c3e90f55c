"""The site on loopback, built again when something that it is made from changes."""

from __future__ import annotations

from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer

from build_tools import pipeline
from build_tools.beside import PROCESSORS
from build_tools.errors import InputError
from build_tools.progress import Progress
from build_tools.project import Project

WATCHED = ("sources", "structured/units.yml", "structured/topics.yml", "structured/corrections", "structured/search",
           "docs", "build_tools", "mkdocs.yml")  # fmt: skip


def serve(root: Path, port: int, progress: Progress) -> None:
    """Serves until interrupted. A change that cannot be built is reported; the last good site stays."""
    project = Project(root)

    def rebuild(_: object = None) -> None:
        try:
            pipeline.build(project, jobs=PROCESSORS, progress=progress, guarded=False)
        except InputError as error:
            click.echo(str(error), err=True)

    pipeline.build(project, jobs=PROCESSORS, progress=progress, guarded=False)
    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(project.site))
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    click.echo(f"预览：http://127.0.0.1:{port}/（按 Ctrl+C 停止）")
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
