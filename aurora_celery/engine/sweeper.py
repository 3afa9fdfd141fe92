"""Find what fell by the wayside and put it right: lost messages, dead workers, due retries, overrun nodes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from aurora_celery.engine.backlog import Backlog
from aurora_celery.engine.decide import is_ready, is_untouched, slot_of
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.observed import tell_lost
from aurora_celery.engine.operations import Operations
from aurora_celery.engine.ringing import ReadyNode, Ringing, UnheardCalls
from aurora_celery.engine.verdict import GiveUp, after_failure
from aurora_celery.errors import StoreError, StoreUnavailable
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellView, RunView, SlotView

logger = logging.getLogger(__name__)

#: Seconds beyond a node's hard limit that its pool has to enforce it before the sweeper does.
_GRACE = 2.0
#: Seconds between the instant at which something is due and the look at it.
_LATER = 0.1
#: Times that a sweep goes on at once while all that it finds is put off.
_STRETCH = 40
#: Seconds after which an operation that was accepted and not finished is taken up by somebody else.
_OPERATION_AGE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long, in seconds, things may take before they count as lost."""

    attention: float
    republish: float
    republish_max: float
    grace: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a handler itself says about its tries, for nodes that say nothing: seconds, and a policy."""

    time_limit: float | None = None
    retry: RetryPolicy | None = None


class Sweeper:
    """One pass over what is due. Two sweepers at once do no harm: every act is refused the second time."""

    def __init__(
        self, engine: Engine, *, patience: Patience, terms: Callable[[str], Terms] = lambda _: Terms()
    ) -> None:
        self._engine, self._patience, self._terms = engine, patience, terms
        self._operations = Operations(engine)
        #: What was rung for in vain.
        self.unheard = UnheardCalls()
        self._backlog = Backlog(engine.queues)
        self._untouched: list[CellView] = []
        self._ringing = Ringing(first=patience.republish, longest=patience.republish_max)

    def sweep(self, liveness: Callable[[], Liveness], *, limit: int = 500) -> int:
        """Attend to cells that are due and to ended runs with unfinished business; how many there were.

        ``liveness`` is asked after the cells were read, so that no claim that they show is younger than what it says.
        """
        found = 0
        for _ in range(_STRETCH):
            cells = self._engine.store.runs.due(limit=limit)
            found += len(cells)
            if self._attend_all(cells, liveness()) < limit:
                break
        ended = self._engine.store.runs.unfinished(older=self._patience.attention, limit=limit)
        self._do_each(self._engine.finisher.hand_on, ended)
        return found + len(ended) + self._mend(limit)

    def _attend_all(self, cells: Sequence[CellView], alive: Liveness) -> int:
        """Attend to cells; how many of them were put off together, as nothing of them has begun and messages wait."""
        self._backlog = Backlog(self._engine.queues)
        self._untouched = []
        for view in cells:
            self._guarded(view, alive)
        if self._untouched:
            patience = self._patience
            self._engine.store.runs.postpone(self._untouched, first=patience.republish, longest=patience.republish_max)
        return len(self._untouched)

    def _mend(self, limit: int) -> int:
        """Finish operations whose authors did not, and stop runs whose time is over."""
        runs, operations = self._engine.store.runs, self._operations
        half_done = runs.unsettled(older=_OPERATION_AGE, limit=limit)
        overdue = runs.overtime(limit=limit)
        self._do_each(operations.carry_on, half_done)
        self._do_each(operations.expire, overdue)
        return len(half_done) + len(overdue)

    @staticmethod
    def _do_each(act: Callable[[RunView], object], views: Sequence[RunView]) -> None:
        """What is wrong with one run must not keep the sweep from the others; a store that is away does."""
        for view in views:
            try:
                act(view)
            except StoreUnavailable:
                raise
            except Exception:
                logger.exception("run %s: what is left to do for it cannot be done now", view.id)

    def _guarded(self, view: CellView, liveness: Liveness) -> None:
        """Attend to one cell. Whatever is wrong with it must not keep the sweep from the others."""
        try:
            self._attend(view, liveness)
        except StoreUnavailable:
            raise
        except Exception as error:  # a fault of ours, or a plan that only a newer version can read
            known = isinstance(error, StoreError)
            logger.error("run %s cannot be attended to; it is put off: %s", view.ref.run, error, exc_info=not known)
            self._put_off(view)

    def _put_off(self, view: CellView) -> None:
        try:
            self._engine.store.runs.attend(view, seconds=self._patience.republish_max)
        except StoreUnavailable:
            raise
        except StoreError as error:
            logger.warning("run %s cannot even be put off: %s", view.ref.run, error)

    def _attend(self, view: CellView, liveness: Liveness) -> None:
        head = self._engine.plans.head(view.plan)
        part = self._engine.plans.cell(view.plan, view.ref.cell)
        for slot, state in view.slots.items():
            if state.state is NodeState.RUNNING:
                self._check_holder(view, part, head=head, slot=slot, state=state, liveness=liveness)
        overdue = self._late(view, part)
        late = [slot for slot in overdue if self._backlog.allows(part.nodes[slot])]
        if overdue and not late and is_untouched(view):
            self._untouched.append(view)
            return
        again = self._due_again(view, part)
        spreader = self._engine.spreader
        taken = spreader.redrive(part, view, head=head, slots=late) == len(late) or not view.go
        if view.go:
            taken = spreader.ring(view.ref.run, view.ref.epoch, head=head, part=part, slots=again) and taken
            # What the broker refused must not count, or nodes would wait ever longer for a broker that is long back.
            for slot in (*late, *again) if taken else ():
                self._note_ring(view, part, slot)
        self._engine.store.runs.attend(view, seconds=self._next(view), rang=taken and bool(late or again))

    def _note_ring(self, view: CellView, part: CellPlan, slot: int) -> None:
        before = self._ringing.note(_ready_node(view, part, slot), view.now)
        if before is not None:
            self.unheard.note(part.nodes[slot].handler, part.nodes[slot].queue, before)

    def _check_holder(
        self, view: CellView, part: CellPlan, *, head: PlanHead, slot: int, state: SlotView, liveness: Liveness
    ) -> None:
        if state.token is None:
            return
        if view.cancelled is not None and _seconds(view.cancelled, view.now) > self._patience.grace + _GRACE:
            self._engine.abandon(view.ref, part, head=head, slot=slot, token=state.token)
            return
        limit = part.nodes[slot].hard_timeout or self._terms(part.nodes[slot].handler).time_limit
        if limit is not None and state.started is not None and _seconds(state.started, view.now) > limit + _GRACE:
            self.time_out(view, part, head=head, slot=slot, state=state)
        elif not liveness.holds(state):
            lost = Failure(reason="worker_lost", type="WorkerLost", message=f"worker {state.worker} is gone")
            self._engine.lose(view.ref, part, head=head, slot=slot, token=state.token, why=lost)

    def time_out(self, view: CellView, part: CellPlan, *, head: PlanHead, slot: int, state: SlotView) -> None:
        """End a try that overran its hard limit; its worker, should it still live, is fenced off."""
        node, token = part.nodes[slot], state.token or ""
        own = self._terms(node.handler)
        limit = node.hard_timeout or own.time_limit or 0.0
        failure = Failure(reason="timeout", type="TimeLimitExceeded", message=f"it ran for more than {limit:g} s")
        tell = partial(tell_lost, self._engine.observer, view, part, head=head, slot=slot, why=failure)
        match after_failure(failure, node.retry or own.retry, retries=state.retries, rng=self._engine.rng):
            case GiveUp(final):
                if self._engine.fail_slot(view.ref, part, head=head, slot=slot, token=token, why=final):
                    tell(state=NodeState.FAILED)
            case verdict:
                if self._engine.store.runs.retry(view.ref, slot, token=token, failure=failure, delay=verdict.delay):
                    tell(state=NodeState.RETRYING)

    def _late(self, view: CellView, part: CellPlan) -> list[int]:
        """Ready nodes whose message should have been answered by now."""
        return [
            slot
            for slot in range(len(part.nodes))
            if is_ready(slot_of(view, slot))
            and self._is_due(view, part, slot, since=self._ready_since(view, part, slot))
        ]

    def _due_again(self, view: CellView, part: CellPlan) -> list[int]:
        """Nodes whose next try is due. Nobody but the sweeper rings for those."""
        return [
            slot
            for slot, state in view.slots.items()
            if state.state is NodeState.RETRYING
            and (since := state.not_before or view.created) <= view.now
            and self._is_due(view, part, slot, since=since, at_once=True)
        ]

    def _is_due(self, view: CellView, part: CellPlan, slot: int, *, since: datetime, at_once: bool = False) -> bool:
        return self._ringing.is_due(_ready_node(view, part, slot), since=since, now=view.now, at_once=at_once)

    @staticmethod
    def _ready_since(view: CellView, part: CellPlan, slot: int) -> datetime:
        times = [view.created, *view.arrived.values()] if part.nodes[slot].waits else [view.created]
        for index in part.nodes[slot].preds:
            finished = slot_of(view, index - part.offset).finished
            times += [finished] if finished else []
        return max(times)

    def _next(self, view: CellView) -> float:
        """Seconds until the cell should be looked at again, should nothing happen in it."""
        waits = [self._patience.attention]
        if view.cancelled is not None:
            waits.append(max(0.0, self._patience.grace + _GRACE - _seconds(view.cancelled, view.now)) + _LATER)
        states = [state for state in view.slots.values() if not state.state.is_terminal]
        if not any(state.state is NodeState.RUNNING for state in states):
            waits = [min(self._patience.republish_max, self._patience.republish * 2 ** (view.rounds + 1))]
        waits += [
            _seconds(view.now, state.not_before) for state in states if state.not_before and state.not_before > view.now
        ]
        return max(0.05, min(waits))


def _ready_node(view: CellView, part: CellPlan, slot: int) -> ReadyNode:
    return view.ref.run, view.ref.epoch, part.nodes[slot].index, slot_of(view, slot).attempt


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start) / timedelta(seconds=1)
