"""End a run: its outputs from the results of its nodes, its state from their states, its continuation."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from aurora_celery.engine.observed import tell_run
from aurora_celery.engine.observer import Observer
from aurora_celery.engine.ports import Bus
from aurora_celery.engine.values import Values
from aurora_celery.errors import BrokerUnavailable, ExpressionError, ValueRejected
from aurora_celery.expressions import render
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.plan import PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.ports import Began, Finish, Output, RunStore, RunView

logger = logging.getLogger(__name__)


class Finisher:
    """Ends runs whose nodes are all terminal."""

    def __init__(self, *, runs: RunStore, values: Values, bus: Bus, observer: Observer) -> None:
        self._runs, self._values, self._bus, self._observer = runs, values, bus, observer

    def finish(self, run: str, epoch: int, *, head: PlanHead) -> None:
        """End an epoch of a run once; again is harmless.

        Whoever found that all was done may have been slow: if the run goes on in a later epoch, that one is not
        for them to end, and if it was cancelled since they looked, it ends as such.
        """
        view = self._runs.view(run)
        while not view.state.is_terminal and view.epoch == epoch:
            finish = self._outcome(view, head)
            ended = self._runs.finish(run, epoch, finish)
            if ended:
                began = Began(view.reopened or view.created, view.traceparent)
                self.tell(run, epoch, head=head, finish=finish, began=began)
            if ended and not view.continuation:
                return
            view = self._runs.view(run)
        if view.epoch == epoch and view.continuation and not view.continued:
            self.hand_on(view)

    def tell(self, run: str, epoch: int, *, head: PlanHead, finish: Finish, began: Began) -> None:
        """A write of this process has ended an epoch of a run."""
        tell_run(self._observer, run, epoch, head=head, finish=finish, began=began)

    def outcome(
        self, run: str, epoch: int, *, head: PlanHead, nodes: Mapping[str, Any], inputs: Mapping[str, Any]
    ) -> Finish:
        """How a run ends whose nodes all succeeded with the given results."""
        try:
            outputs = render(head.outputs, nodes=nodes, inputs=inputs, path="outputs")
            # A kept value is never written over, so that each epoch needs a name of its own.
            kept = self._values.keep(outputs, run=run, name=f"outputs/{epoch}")
            return Finish(state=RunState.SUCCEEDED, outputs=kept)
        except ExpressionError as error:
            return Finish(state=RunState.FAILED, error=Failure(reason=error.code, message=str(error)))
        except ValueRejected as error:
            return Finish(state=RunState.FAILED, error=Failure(reason=error.code, message=f"outputs: {error}"))

    def hand_on(self, view: RunView) -> None:
        """Give an ended run's outcome to the Celery canvas that it stands in."""
        if view.continuation is None:
            return
        try:
            self._bus.resume(view.continuation, view.id)
        except BrokerUnavailable as error:
            logger.warning("run %s has ended but its canvas could not be told: %s", view.id, error)
            return
        self._runs.continued(view.id)

    def _outcome(self, view: RunView, head: PlanHead) -> Finish:
        if view.control is Control.CANCEL:
            return _stopped(view)
        if view.error is not None:
            return Finish(state=RunState.FAILED, error=view.error)
        wanted: dict[int, list[int]] = {}
        for index in head.outputs_reads.values():
            cell, slot = head.locate(index)
            wanted.setdefault(cell, []).append(slot)
        found: Mapping[tuple[int, int], Output] = self._runs.outputs(view.id, wanted) if wanted else {}
        places = {name: head.locate(index) for name, index in head.outputs_reads.items()}
        nodes = self._values.load({name: found[place] for name, place in places.items() if place in found})
        skipped = dict.fromkeys(places.keys() - nodes.keys())
        inputs = self._values.inputs(view.inputs) if head.outputs_read_inputs else {}
        return self.outcome(view.id, view.epoch, head=head, nodes=nodes | skipped, inputs=inputs)


def _stopped(view: RunView) -> Finish:
    """How a run ends that was stopped, by somebody or because its time was over."""
    stops = (made for made in reversed(view.operations) if made.kind in (OperationKind.CANCEL, OperationKind.DEADLINE))
    if (last := next(stops, None)) is not None and last.kind is OperationKind.DEADLINE:
        return Finish(state=RunState.FAILED, error=Failure(reason="deadline", message=last.why), stopped=True)
    return Finish(state=RunState.CANCELLED, stopped=True)
