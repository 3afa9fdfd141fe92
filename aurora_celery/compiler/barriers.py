"""Level barriers: any graph as a series of parallel levels, and what the waiting costs that they add."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from aurora_celery.compiler.canvas_parts import Waiting
from aurora_celery.compiler.series_parallel import Parallel, Series, Tree

Indexes = Sequence[tuple[int, ...]]

#: How many times durations are drawn to see what barriers cost when they vary, and the seed of the draws.
DRAWS, SEED = 32, 0


def levels(preds: Indexes) -> Tree:
    """Each level side by side, one level after the other. A node's level is the length of the longest path to it."""
    rows = _rows(preds)
    trees = [row[0] if len(row) == 1 else Parallel(tuple(row)) for row in rows]
    return trees[0] if len(trees) == 1 else Series(tuple(trees))


def waiting(preds: Indexes, durations: Sequence[float]) -> Waiting:
    """What the barriers between levels cost. ``durations`` are seconds by index.

    For ``varied`` they are multiplied by draws from an exponential distribution with mean 1, always the same draws.
    """
    rows = _rows(preds)
    level = {node: number for number, row in enumerate(rows) for node in row}
    pairs = sum(len(before) * len(after) for before, after in pairwise(rows))
    asked = sum(level[source] + 1 == level[node] for node, before in enumerate(preds) for source in before)
    draw = random.Random(SEED)  # noqa: S311 - a sample for an estimate
    samples = [[time * draw.expovariate(1.0) for time in durations] for _ in range(DRAWS)]
    return Waiting(
        orderings=pairs - asked,
        steady=_factor(preds, rows, durations),
        varied=sum(_factor(preds, rows, sample) for sample in samples) / DRAWS,
    )


def _factor(preds: Indexes, rows: Sequence[Sequence[int]], durations: Sequence[float]) -> float:
    with_barriers = sum(max(durations[node] for node in row) for row in rows)
    ends: list[float] = []
    for node, before in enumerate(preds):
        ends.append(durations[node] + max((ends[source] for source in before), default=0.0))
    exact = max(ends)
    return with_barriers / exact if exact else 1.0


def _rows(preds: Indexes) -> list[list[int]]:
    level: list[int] = []
    rows: list[list[int]] = []
    for node, before in enumerate(preds):
        number = 1 + max((level[source] for source in before), default=-1)
        level.append(number)
        if number == len(rows):
            rows.append([])
        rows[number].append(node)
    return rows
