"""Give back what processes of this worker held and will not bring to an end, be they dead or told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.doorbell import Address, Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.held import Held
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.observed import tell_lost
from aurora_celery.engine.sweeper import Sweeper
from aurora_celery.errors import NotFound, StoreError
from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, CellView

logger = logging.getLogger(__name__)

#: Why a try ended that its worker did not want to bring to an end. It counts neither as a retry nor as a crash.
STOPPED = Failure(reason="worker_stopped", type="WorkerStopped", message="its worker was told to stop")


def return_unbegun(engine: Engine, held: Held) -> None:
    """Return a node that was claimed ahead and whose handler was not called: the try does not count."""
    failure = Failure(reason="worker_stopped", type="RoundBroken", message="its round was broken off")
    try:
        _hand_back(engine, held.ref, held.part, head=held.head, slot=held.slot, token=held.token, why=failure)
    except StoreError as error:
        logger.warning("run %s: node %s cannot be handed back yet: %s", held.ref.run, held.node.id, error)
        engine.give_back(held, failure)


def _hand_back(
    engine: Engine, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, token: str, why: Failure
) -> bool:
    given = engine.store.runs.retry(ref, slot, token=token, failure=why, delay=0.0, counted=False)
    if given:
        engine.spreader.ring(ref.run, ref.epoch, head=head, part=part, slots=[slot])
    return given


class Recovery:
    """What the main process of a worker knows to do about nodes of its processes.

    ``pids`` are the processes in which handlers run now.
    """

    def __init__(self, engine: Engine, sweeper: Sweeper, *, worker: str, pids: Callable[[], tuple[int, ...]]) -> None:
        self._engine, self._sweeper, self._worker, self._pids = engine, sweeper, worker, pids

    def after_death(self, task: NodeTask, failure: Failure) -> None:
        """Recover what a dead process held of the run, and what it meant to serve next in its node's cell.

        The process may have gone on from the node of its message to nodes of other cells.
        """
        engine, pids = self._engine, self._pids()
        for view, part, head in self._cells(task):
            own = head.locate(task.index)[0] == view.ref.cell
            if own and failure.reason == "timeout":
                self._time_out(view, part, head=head, slot=head.locate(task.index)[1])
            for slot in self._held(view, lambda pid: pid not in pids):
                token = slot_of(view, slot).token or ""
                engine.lose(view.ref, part, head=head, slot=slot, token=token, why=failure)
            if own:
                engine.spreader.redrive(part, view, head=head)

    def hand_back(self, tasks: Sequence[NodeTask]) -> None:
        """Free all that this worker holds of the tasks' runs, without counting the tries. No handler runs any more."""
        for task in {(task.run, task.epoch): task for task in tasks}.values():
            try:
                self._free(task)
            except NotFound as error:
                logger.warning("%s", error)

    def ring_for(self, addresses: Sequence[Address]) -> None:
        """Let others serve the nodes of a message that this worker was given and has not begun."""
        plans = self._engine.plans
        doorbells = [Doorbell(at.run, at.epoch, plans.head(at.plan), plans.node(at.plan, at.index)) for at in addresses]
        self._engine.spreader.ring_all(doorbells)

    def _free(self, task: NodeTask) -> None:
        for view, part, head in self._cells(task):
            for slot in self._held(view, lambda _: True):
                token = slot_of(view, slot).token or ""
                if _hand_back(self._engine, view.ref, part, head=head, slot=slot, token=token, why=STOPPED):
                    observer, state = self._engine.observer, NodeState.RETRYING
                    tell_lost(observer, view, part, head=head, slot=slot, state=state, why=STOPPED)

    def _cells(self, task: NodeTask) -> Iterator[tuple[CellView, CellPlan, PlanHead]]:
        """The cells in which a process may hold nodes that was given this task."""
        engine = self._engine
        run = engine.store.runs.view(task.run)
        head = engine.plans.head(run.plan)
        for view in self._views(task, head):
            yield view, engine.plans.cell(run.plan, view.ref.cell), head

    def _views(self, task: NodeTask, head: PlanHead) -> Iterable[CellView]:
        runs = self._engine.store.runs
        if head.cells > 1:
            return (view for view in runs.cells(task.run) if view.ref.epoch == task.epoch)
        return (view,) if (view := runs.cell(CellRef(task.run, task.epoch, 0))) is not None else ()

    def _held(self, view: CellView, lost: Callable[[int | None], bool]) -> list[int]:
        return [
            slot
            for slot, state in view.slots.items()
            if state.state is NodeState.RUNNING and state.worker == self._worker and lost(state.pid)
        ]

    def _time_out(self, view: CellView, part: CellPlan, *, head: PlanHead, slot: int) -> None:
        """End a try whose process is about to be killed for its hard limit; the pool may still list it."""
        state = slot_of(view, slot)
        if state.state is NodeState.RUNNING and state.worker == self._worker:
            self._sweeper.time_out(view, part, head=head, slot=slot, state=state)
