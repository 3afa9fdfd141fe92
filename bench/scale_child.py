"""The process that compiles and submits one large graph: ``python -m bench.scale_child NODES SEED`` prints JSON."""

from __future__ import annotations

import json
import random
import resource
import sys
from dataclasses import replace

import psutil

from bench.handlers import aurora
from bench.pace import seconds
from bench.shapes import random_dag


def main(size: int, seed: int) -> None:
    """Time a submit, which compiles; then a compile alone. The graph is there before the clock starts."""
    graph = random_dag(size, random.Random(seed))
    aurora.store.now()
    taken: dict[str, float] = {"nodes": size, "edges": sum(len(node.after) for node in graph.nodes)}
    taken["before_mb"] = _resident_mb()
    taken["submit"] = seconds(lambda: aurora.submit(graph))
    taken["peak_mb"] = _peak_mb()
    # A copy, because the plan of a graph that was submitted is remembered.
    unknown = replace(graph)
    taken["compile"] = seconds(lambda: aurora.compile(unknown))
    print(json.dumps(taken))


def _peak_mb() -> float:
    """The most memory that this process has had resident so far. Linux counts it in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _resident_mb() -> float:
    """What is resident now: the peak would count the process that we were forked from."""
    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
