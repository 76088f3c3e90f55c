"""Errors that a person can act on: one line, `FILE:LINE: what is wrong, what to do`."""

from __future__ import annotations

from pathlib import Path


class InputError(Exception):
    """Bad input or usage: exit code 2."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        """`problem` says what is wrong and what to do, in Chinese, in one line."""
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem

    def __reduce__(self) -> tuple[type[InputError], tuple[str, int, str]]:
        """So that an error reaches the process that waits for the one in which it was raised."""
        return type(self), (self.file, self.line, self.problem)


def shown(path: Path) -> str:
    """`path` as errors name it: below the working folder where it stands there."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
