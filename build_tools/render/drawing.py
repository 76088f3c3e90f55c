"""Pictures drawn by Vega at build time: charts in, SVG for a page out, each for a wide and for a narrow page.

What a chart looks like stands in charts/*.yml (Vega specifications, colours in the style sheet); Node.js draws it
(build_tools/web/charts). One process serves a whole build: it takes longer to start than to draw.
"""

from __future__ import annotations

import atexit
import contextlib
import html
import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from build_tools.render.escape import escape_part, visible
from build_tools.web import toolchain
from build_tools.yamlfile import read_yaml

SPECS = Path(__file__).with_name("charts")
SCRIPT = toolchain.WEB / "charts" / "draw.js"
WIDE, NARROW = 880, 336  # user units: about the pixels of a page on a desk and on a telephone
SHOWN = re.compile(r'<svg[^<>]* viewBox="(0 0 [\d.]+ [\d.]+)"[^<>]*>(.*)</svg>', re.S)
BETWEEN_TAGS = re.compile(r">([^<>]+)<")
DRAWN_WITH = re.compile(r"</?(?:g|path|text|tspan|line)[ />]")


@dataclass(frozen=True)
class Chart:
    """A picture to be drawn, with the same as words and as a table."""

    kind: str  # a file of charts/
    title: str
    said: str  # what it shows, for those who do not see it
    rows: list[dict[str, Any]]
    signals: dict[str, float] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    edges: list[dict[str, str]] | None = None  # `rows` are then the nodes of a graph, laid out in layers
    listed: list[dict[str, Any]] | None = None  # the rows of a narrow page, where they differ


@dataclass(frozen=True)
class Picture:
    """An inline SVG without its own element: what it holds, and its box."""

    width: str  # wide, narrow
    box: str
    body: Markup


class _Draughtsman:
    """The process that draws."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [toolchain.node(), str(SCRIPT)],
            cwd=toolchain.WEB, env=toolchain.environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip

    def draw(self, jobs: list[dict[str, Any]]) -> list[str]:
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended already: there will be no answer
            asked.write(json.dumps(jobs, ensure_ascii=False) + "\n")
            asked.flush()
        answer: dict[str, Any] = json.loads(answered.readline() or '{"error": "Node.js 中途退出"}')
        if "error" in answer:
            raise toolchain.ToolchainError("charts/draw.js", 1, f"画图失败：{answer['error']}；请检查 render/charts/")
        svg: list[str] = answer["svg"]
        return svg

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate()


_draughtsmen: list[_Draughtsman] = []


def ready() -> None:
    """Starts the process ahead, so that it is there when charts come. Raises ToolchainError."""
    if (
        _draughtsmen and _draughtsmen[-1].owner == os.getpid()
    ):  # else it belongs to the process that this one is a copy of
        return
    toolchain.ensure()
    _draughtsmen.append(_Draughtsman())
    atexit.register(done)


def done() -> None:
    """Ends the process; the next chart starts another."""
    while _draughtsmen and _draughtsmen[-1].owner == os.getpid():
        _draughtsmen.pop().close()


def draw(charts: Sequence[Chart]) -> list[tuple[Picture, Picture]]:
    """Each chart for a wide and for a narrow page. Raises ToolchainError."""
    if not charts:
        return []
    ready()
    jobs = [_job(chart, wide) for chart in charts for wide in (True, False)]
    drawn = [_safe(svg) for svg in _draughtsmen[-1].draw(jobs)]
    return [
        (Picture("wide", *drawn[n]), Picture("narrow", *drawn[n + 1])) for n in range(0, len(drawn), 2)
    ]  # fmt: skip


@cache
def _spec(name: str) -> dict[str, Any]:
    spec: dict[str, Any] = read_yaml(SPECS / f"{name}.yml")
    return spec


def _job(chart: Chart, wide: bool) -> dict[str, Any]:
    """Specification with its data; a graph has a specification of its own for narrow pages."""
    graph = chart.edges is not None and wide
    spec = _spec(chart.kind if wide or chart.listed is None else f"{chart.kind}_narrow")
    rows = chart.rows if wide or chart.listed is None else chart.listed
    values = {"wide": wide, "width": WIDE if wide else NARROW, **chart.signals}
    signals = [{"name": name, "value": value} for name, value in values.items() if name != "width"]
    job: dict[str, Any] = {
        "spec": {
            **spec,
            "width": values["width"],
            "padding": 0,
            "autosize": "none",
            "signals": signals + spec["signals"],
            "data": [{**data, "values": rows} if data["name"] == "rows" else data for data in spec["data"]],
        }
    }
    if graph:
        job["graph"] = {"nodes": chart.rows, "edges": chart.edges, "line": 20, "gap": 12, "ranks": WIDE - 350 - 400}
    return job


def _safe(svg: str) -> tuple[str, Markup]:
    """Box and content of a drawn SVG; its texts escaped like every text of a page (see escape.py)."""
    found = SHOWN.fullmatch(svg.strip())
    if not found:
        raise ValueError("not an SVG of ours")
    body = found[2]
    for tag in re.findall(r"<[^<>]*>", body):
        if not DRAWN_WITH.match(tag):
            raise ValueError(f"not what a picture is drawn with: {tag[:40]}")
    text = BETWEEN_TAGS.sub(lambda match: f">{escape_part(visible(html.unescape(match[1])))}<", body)
    return found[1], Markup(text)
