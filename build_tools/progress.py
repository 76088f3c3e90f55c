"""What a person sees of long work: a bar on a terminal, a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")


class Progress:
    """Reports on standard error, so that standard output stays a command's answer."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """One stage; the list takes words that describe what was made. Prints one line when the stage is done."""
        started, notes = time.perf_counter(), list[str]()
        yield notes
        self.done(name, notes, time.perf_counter() - started)

    def done(self, name: str, notes: list[str], seconds: float) -> None:
        """The line of a stage that took `seconds`."""
        if not self.quiet:
            click.echo("　".join([name, *filter(None, ["，".join(notes)]), f"{seconds:.1f} 秒"]), err=True)

    def say(self, words: str) -> None:
        """A line that is not about a stage."""
        if not self.quiet:
            click.echo(words, err=True)

    def each(self, items: Iterable[T], label: str, length: int) -> Iterator[T]:
        """The items, with a bar while they are worked on if standard error is a terminal."""
        if self.quiet or length < 2 or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(items, label=label, length=length, file=sys.stderr) as bar:
            yield from bar
