"""Work done beside the main work, in a process of its own, which gets ready while its input is still being made."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Beside(Generic[Given]):
    """`work(given)` yields results, which `take` returns one by one, in the same order whether beside or not."""

    def __init__(self, prepare: Callable[[], object], work: Callable[[Given], Iterator[Any]], *, beside: bool) -> None:
        """`prepare` is called at once in the other process: imports, dictionaries. Not `beside`: all in this one."""
        self._work = work
        self._process = None
        self._results: Iterator[Any] = iter(())
        if beside and may_fork():
            context = multiprocessing.get_context("fork")
            self._ours, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._ours, prepare, work), daemon=True)
            self._process.start()
            theirs.close()

    def give(self, given: Given) -> None:
        """Hands over the input: something small, as it must fit into a pipe."""
        if self._process:
            self._ours.send(given)
        else:
            self._results = self._work(given)

    def take(self) -> Any:
        """The next result. Raises what `work` raised."""
        if not self._process:
            return next(self._results)
        try:
            done, result = self._ours.recv()
        except EOFError:
            raise RuntimeError("the process beside ended without a result") from None
        if not done:
            raise result
        return result

    def close(self) -> None:
        """Ends the other process, finished or not."""
        if self._process:
            self._process.terminate()
            self._process.join()
            self._ours.close()


def may_fork() -> bool:
    """Only where copying this process is cheap and safe: no other threads in it."""
    usual = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return usual and threading.active_count() == 1


def _serve(theirs: Any, ours: Any, prepare: Callable[[], object], work: Callable[[Any], Iterator[Any]]) -> None:
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the main work ends this one with it
    try:
        prepare()
        for result in work(theirs.recv()):
            theirs.send((True, result))
    except EOFError:
        return  # no work came
    except Exception as error:
        theirs.send((False, error))
