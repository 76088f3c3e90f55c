"""ES modules → classic scripts: a page opened from a folder (file://) cannot load modules."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from build_tools.web import toolchain

ROOT = Path(__file__).resolve().parents[2]
TARGET = "es2020"  # browsers of the last five years
LICENCES = "licences.txt"
LICENCE = re.compile(r"LICEN[CS]E", re.IGNORECASE)
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


def entries() -> dict[str, Path]:
    """Name of each script → its entry module."""
    found = {path.stem: path for path in sorted((toolchain.WEB / "src").glob("*.js"))}
    search = ROOT / "build_tools" / "search" / "web" / "main.js"
    return {**found, "search": search} if search.exists() else found


def bundle(out: Path) -> list[Path]:
    """Writes one minified script an entry into `out`, and the licences of what they hold; returns the scripts.

    Raises ToolchainError with esbuild's own words.
    """
    toolchain.ensure()
    made = entries()
    if not made:
        return []
    out.mkdir(parents=True, exist_ok=True)
    names = [f"{name}={path}" for name, path in made.items()]
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs.json"
        done = toolchain.run_node(
            toolchain.MODULES / "esbuild" / "bin" / "esbuild",
            *names, "--bundle", "--format=iife", f"--target={TARGET}", "--minify", "--charset=utf8",
            "--legal-comments=none", "--log-level=warning", f"--outdir={out}", f"--metafile={inputs}",
            cwd=toolchain.WEB,
        )  # fmt: skip
        if done.returncode:
            raise _complaint(done.stderr)
        used = json.loads(inputs.read_bytes())["inputs"]
    (out / LICENCES).write_text(_licences(used), encoding="utf-8")
    return [out / f"{name}.js" for name in made]


def _licences(inputs: Iterable[str]) -> str:
    """Name and licence text of each package that one of the `inputs` of the scripts is taken from."""
    packages = {match[1] for path in inputs if (match := PACKAGE.search(path))}
    texts = []
    for name in sorted(packages):
        text = next(path for path in sorted((toolchain.MODULES / name).iterdir()) if LICENCE.match(path.name))
        texts.append(f"{name}\n\n{text.read_text(encoding='utf-8').strip()}\n")
    return "\n\n".join(texts)


def _complaint(said: str) -> toolchain.ToolchainError:
    """The first error of esbuild, with its place."""
    found = re.search(r"\[ERROR\] (?P<what>.+)\s+(?P<file>\S+):(?P<line>\d+):\d+:", said)
    if not found:
        return toolchain.ToolchainError("package.json", 1, f"esbuild 失败：{said.strip()[:500]}")
    return toolchain.ToolchainError(found["file"], int(found["line"]), f"{found['what']}；请改正脚本")
