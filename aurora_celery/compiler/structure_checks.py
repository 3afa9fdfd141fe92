"""Checks of the graph by itself: ids, edges, cycles, inputs and outputs. Each is a generator of diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from aurora_celery.compiler import codes
from aurora_celery.compiler.cycles import cycles
from aurora_celery.compiler.suggest import Suggestions
from aurora_celery.compiler.templates import input_names, node_ids, secret_names, texts
from aurora_celery.compiler.wiring import Wiring
from aurora_celery.errors import Diagnostic
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.paths import child, quoted

MAX_NODES = 1_000_000
MAX_EDGES = 5_000_000
#: A longer cycle is shown in part.
MAX_CYCLE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A graph under examination, with its edges resolved as far as they can be."""

    graph: Graph
    wiring: Wiring
    known: frozenset[str]
    max_nodes: int = MAX_NODES
    max_edges: int = MAX_EDGES
    suggestions: Suggestions = field(default_factory=Suggestions)

    def suggest(self, name: str) -> str:
        """The node that an unknown id may mean, in words."""
        return self.suggestions.did_you_mean(name, self.known)

    def strays(self) -> Iterator[Node]:
        """The nodes that may name an unknown id, or their own: hardly ever any."""
        return (self.graph.nodes[place] for place in self.wiring.strays)


def empty(subject: Subject) -> Iterator[Diagnostic]:
    """A graph without nodes would never end."""
    if not subject.graph.nodes:
        yield Diagnostic(codes.EMPTY, "nodes", "a graph needs at least one node")


def sizes(subject: Subject) -> Iterator[Diagnostic]:
    """More nodes or edges than the limits."""
    nodes, edges = len(subject.graph.nodes), subject.wiring.edges
    if nodes > subject.max_nodes:
        yield Diagnostic(codes.TOO_MANY_NODES, "nodes", f"{nodes} nodes, more than the limit of {subject.max_nodes}")
    if edges > subject.max_edges:
        yield Diagnostic(codes.TOO_MANY_EDGES, "nodes", f"{edges} edges, more than the limit of {subject.max_edges}")


def duplicate_ids(subject: Subject) -> Iterator[Diagnostic]:
    """An id must name one node."""
    if len(subject.known) == len(subject.graph.nodes):
        return
    first: dict[str, int] = {}
    for place, node in enumerate(subject.graph.nodes):
        if first.setdefault(node.id, place) != place:
            message = f"the id is already that of node number {first[node.id] + 1}"
            yield Diagnostic(codes.DUPLICATE_ID, child("nodes", node.id), message)


def unknown_needs(subject: Subject) -> Iterator[Diagnostic]:
    """Every need must name a node."""
    for node in subject.strays():
        for number, need in enumerate(node.needs):
            if need not in subject.known:
                message = f"needs unknown node {quoted(need)}{subject.suggest(need)}"
                yield Diagnostic(codes.UNKNOWN_NEED, f"{child('nodes', node.id)}.needs[{number}]", message)


def unknown_references(subject: Subject) -> Iterator[Diagnostic]:
    """Every node that an expression refers to must exist."""
    for node in subject.strays():
        for name in node.reads:
            if name not in subject.known:
                message = f"refers to unknown node {quoted(name)}{subject.suggest(name)}"
                yield Diagnostic(codes.UNKNOWN_REFERENCE, _where(node, name), message)


def self_loops(subject: Subject) -> Iterator[Diagnostic]:
    """A node that waits for itself never starts."""
    for node in subject.strays():
        if node.id in node.needs:
            path = f"{child('nodes', node.id)}.needs[{node.needs.index(node.id)}]"
            yield Diagnostic(codes.SELF_LOOP, path, "a node cannot need itself")
        if node.id in node.reads:
            yield Diagnostic(codes.SELF_LOOP, _where(node, node.id), "a node cannot refer to its own result")


def circles(subject: Subject) -> Iterator[Diagnostic]:
    """Nodes that wait for each other never start; one cycle is named for each knot of them."""
    wiring = subject.wiring
    if len(wiring.order) == wiring.size:
        return
    for cycle in cycles(wiring):
        ids = [wiring.ids[place] for place in cycle]
        shown = [quoted(name) for name in ids[:MAX_CYCLE_SHOWN]]
        if len(ids) > MAX_CYCLE_SHOWN:
            shown.append(f"({len(ids) - MAX_CYCLE_SHOWN} more)")
        message = f"these nodes wait for each other: {' -> '.join([*shown, quoted(ids[0])])}"
        yield Diagnostic(codes.CYCLE, child("nodes", ids[0]), message)


def undeclared_inputs(subject: Subject) -> Iterator[Diagnostic]:
    """Every input that an expression refers to must be declared."""
    declared = subject.graph.inputs.keys()
    suggestions = Suggestions()
    for node, read in zip(subject.graph.nodes, subject.wiring.inputs, strict=True):
        if read and not read <= declared:
            yield from _undeclared(node.params, declared, path=f"{child('nodes', node.id)}.with", near=suggestions)
    yield from _undeclared(subject.graph.outputs, declared, path="outputs", near=suggestions)


def unknown_outputs(subject: Subject) -> Iterator[Diagnostic]:
    """Every node that the outputs refer to must exist."""
    for name in subject.graph.outputs_reads:
        if name not in subject.known:
            places = (path for path, text in texts(subject.graph.outputs, path="outputs") if name in node_ids(text))
            message = f"refers to unknown node {quoted(name)}{subject.suggest(name)}"
            yield Diagnostic(codes.UNKNOWN_OUTPUT, next(places, "outputs"), message)


def secret_outputs(subject: Subject) -> Iterator[Diagnostic]:
    """Outputs are kept and shown to everybody who may see the run."""
    for place, text in texts(subject.graph.outputs, path="outputs"):
        for name in secret_names(text):
            yield Diagnostic(codes.SEALED_OUTPUT, place, f"secret {quoted(name)} can only be given to a node")


#: In the order in which they are reported.
CHECKS: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    empty,
    sizes,
    duplicate_ids,
    unknown_needs,
    unknown_references,
    self_loops,
    circles,
    undeclared_inputs,
    unknown_outputs,
    secret_outputs,
)


def _where(node: Node, name: str) -> str:
    """The path of the first expression of a node that refers to the named node."""
    path = f"{child('nodes', node.id)}.with"
    return next((place for place, text in texts(node.params, path=path) if name in node_ids(text)), path)


def _undeclared(template: Any, declared: Collection[str], *, path: str, near: Suggestions) -> Iterator[Diagnostic]:
    for place, text in texts(template, path=path):
        for name in input_names(text):
            if name not in declared:
                message = f"the graph declares no input {quoted(name)}{near.did_you_mean(name, declared)}"
                yield Diagnostic(codes.UNDECLARED_INPUT, place, message)
