"""Tell why a node does not run yet: what its run says, then its predecessors, its workers, and its queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from aurora_celery.engine import queues
from aurora_celery.errors import BrokerUnavailable, RunNotFound
from aurora_celery.model.glance import NodeGlance
from aurora_celery.model.hindrance import Hindrance, HindranceKind, Waiting
from aurora_celery.model.plan import PlanNode
from aurora_celery.model.states import Control, NodeState
from aurora_celery.model.worker import WorkerLook
from aurora_celery.operator_errors import OrderRefused, WorkerNotFound, WorkerSilent
from aurora_celery.store.ports import CellRef, CellView, RunView, SlotView, WorkerBeat

if TYPE_CHECKING:
    from aurora_celery.app.control import WorkerControl
    from aurora_celery.app.runtime import Runtime

#: Predecessors that are named, and workers that are asked, each for so many seconds.
_NAMED: Final = 50
_ASKED: Final = 3
_PATIENCE: Final = 1.0
_MAY_WAIT: Final = frozenset({NodeState.PENDING, NodeState.RETRYING})


class Hindrances:
    """What one node waits for."""

    def __init__(self, runtime: Runtime, workers: WorkerControl, *, view: RunView, node: PlanNode) -> None:
        self._runtime, self._workers, self._view, self._node = runtime, workers, view, node
        self._queue = runtime.engine().queues.queue(node)

    def waiting(self) -> Waiting:
        """The node as it stands, and all that it waits for. Raises RunNotFound, StoreUnavailable."""
        engine = self._runtime.engine()
        number, slot = engine.plans.head(self._view.plan).locate(self._node.index)
        cell = engine.store.runs.cell(CellRef(self._view.id, self._view.epoch, number))
        if cell is None:
            raise RunNotFound(self._view.id)  # it is being deleted
        state = cell.slots[slot]
        return Waiting(
            run=self._view.id,
            node=self._node.id,
            state=state.state,
            queue=self._queue,
            deadline=self._view.deadline,
            hindrances=tuple(self._all(cell, state)) if state.state in _MAY_WAIT else (),
        )

    def _all(self, cell: CellView, state: SlotView) -> Iterator[Hindrance]:
        own = [*self._of_run(), *self._of_predecessors(state), *_of_timer(cell, state)]
        yield from own
        if not own:
            yield from self._of_workers(self._workers.living())

    def _of_run(self) -> Iterator[Hindrance]:
        if self._view.control is Control.CANCEL:
            yield Hindrance(kind=HindranceKind.CANCELLING, message="the run is being cancelled")
        if self._view.control is Control.PAUSE:
            yield Hindrance(kind=HindranceKind.PAUSED, message="the run is paused")

    def _of_predecessors(self, state: SlotView) -> Iterator[Hindrance]:
        if not state.waits:
            return
        engine = self._runtime.engine()
        seen: Sequence[NodeGlance] = engine.store.glances.nodes([self._view.id]).get(self._view.id, ())
        missing = [index for index in self._node.preds if seen and seen[index].state is not NodeState.SUCCEEDED]
        named = {engine.plans.node(self._view.plan, index).id: seen[index].state for index in missing[:_NAMED]}
        if missing:
            message = f"{len(missing)} of its {len(self._node.preds)} predecessors have not succeeded"
            yield Hindrance(kind=HindranceKind.PREDECESSORS, message=message, nodes=named, count=len(missing))
        else:
            message = "its predecessors have succeeded, and the news of it is on its way"
            yield Hindrance(kind=HindranceKind.SIGNALS, message=message, count=state.waits)

    def _of_workers(self, living: Sequence[WorkerBeat]) -> Iterator[Hindrance]:
        queue, handler = self._queue, self._node.handler
        consuming = [beat for beat in living if queue in beat.queues]
        able = [beat for beat in consuming if handler in beat.handlers]
        awake = [beat for beat in able if not beat.draining]
        if not living:
            yield Hindrance(kind=HindranceKind.NO_WORKER, message="no worker lives")
        elif not consuming:
            yield self._about(HindranceKind.NO_CONSUMER, f"no worker consumes the queue {queue!r}", living)
        elif not able:
            message = f"none of the workers that consume the queue {queue!r} has the handler {handler!r}"
            yield self._about(HindranceKind.NO_HANDLER, message, consuming)
        elif not awake:
            yield self._about(HindranceKind.DRAINING, "every worker that could run it takes nothing any more", able)
        else:
            yield from self._of_pools(awake)
        yield self._depth()

    def _about(self, kind: HindranceKind, message: str, workers: Sequence[WorkerBeat]) -> Hindrance:
        found = tuple(beat.id for beat in workers[:_NAMED])
        return Hindrance(kind=kind, message=message, queue=self._queue, workers=found)

    def _of_pools(self, awake: Sequence[WorkerBeat]) -> Iterator[Hindrance]:
        """What some of the workers that could run the node say of themselves."""
        for beat in islice(awake, _ASKED):
            try:
                look = self._workers.look(beat.id, timeout=_PATIENCE)
            except (WorkerSilent, WorkerNotFound, OrderRefused, BrokerUnavailable):
                message = f"the worker {beat.id} does not say how it stands"
                yield Hindrance(kind=HindranceKind.SILENT, message=message, workers=(beat.id,))
            else:
                yield from self._of_pool(beat.id, look)

    def _of_pool(self, worker: str, look: WorkerLook) -> Iterator[Hindrance]:
        rate = look.limits.get(self._node.handler, {}).get("rate")
        if rate:
            message = f"the worker {worker} runs {self._node.handler!r} at most {rate}"
            yield Hindrance(kind=HindranceKind.RATE_LIMIT, message=message, workers=(worker,), rate=str(rate))
        if len(look.active) >= look.processes:
            message = f"all {look.processes} processes of the worker {worker} are busy"
            yield Hindrance(kind=HindranceKind.BUSY, message=message, workers=(worker,), count=len(look.active))

    def _depth(self) -> Hindrance:
        queue = self._queue
        try:
            depth = queues.depths(self._runtime.app, [queue])[queue]
        except BrokerUnavailable as error:
            return Hindrance(kind=HindranceKind.BROKER, message=f"the broker does not answer: {error}", queue=queue)
        message = f"{depth} messages wait in the queue {queue!r}"
        return Hindrance(kind=HindranceKind.QUEUE, message=message, queue=queue, count=depth)


def _of_timer(cell: CellView, state: SlotView) -> Iterator[Hindrance]:
    if state.not_before is not None and state.not_before > cell.now:
        message = f"try {state.attempt} failed; the next begins when its delay is over"
        yield Hindrance(kind=HindranceKind.RETRY, message=message, until=state.not_before)
