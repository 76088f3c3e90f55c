"""Type check of the browser code (tsc on JavaScript with JSDoc types)."""

from __future__ import annotations

import sys

from build_tools.web import toolchain


def main() -> int:
    """Prints what tsc says; 0 when it has nothing to say."""
    toolchain.ensure()
    done = toolchain.run_node(
        toolchain.MODULES / "typescript" / "bin" / "tsc", "--project", "tsconfig.json", cwd=toolchain.WEB
    )
    sys.stdout.write(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
