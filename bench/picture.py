"""Draw the cost of a node against the size of its graph from the kept results."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

from bench.results import place, read

_COLOURS = {"aurora": "#0b7285", "canvas": "#c92a2a", "bare": "#868e96"}
_TITLES = {"aurora": "Aurora", "canvas": "Celery canvas, Redis backend", "bare": "bare Celery task, MongoDB backend"}


def draw(*, quick: bool) -> Path | None:
    """Write ``cost.png`` beside the results; None when there is nothing to draw from."""
    cost, scale = read("cost", quick=quick), read("scale", quick=quick)
    if cost is None or scale is None:
        return None
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    _draw_cost(left, cost["raw"]["medians"])
    _draw_scale(right, scale["raw"]["runs"])
    path = place("cost", quick=quick).with_suffix(".png")
    figure.savefig(path, dpi=130)
    pyplot.close(figure)
    return path


def _draw_cost(axes: Any, taken: dict[str, float]) -> None:
    for side in ("canvas", "aurora"):
        line = sorted((int(name.partition("_")[2]), value * 1e3) for name, value in taken.items() if side in name)
        axes.plot(*zip(*line, strict=True), marker="o", color=_COLOURS[side], label=_TITLES[side])
    axes.axhline(taken["bare"] * 1e3, linestyle="--", color=_COLOURS["bare"], label=_TITLES["bare"])
    _dress(axes, title="run: complete layers of ten", unit="ms per node")


def _draw_scale(axes: Any, runs: dict[str, list[dict[str, float]]]) -> None:
    for step in ("submit", "compile"):
        line = [(int(size), median(one[step] for one in taken) / int(size) * 1e6) for size, taken in runs.items()]
        title = "compile and submit" if step == "submit" else "compile alone"
        axes.plot(*zip(*line, strict=True), marker="o", label=title)
    _dress(axes, title="submit: random graphs, two edges per node", unit="µs per node")


def _dress(axes: Any, *, title: str, unit: str) -> None:
    axes.set(xscale="log", yscale="log", xlabel="nodes in the graph", ylabel=unit, title=title)
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
