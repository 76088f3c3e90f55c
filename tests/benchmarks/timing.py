"""Whole processes, timed in turn, so that a machine that grows slower or faster meanwhile does not change a ratio."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Spent(NamedTuple):
    """What a process and its children took, in seconds."""

    wall: float
    cpu: float


class Command(NamedTuple):
    """What is run, and where."""

    words: Sequence[str]
    folder: Path


def run(command: Command) -> Spent:
    """Runs a command to its end. Raises CalledProcessError with what it said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command.words, cwd=command.folder, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command.words, done.stdout, done.stderr)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Spent]]:
    """A B C A B C …: what each took in each round. One round before is not counted."""
    for command in commands.values():
        run(command)
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            spent[name].append(run(command))
    return spent


def ratio(some: Sequence[Spent], other: Sequence[Spent]) -> str:
    """Median of the ratios round by round, with the least and the most, and that of the processors' time."""
    walls = sorted(a.wall / b.wall for a, b in zip(some, other, strict=True))
    cpus = [a.cpu / b.cpu for a, b in zip(some, other, strict=True)]
    return f"{median(walls):.2f} 倍（{walls[0]:.2f}—{walls[-1]:.2f}；处理器时间 {median(cpus):.2f} 倍）"


def seconds(spent: Sequence[Spent]) -> str:
    """Median of what it took."""
    return f"{median(one.wall for one in spent):.2f} 秒"
