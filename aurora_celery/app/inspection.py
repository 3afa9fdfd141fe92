"""Look at one node of a run: what it waits for, what it is given, what it returned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aurora_celery.app.present import present_run
from aurora_celery.errors import NodeNotFound, ResultNotFound
from aurora_celery.expressions import SECRETS, Selection, render, whole
from aurora_celery.model.plan import PlanNode
from aurora_celery.model.run import NodeRun, Output, Run
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, RunView

if TYPE_CHECKING:
    from aurora_celery.engine.engine import Engine


#: Cells that are read for one page of nodes.
_CELLS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeInspection:
    """A node beside its plan. ``needs`` are its predecessors and how they stand, ``params`` what its author wrote."""

    run: Run
    node: NodeRun
    needs: Mapping[str, NodeState]
    params: Mapping[str, Any]
    timeout: float | None
    queue: str | None


class _Unopened(dict[str, str]):
    """Secrets as their nodes refer to them."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return whole(str(Selection(SECRETS, name)))


class Inspector:
    """Looks at the nodes of one run; reads only the cells that a question is about."""

    def __init__(self, engine: Engine, run_id: str) -> None:
        self._engine = engine
        self._view = engine.store.runs.view(run_id)

    def node(self, node_id: str) -> NodeInspection:
        """One node, as it stands. Raises NodeNotFound."""
        planned = self._find(node_id)
        run = self._part(planned)
        found = {node.index: node for node in run.nodes}
        return NodeInspection(
            run=run,
            node=found[planned.index],
            needs={found[index].id: found[index].state for index in planned.preds if index in found},
            params=planned.params,
            timeout=planned.timeout,
            queue=planned.queue,
        )

    def nodes(
        self, states: Collection[NodeState] = (), *, limit: int = 100, after: int = -1
    ) -> tuple[tuple[NodeRun, ...], int | None]:
        """So many nodes in the order of the plan, those of some states only, and the index to go on after.

        The index is None at the end. Of a large run a page may have fewer nodes than asked for, and yet not be the
        last: so many cells are read for a page, wherever it is.
        """
        head, found = self._engine.plans.head(self._view.plan), list[NodeRun]()
        first = max(0, after + 1) // head.cell_size
        last = min(head.cells, first + _CELLS)
        for number in range(first, last):
            for node in self._nodes_of(number):
                if node.index > after and (not states or node.state in states):
                    if len(found) == limit:
                        return tuple(found), found[-1].index
                    found.append(node)
        end = last * head.cell_size - 1
        return tuple(found), end if last < head.cells else None

    def _nodes_of(self, number: int) -> tuple[NodeRun, ...]:
        cell = self._engine.store.runs.cell(CellRef(self._view.id, self._view.epoch, number))
        return () if cell is None else present_run(self._view, self._engine, cells=[cell]).nodes

    def index(self, node_id: str) -> int:
        """Where a node stands in the plan. Raises NodeNotFound."""
        return self._find(node_id).index

    def result(self, node_id: str) -> Any:
        """What a node returned. Raises NodeNotFound, and ResultNotFound while it has not succeeded."""
        planned = self._find(node_id)
        return self._engine.values.one(self._outputs({node_id: planned.index})[node_id])

    def arguments(self, node_id: str) -> Mapping[str, Any]:
        """What a node's handler is given, made of inputs and results as they stand; secrets are not opened.

        Raises NodeNotFound, ResultNotFound while a predecessor has not succeeded, and ExpressionError.
        """
        planned = self._find(node_id)
        nodes = self._engine.values.load(self._outputs(planned.reads))
        inputs = self._engine.values.inputs(self._view.inputs) if planned.reads_inputs else {}
        given: Mapping[str, Any] = render(
            planned.params, nodes=nodes, inputs=inputs, secrets=_Unopened(), path=f"nodes.{node_id}.with"
        )
        return given

    def _outputs(self, names: Mapping[str, int]) -> dict[str, Output]:
        wanted: dict[int, list[int]] = {}
        head = self._engine.plans.head(self._view.plan)
        for index in names.values():
            cell, slot = head.locate(index)
            wanted.setdefault(cell, []).append(slot)
        found = self._engine.store.runs.outputs(self._view.id, wanted) if wanted else {}
        missing = [name for name, index in names.items() if head.locate(index) not in found]
        if missing:
            raise ResultNotFound(f"{self._view.id}/{missing[0]}")
        return {name: found[head.locate(index)] for name, index in names.items()}

    def _find(self, node_id: str) -> PlanNode:
        plans, head = self._engine.plans, self._engine.plans.head(self._view.plan)
        for number in range(head.cells):
            for node in plans.cell(self._view.plan, number).nodes:
                if node.id == node_id:
                    return node
        raise NodeNotFound(node_id)

    def _part(self, planned: PlanNode) -> Run:
        """The run with the cells of a node and of its predecessors only."""
        view: RunView = self._view
        head = self._engine.plans.head(view.plan)
        numbers = sorted({head.locate(index)[0] for index in (planned.index, *planned.preds)})
        cells = [self._engine.store.runs.cell(CellRef(view.id, view.epoch, number)) for number in numbers]
        return present_run(view, self._engine, cells=[cell for cell in cells if cell is not None])
