"""The sentence of the compiler: check a graph, then lower it to a plan. Pure: no Celery, no I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from aurora_celery.compiler import codes
from aurora_celery.compiler.collector import paused_collector
from aurora_celery.compiler.lower import lower
from aurora_celery.compiler.parameter_checks import check_parameters
from aurora_celery.compiler.structure_checks import CHECKS, MAX_EDGES, MAX_NODES, Subject
from aurora_celery.compiler.wiring import Wiring, wire
from aurora_celery.errors import Diagnostic, InvalidGraph
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.plan import Plan

#: State of so many nodes shares one document; measured in ADR 1.
CELL_SIZE = 128
#: More findings than this help nobody; the rest is counted.
MAX_DIAGNOSTICS = 1000


def compile_graph(
    graph: Graph,
    *,
    handlers: Mapping[str, HandlerSpec] | None = None,
    cell_size: int = CELL_SIZE,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Plan:
    """Compile a graph. Raises InvalidGraph with everything that is wrong with it.

    Without ``handlers`` nothing is said about the handlers and their parameters.
    """
    with paused_collector():
        wiring = wire(graph)
        findings = _findings(graph, wiring, handlers=handlers, max_nodes=max_nodes, max_edges=max_edges)
        _refuse(findings, name=graph.name)
        return lower(graph, wiring, cell_size=cell_size)


def check(
    graph: Graph,
    *,
    handlers: Mapping[str, HandlerSpec] | None = None,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Iterator[Diagnostic]:
    """Everything that is wrong with a graph, without compiling it."""
    return _findings(graph, wire(graph), handlers=handlers, max_nodes=max_nodes, max_edges=max_edges)


def _findings(
    graph: Graph, wiring: Wiring, *, handlers: Mapping[str, HandlerSpec] | None, max_nodes: int, max_edges: int
) -> Iterator[Diagnostic]:
    subject = Subject(graph, wiring, frozenset(wiring.ids), max_nodes, max_edges)
    for examine in CHECKS:
        yield from examine(subject)
    if handlers is not None:
        yield from check_parameters(graph, handlers)


def _refuse(findings: Iterator[Diagnostic], *, name: str) -> None:
    diagnostics = list(islice(findings, MAX_DIAGNOSTICS))
    if more := sum(1 for _ in findings):
        diagnostics.append(Diagnostic(codes.MORE, "", f"{more} more findings are not shown"))
    if diagnostics:
        raise InvalidGraph(diagnostics, name=name)
