"""What a run gives back: the graph's own template, or the results of its final nodes by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aurora_celery.compiler.templates import inputs_of
from aurora_celery.expressions import Selection, whole
from aurora_celery.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Outputs:
    """A template, the ids that it refers to, and whether it refers to the run's inputs."""

    template: Any
    reads: tuple[str, ...]
    inputs: bool


def outputs_of(graph: Graph, *, finals: tuple[str, ...]) -> Outputs:
    """The outputs of a graph whose final nodes are known: with and without a template there is one way."""
    if graph.outputs is not None:
        return Outputs(graph.outputs, graph.outputs_reads, bool(inputs_of(graph.outputs)))
    return Outputs({name: reference(name) for name in finals}, finals, inputs=False)


def reference(name: str) -> str:
    """An expression whose value is the result of the named node, whatever characters the id has."""
    return whole(str(Selection("nodes", name)))
