"""Graph -> Canvas: a tree of chains and chords for a series-parallel graph, or the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from aurora_celery.compiler import codes
from aurora_celery.compiler.barriers import levels, waiting
from aurora_celery.compiler.canvas_flow import with_flow
from aurora_celery.compiler.canvas_parts import Canvas, Chain, Chord, Part, Step
from aurora_celery.compiler.obstacles import Obstacle, among, from_clash
from aurora_celery.compiler.outputs import outputs_of
from aurora_celery.compiler.reach import ancestors, reduction
from aurora_celery.compiler.series_parallel import Parallel, Series, Tree, clashes, decompose
from aurora_celery.compiler.templates import secret_names, texts
from aurora_celery.compiler.wiring import Wiring, wire
from aurora_celery.errors import CanvasRefused, Diagnostic
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.paths import child, quoted

#: A canvas is published by one process and copied along; beyond this many nodes the engine is the only sane way.
MAX_CANVAS_NODES = 5000
#: Chords in the headers of chords: Celery walks them by recursion, in the client and in every worker.
MAX_CANVAS_DEPTH = 30
#: So many places where chains and chords cannot follow the graph are named; the rest is likely more of the same.
MAX_OBSTACLES = 20


def canvas_tree(graph: Graph, *, barriers: bool = False, durations: Mapping[str, float] | None = None) -> Canvas:
    """The tree of a graph that has passed the compiler's checks.

    With ``barriers`` any graph will do: it is cut into levels, each of which waits for the whole level before it, and
    the canvas says what that waiting costs (``durations`` are seconds by node id, 1 by default).
    Raises CanvasRefused.
    """
    if len(graph.nodes) > MAX_CANVAS_NODES:
        message = f"{len(graph.nodes)} nodes, more than the {MAX_CANVAS_NODES} that a canvas may have"
        raise CanvasRefused([Diagnostic(codes.CANVAS_TOO_LARGE, "nodes", message)], name=graph.name)
    if secret := list(islice(_secrets(graph), MAX_OBSTACLES)):
        raise CanvasRefused(secret, name=graph.name)
    wiring = wire(graph)
    order = wiring.order
    nodes = [graph.nodes[place] for place in order]
    preds = _in_order(wiring, order)
    tree = levels(preds) if barriers else _tree(preds, nodes, name=graph.name)
    outputs = outputs_of(graph, finals=wiring.finals)
    root = with_flow(_shape(tree, nodes, name=graph.name), outputs)
    cost = waiting(preds, [(durations or {}).get(node.id, 1.0) for node in nodes]) if barriers else None
    return Canvas(name=graph.name, root=root, outputs=outputs, waiting=cost)


def _secrets(graph: Graph) -> Iterator[Diagnostic]:
    for node in graph.nodes:
        for place, text in texts(node.params, path=f"{child('nodes', node.id)}.with"):
            for name in secret_names(text):
                message = f"secret {quoted(name)} is opened by Aurora's own workers only, not by a stock canvas"
                yield Diagnostic(codes.CANVAS_SEALED, place, message)


def _in_order(wiring: Wiring, order: Sequence[int]) -> list[tuple[int, ...]]:
    index_of = {place: index for index, place in enumerate(order)}
    return [tuple(sorted(index_of[source] for source in wiring.preds[place])) for place in order]


def _tree(preds: Sequence[tuple[int, ...]], nodes: Sequence[Node], *, name: str) -> Tree:
    above = ancestors(preds)
    reduced = reduction(preds, above)
    if found := clashes(reduced):
        obstacles = {from_clash(clash, reduced, above): None for clash in islice(found, MAX_OBSTACLES)}
        raise CanvasRefused([_refusal(obstacle, reduced, nodes) for obstacle in obstacles], name=name)
    tree = decompose(reduced)
    if isinstance(tree, tuple):
        obstacle = among(tree, above)
        assert obstacle is not None, "a graph that does not shrink holds the forbidden shape"
        raise CanvasRefused([_refusal(obstacle, reduced, nodes)], name=name)
    return tree


def _refusal(obstacle: Obstacle, preds: Sequence[tuple[int, ...]], nodes: Sequence[Node]) -> Diagnostic:
    paths = [" -> ".join(quoted(nodes[index].id) for index in path) for path in obstacle.paths(preds)]
    b, c = quoted(nodes[obstacle.b].id), quoted(nodes[obstacle.c].id)
    message = f"{paths[0]}, {paths[1]} and {paths[2]}, but {c} does not wait for {b}: chords cannot share that"
    return Diagnostic(codes.NOT_SERIES_PARALLEL, child("nodes", nodes[obstacle.d].id), message)


def _shape(tree: Tree, nodes: Sequence[Node], *, name: str, depth: int = 0) -> Part:
    if depth > MAX_CANVAS_DEPTH:
        message = f"chords stand inside each other more than {MAX_CANVAS_DEPTH} deep"
        raise CanvasRefused([Diagnostic(codes.CANVAS_TOO_DEEP, "nodes", message)], name=name)
    if isinstance(tree, int):
        return Step(nodes[tree])
    parts = tuple(_in_series(tree.parts if isinstance(tree, Series) else (tree,), nodes, name=name, depth=depth))
    return parts[0] if len(parts) == 1 else Chain(parts)


def _in_series(trees: Sequence[Tree], nodes: Sequence[Node], *, name: str, depth: int) -> Iterator[Part]:
    """Steps and chords; a chord takes the step that follows it as its body, or one that only merges."""
    rest = list(reversed(trees))
    while rest:
        tree = rest.pop()
        if not isinstance(tree, Parallel):
            yield _shape(tree, nodes, name=name, depth=depth)
            continue
        header = tuple(_shape(part, nodes, name=name, depth=depth + 1) for part in tree.parts)
        follower = rest[-1] if rest else None
        if isinstance(follower, int):
            rest.pop()
            yield Chord(header, Step(nodes[follower]))
        else:
            yield Chord(header, Step(None))
