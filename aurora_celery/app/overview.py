"""Look over all nodes of a run, the last runs of graphs, and what became of the runs of a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from aurora_celery.app.control import WorkerControl
from aurora_celery.app.hindrances import Hindrances
from aurora_celery.errors import NodeNotFound, RunNotFound
from aurora_celery.model.glance import Grid, History, NodeGlance, RunGlance, Stretch
from aurora_celery.model.hindrance import Waiting
from aurora_celery.model.plan import PlanNode
from aurora_celery.model.states import RunState

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime

#: States that one grid has at most: of a large graph it shows fewer runs.
_MOST_STATES: Final = 200_000
#: Graphs that are named among those that fail.
_FAILING: Final = 20


class Overview:
    """Looks whose cost is bounded by what is asked for."""

    def __init__(self, runtime: Runtime, workers: WorkerControl) -> None:
        self._runtime, self._workers = runtime, workers

    def states(self, run_id: str) -> tuple[NodeGlance, ...]:
        """How every node of a run stands, in the order of its plan. Raises RunNotFound."""
        found = self._runtime.store.glances.nodes([run_id]).get(run_id)
        if found is None:
            raise RunNotFound(run_id)
        return found

    def plan(self, plan_hash: str) -> Iterator[PlanNode]:
        """Every node of a plan, in its order. Raises PlanNotFound."""
        plans = self._runtime.engine().plans
        for number in range(plans.head(plan_hash).cells):
            yield from plans.cell(plan_hash, number).nodes

    def recent(self, graphs: Collection[str], *, each: int) -> Mapping[str, Sequence[RunGlance]]:
        """The last runs of some graphs, newest first; graphs without one are left out."""
        return self._runtime.store.glances.recent(graphs, each=each) if graphs and each else {}

    def grid(self, graph: str, *, limit: int) -> Grid:
        """The last runs of a graph and the states of their nodes; fewer than ``limit`` if they are large."""
        runs = self._affordable(self.recent([graph], each=limit).get(graph, ()))
        names = {plan: [node.id for node in self.plan(plan)] for plan in {run.plan for run in runs}}
        rows = tuple(dict.fromkeys(name for run in runs for name in names[run.plan]))
        found = self._runtime.store.glances.nodes([run.id for run in runs]) if runs else {}
        columns = []
        for run in runs:
            seen = dict(zip(names[run.plan], found.get(run.id, ()), strict=False))
            columns.append((run, tuple(seen.get(row) for row in rows)))
        return Grid(rows=rows, columns=tuple(columns))

    def history(self, stretch: Stretch) -> History:
        """What became of the runs that were created in a stretch of time."""
        return self._runtime.store.glances.history(stretch, failing=_FAILING)

    def going_on(self, *, projects: tuple[str, ...] | None = None) -> Mapping[RunState, int]:
        """How many runs there are in each state that is no end."""
        return self._runtime.store.glances.going_on(projects=projects)

    def waiting(self, run_id: str, node_id: str) -> Waiting:
        """Why a node does not run yet. Raises RunNotFound, NodeNotFound, StoreUnavailable."""
        view = self._runtime.store.runs.view(run_id)
        for node in self.plan(view.plan):
            if node.id == node_id:
                return Hindrances(self._runtime, self._workers, view=view, node=node).waiting()
        raise NodeNotFound(node_id)

    def _affordable(self, runs: Sequence[RunGlance]) -> list[RunGlance]:
        """The newest, as many as make no more states than a grid may have, but one in any case."""
        plans, left, found = self._runtime.engine().plans, _MOST_STATES, list[RunGlance]()
        for run in runs:
            left -= plans.head(run.plan).size
            if left < 0 and found:
                break
            found.append(run)
        return found
