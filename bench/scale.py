"""Compile and submit of very large graphs, each in a process of its own whose peak memory is its alone."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from typing import Any

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.workers import ROOT

SIZES = (10, 100, 1_000, 10_000, 100_000)


def measure(ground: Ground) -> Measured:
    """The figures are those of the largest graph; the smaller ones are for the picture."""
    sizes = ground.pick(SIZES, SIZES[:-1])
    taken = {size: [_child(size, ground.seed) for _ in range(ground.pick(3, 1))] for size in sizes}
    ground.forget()
    largest = taken[sizes[-1]]
    total = median(one["submit"] for one in largest)
    memory = max(one["peak_mb"] for one in largest)
    shown = f"{sizes[-1]:,} nodes, {largest[0]['edges']:,} edges"
    figures = (
        Figure(budget="scale_seconds", value=total, shown=shown),
        Figure(budget="scale_memory", value=memory, shown=f"{largest[0]['before_mb']:.0f} MB of it before compiling"),
    )
    return Measured(name="scale", figures=figures, raw={"runs": {str(size): runs for size, runs in taken.items()}})


def _child(size: int, seed: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale_child", str(size), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result
