"""Graphs by name: those of this process first, then those of the store; each compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from aurora_celery.app.recent import RecentPlans
from aurora_celery.app.runtime import Runtime
from aurora_celery.compiler import check, compile_graph
from aurora_celery.definition import document_pieces
from aurora_celery.errors import InvalidGraph
from aurora_celery.handlers.codec import encode
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.plan import Plan
from aurora_celery.store.ports import GraphVersion

#: So many nodes at a time become text.
_PIECE: Final = 100


@dataclass(frozen=True, slots=True)
class Compiled:
    """A graph and its plan."""

    graph: Graph
    plan: Plan


class Catalogue:
    """Compiles, applies and finds graphs."""

    def __init__(self, runtime: Runtime, specs: Callable[[], Mapping[str, HandlerSpec]]) -> None:
        self._runtime, self._specs = runtime, specs
        self._recent = RecentPlans()
        self._applied: dict[tuple[str, str, str], int] = {}
        self._stored = lru_cache(maxsize=64)(self._load_plan)

    def compile(self, graph: Graph) -> Compiled:
        """Check a graph against the handlers known here, and compile it. Raises InvalidGraph."""
        specs = dict(self._specs())
        plan = self._recent.find(graph, specs)
        if plan is None:
            unknown = {node.handler for node in graph.nodes} - specs.keys()
            plan = compile_graph(graph, handlers=specs | _open(unknown))
            self._recent.keep(graph, specs, plan)
        return Compiled(graph, plan)

    def apply(self, compiled: Compiled, *, expected: int | None = None) -> GraphVersion:
        """Store a graph under the next version number; the same graph again keeps its number.

        ``expected`` is the version that has to be the newest until then. Raises GraphChanged.
        """
        engine = self._runtime.engine()
        engine.plans.keep(compiled.plan)
        return engine.store.graphs.put(
            name=compiled.graph.name,
            definition=definition_text(compiled.graph),
            plan=compiled.plan.hash,
            expected=expected,
        )

    def version_of(self, compiled: Compiled) -> int:
        """The version number of a graph, applied if it is new; asked of the store once in a process."""
        key = (compiled.graph.name, compiled.plan.hash, compiled.graph.description)
        if key not in self._applied:
            self._check_served(compiled.graph)
            self._applied[key] = self.apply(compiled).version
        return self._applied[key]

    def _check_served(self, graph: Graph) -> None:
        """Raise InvalidGraph if workers live and a handler is known to none of them, nor to this process.

        While no worker lives, nothing can be said: the run waits for one.
        """
        workers = self._runtime.store.workers.workers(within=self._runtime.settings.worker.lease)
        served = {name for worker in workers for name in worker.handlers}
        if workers and not {node.handler for node in graph.nodes} <= served:
            known = _open(served) | dict(self._specs())
            if findings := list(check(graph, handlers=known)):
                raise InvalidGraph(findings, name=graph.name)

    def find(self, name: str, version: int | None = None) -> tuple[Plan, int]:
        """The plan of a stored graph and its version. Raises GraphNotFound."""
        found = self._runtime.store.graphs.get(name, version)
        return self._stored(found.plan), found.version

    def _load_plan(self, plan_hash: str) -> Plan:
        plans = self._runtime.engine().plans
        head = plans.head(plan_hash)
        return Plan(head, tuple(plans.cell(plan_hash, number) for number in range(head.cells)))


def definition_text(graph: Graph) -> str:
    """The canonical definition as text. Raises Unserialisable."""
    head, *batches, outputs = [encode(piece) for piece in document_pieces(graph, nodes=_PIECE)]
    nodes = ",".join([text.removeprefix('{"nodes":{').removesuffix("}}") for text in batches])
    end = "" if outputs == "{}" else f",{outputs[1:-1]}"
    return f'{head[:-1]},"nodes":{{{nodes}}}{end}}}'


def _open(handlers: Iterable[str]) -> dict[str, HandlerSpec]:
    """Handlers that only the workers know are taken on trust: any parameter, any result."""
    return {name: HandlerSpec(name=name, open=True) for name in handlers}


def named_positions(args: tuple[Any, ...], *, declared: Iterable[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values without names, by the inputs that they fill: the free ones, in the order declared."""
    free = [name for name in declared if name not in given]
    return dict(zip(free, args, strict=False)) | dict(given)
