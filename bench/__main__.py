"""``python -m bench [NAME ...] [--quick]``: measure, keep the results, print the table."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Mapping

from bench import (
    api,
    backlog,
    cancel,
    canvas,
    cells,
    chain,
    cost,
    drawing,
    join,
    makespan,
    message,
    pixels,
    scale,
    throughput,
    trips,
    wide,
    writes,
)
from bench.figures import Figure, Measured
from bench.ground import Ground, prepared
from bench.picture import draw
from bench.results import write
from bench.table import plain

#: In the order in which they are taken.
MEASUREMENTS: Mapping[str, Callable[[Ground], Measured]] = {
    "join": join.measure,
    "chain": chain.measure,
    "throughput": throughput.measure,
    "message": message.measure,
    "trips": trips.measure,
    "makespan": makespan.measure,
    "scale": scale.measure,
    "wide": wide.measure,
    "backlog": backlog.measure,
    "cancel": cancel.measure,
    "api": api.measure,
    "drawing": drawing.measure,
    "pixels": pixels.measure,
    "canvas": canvas.measure,
    "cost": cost.measure,
    "cells": cells.measure,
    "writes": writes.measure,
}
#: Taken only when asked for by name: they belong to decisions that were made, not to a budget.
_ON_REQUEST = frozenset({"cells", "writes"})
#: Taken only where it can be.
_IMPOSSIBLE = frozenset(
    name for name, possible in {"drawing": drawing.possible, "pixels": pixels.possible}.items() if not possible()
)


def main() -> None:
    """Run what was asked for, everything by default."""
    parser = _parser()
    options = parser.parse_args()
    if unknown := ", ".join(sorted(set(options.names) - MEASUREMENTS.keys())):
        parser.error(f"no measurement is called {unknown}; there are {', '.join(MEASUREMENTS)}")
    names = options.names or [name for name in MEASUREMENTS if name not in _ON_REQUEST | _IMPOSSIBLE]
    figures: list[Figure] = []
    with prepared(processes=options.processes, quick=options.quick, seed=options.seed, runs=options.runs) as ground:
        for name in names:
            figures += _take(name, ground).figures
    if not {"cost", "scale"}.isdisjoint(names):
        draw(quick=options.quick)
    if figures:
        print(f"\n{plain(figures)}")


def _take(name: str, ground: Ground) -> Measured:
    print(f"{name} ...", flush=True)
    started = time.perf_counter()
    measured = MEASUREMENTS[name](ground)
    # Celery's results refer to each other in circles, and have to say goodbye while their server is there.
    gc.collect()
    path = write(
        measured, quick=ground.quick, seed=ground.seed, processes=ground.processes, servers=ground.server_versions()
    )
    print(f"{name}: {time.perf_counter() - started:.0f} s, {path}", flush=True)
    return measured


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Aurora against stock Celery.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="fewer repetitions and smaller graphs")
    parser.add_argument("--processes", type=int, default=2, help="of each side's worker (default: 2)")
    parser.add_argument("--runs", type=int, help="in the store that the API is asked about (default: 1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random graphs (default: 1)")
    return parser


if __name__ == "__main__":
    main()
