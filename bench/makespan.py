"""How close runs of recorded scientific workflows come to the best that is possible on the same number of slots."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from aurora_celery import Aurora
from bench.bound import lower_bound
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import seconds
from bench.workers import ROOT
from examples.wfformat import graph_from_wfformat, read_instance
from examples.wfformat.bounds import bounds
from examples.wfformat.scaling import naps

SLOTS = 8
BETWEEN_MS = (50.0, 500.0)
DATA = ROOT / "examples" / "wfformat" / "data"
_LIMIT = 600.0
#: Tasks of the graphs that a quick pass takes.
_SMALL = 130


def measure(ground: Ground) -> Measured:
    """The figure is that of the worst graph; each graph's is the median of its runs."""
    rounds = ground.pick(3, 1)
    with ground.aurora_working(processes=SLOTS) as aurora:
        _warm(aurora)
        taken = {path.stem: _spans(aurora, path, rounds) for path in _files(quick=ground.quick)}
    ratios = {name: median(one["seconds"]) / one["lower_bound"] for name, one in taken.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    shown = ", ".join(f"{name} {ratio:.3f}" for name, ratio in sorted(ratios.items()))
    return Measured(
        name="makespan",
        figures=(Figure(budget="makespan", value=ratios[worst], shown=shown),),
        raw={"slots": SLOTS, "between_ms": BETWEEN_MS, "graphs": taken},
    )


def _spans(aurora: Aurora, path: Path, rounds: int) -> dict[str, Any]:
    """From submit to the end of the run, by this process's clock."""
    document = json.loads(path.read_bytes())
    instance = read_instance(document)
    rests = naps(instance, scale=None, between_ms=BETWEEN_MS)
    apart = bounds(instance, rests, places=SLOTS)
    graph = graph_from_wfformat(document, between_ms=BETWEEN_MS)
    spans = [seconds(lambda: aurora.submit(graph).wait(timeout=_LIMIT).result) for _ in range(rounds)]
    return {
        "nodes": len(instance.tasks),
        "edges": instance.edges,
        "critical_path": apart.critical_path,
        "work": apart.work,
        "lower_bound": lower_bound(instance, rests, slots=SLOTS),
        "lower_bound_apart": apart.lower,
        "seconds": spans,
    }


def _files(*, quick: bool) -> list[Path]:
    """Every recorded workflow that lies beside its reader."""
    files = sorted(DATA.glob("*.json"))
    assert files, f"no workflows in {DATA}"
    return [path for path in files if len(read_instance(json.loads(path.read_bytes())).tasks) <= _SMALL or not quick]


def _warm(aurora: Aurora) -> None:
    """Let every process of the pool open its connections."""
    from bench.shapes import fan_out

    aurora.submit(fan_out(20 * SLOTS)).wait(timeout=_LIMIT)
