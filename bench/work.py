"""What nodes and tasks do here: next to nothing, so that what is left is the cost of running them. Plain functions."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def noop() -> None:
    """Do nothing."""


def one() -> int:
    """The smallest result that can be checked."""
    return 1


def total(values: list[int]) -> int:
    """Join: the sum of the predecessors' results."""
    return sum(values)


def rest(seconds: float) -> None:
    """Occupy a process without occupying the processor."""
    time.sleep(seconds)


#: Every function by the name of its task, the same on both sides.
WORK: dict[str, Callable[..., Any]] = {"bench.noop": noop, "bench.one": one, "bench.total": total, "bench.rest": rest}
