"""Format of the browser code (Prettier): prints what is not formatted; `--write` mends it."""

from __future__ import annotations

import sys

from build_tools.web import toolchain

ROOT = toolchain.WEB.parents[1]
FOLDERS = (
    "build_tools/web/src",
    "build_tools/web/inline",
    "build_tools/web/lib",
    "build_tools/web/charts",
    "build_tools/search/web",
)
CONFIG = toolchain.WEB / "package.json"


def main() -> int:
    """0 when every file is formatted."""
    toolchain.ensure()
    what = "--write" if "--write" in sys.argv[1:] else "--check"
    done = toolchain.run_node(
        toolchain.MODULES / "prettier" / "bin" / "prettier.cjs",
        what, "--log-level=warn", "--config", str(CONFIG), *(f"{folder}/**/*.js" for folder in FOLDERS),
        cwd=ROOT,
    )  # fmt: skip
    sys.stdout.write(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
