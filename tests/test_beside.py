"""Work beside the main work gives the same results, in the same order, as work done in turn.

The checks run in an interpreter of their own: one without other threads, as a build is, whatever else this test run started.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from build_tools.beside import Beside, may_fork
from build_tools.errors import InputError
from tests.conftest import ROOT


def count(upto: int) -> Iterator[int]:
    for number in range(upto):
        if number == 3:
            raise InputError("甲.txt", 3, "到此为止；请少数几个")
        yield number


def die(_: int) -> Iterator[int]:
    os._exit(1)
    yield 0


def in_order(beside: bool) -> None:
    helper = Beside(lambda: None, count, beside=beside)
    helper.give(10)
    assert [helper.take(), helper.take(), helper.take()] == [0, 1, 2]
    with pytest.raises(InputError) as raised:
        helper.take()
    assert (raised.value.file, raised.value.line) == ("甲.txt", 3)
    helper.close()


def sent_home() -> None:
    Beside(lambda: None, count, beside=True).close()


def dying() -> None:
    if sys.platform == "linux":
        assert may_fork()
    elif not may_fork():
        return  # all work is done in turn there
    helper = Beside(lambda: None, die, beside=True)
    helper.give(1)
    with pytest.raises(RuntimeError, match="without a result"):
        helper.take()
    helper.close()


def alone(check: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"from tests import test_beside as t; t.{check}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("beside", [False, True])
def test_results_come_in_order_and_an_error_keeps_its_place(beside: bool) -> None:
    alone(f"in_order({beside})")


def test_a_helper_without_work_can_be_sent_home() -> None:
    alone("sent_home()")


def test_a_helper_that_dies_is_noticed() -> None:
    alone("dying()")
