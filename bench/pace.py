"""How repetitions are taken: sides in turn, medians of what they took."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median


def in_turn(
    sides: Mapping[str, Callable[[], float]],
    *,
    rounds: int,
    warm: bool = True,
    between: Callable[[], object] = lambda: None,
) -> dict[str, list[float]]:
    """Measure every side once in each round, and turn the order round each time.

    What drifts (caches, other load on the machine) then meets all sides alike. With ``warm`` each side is
    run once before the first round, uncounted. ``between`` is called before each measurement.
    """
    if warm:
        for measure in sides.values():
            measure()
    taken: dict[str, list[float]] = {name: [] for name in sides}
    order = list(sides)
    for _ in range(rounds):
        for name in order:
            between()
            taken[name].append(sides[name]())
        order.reverse()
    return taken


def medians(taken: Mapping[str, list[float]]) -> dict[str, float]:
    """The median of each side."""
    return {name: median(values) for name, values in taken.items()}


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes, by the wall clock."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
