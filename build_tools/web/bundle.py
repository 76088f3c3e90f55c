"""ES modules → classic scripts: a page opened from a folder (file://) cannot load modules."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.web import toolchain

ROOT = Path(__file__).resolve().parents[2]
TARGET = "es2020"  # browsers of the last five years


def entries() -> dict[str, Path]:
    """Name of each script → its entry module."""
    found = {path.stem: path for path in sorted((toolchain.WEB / "src").glob("*.js"))}
    search = ROOT / "build_tools" / "search" / "web" / "main.js"
    return {**found, "search": search} if search.exists() else found


def bundle(out: Path) -> list[Path]:
    """Writes one minified script an entry into `out`; returns them. Raises ToolchainError with esbuild's own words."""
    toolchain.ensure()
    made = entries()
    if not made:
        return []
    out.mkdir(parents=True, exist_ok=True)
    names = [f"{name}={path}" for name, path in made.items()]
    done = toolchain.run_node(
        toolchain.MODULES / "esbuild" / "bin" / "esbuild",
        *names, "--bundle", "--format=iife", f"--target={TARGET}", "--minify", "--charset=utf8",
        "--legal-comments=none", "--log-level=warning", f"--outdir={out}",
        cwd=toolchain.WEB,
    )  # fmt: skip
    if done.returncode:
        raise _complaint(done.stderr)
    return [out / f"{name}.js" for name in made]


def _complaint(said: str) -> toolchain.ToolchainError:
    """The first error of esbuild, with its place."""
    found = re.search(r"\[ERROR\] (?P<what>.+)\s+(?P<file>\S+):(?P<line>\d+):\d+:", said)
    if not found:
        return toolchain.ToolchainError("package.json", 1, f"esbuild 失败：{said.strip()[:500]}")
    return toolchain.ToolchainError(found["file"], int(found["line"]), f"{found['what']}；请改正脚本")
