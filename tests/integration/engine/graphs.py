"""Graphs for the tests of faults, as documents, and what must hold of their runs."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aurora_celery import Graph, RunHandle, RunState

NEVER = datetime.max.replace(tzinfo=UTC)

SHOP = "tests.integration.engine.shop"


def random_work(seed: int, *, size: int, seconds: float = 0.0) -> Graph:
    """A random graph in which every node notes its calls and gives its own name back."""
    rng = random.Random(seed)
    nodes: dict[str, Any] = {}
    for index in range(size):
        needs = sorted({f"n{rng.randrange(index)}" for _ in range(rng.randint(0, 3))}) if index else []
        nodes[f"n{index}"] = {
            "handler": f"{SHOP}.work",
            "with": {"name": f"n{index}", "seconds": seconds},
            "needs": needs,
        }
    return Graph.from_dict({"aurora": 1, "name": f"random{size}", "nodes": nodes})


def independent_work(size: int, *, seconds: float) -> Graph:
    """Nodes that have nothing to do with each other."""
    names = [f"n{index}" for index in range(size)]
    nodes = {name: {"handler": f"{SHOP}.work", "with": {"name": name, "seconds": seconds}} for name in names}
    return Graph.from_dict({"aurora": 1, "name": f"independent{size}", "nodes": nodes})


def assert_sound(run: RunHandle, log: Path, graph: Graph) -> None:
    """The run succeeded; every node completed once, with its own result, after all of its predecessors."""
    assert run.state is RunState.SUCCEEDED
    seen = run.view()
    assert {node.state.value for node in seen.nodes} == {"succeeded"}
    times = {node.id: (node.started or NEVER, node.finished or NEVER) for node in seen.nodes}
    assert all(NEVER not in pair for pair in times.values())
    for node in graph.freeze().nodes:
        for before in node.after:
            assert times[before][1] <= times[node.id][0], f"{node.id} began before {before} had ended"
    ends = Counter(line.split()[1] for line in log.read_text().splitlines() if line.startswith("end "))
    assert set(ends) == set(times), "a node has a result but its handler never ended"
