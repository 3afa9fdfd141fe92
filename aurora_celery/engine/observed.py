"""Tell an observer how tries, nodes and runs end, from what the engine has at hand where they do."""

from __future__ import annotations

from datetime import datetime

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.ended import Ended
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import NodeEnded, NodePlace, Observer, RunEnded, TryEnded, place_of
from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import Began, CellRef, CellView, Finish, RunStore, SlotView


def tell_try(observer: Observer, held: Held, ended: Ended, *, waited: float | None) -> None:
    """A try of the calling process has ended. One that others took over, or that was given back, is told by those."""
    if ended.counted and not ended.returned:
        observer.try_ended(
            TryEnded(
                place=place_of(held),
                attempt=held.claim.attempt,
                state=ended.state,
                failure=ended.failure,
                seconds=ended.seconds,
                waited=waited,
            )
        )


def tell_lost(
    observer: Observer, view: CellView, part: CellPlan, *, head: PlanHead, slot: int, state: NodeState, why: Failure
) -> None:
    """A try has ended whose holder could not say so; the view is of the time before."""
    before = slot_of(view, slot)
    place = place_in(view.ref, part, head=head, slot=slot)
    observer.try_ended(
        TryEnded(place=place, attempt=before.attempt, state=state, lost=True, failure=why, started=before.started)
    )


def tell_success(observer: Observer, runs: RunStore, held: Held) -> None:
    """A node has succeeded. When its first try began has to be looked up, if there was another one."""
    began, attempts = None, held.claim.attempt
    if attempts > 1 and observer.wants_history and (view := runs.cell(held.ref)) is not None:
        began = first_began(slot_of(view, held.slot), held.ref.epoch)
    ended = NodeEnded(place=place_of(held), state=NodeState.SUCCEEDED, attempts=attempts, began=began)
    observer.node_ended(ended)


def tell_end(
    observer: Observer,
    view: CellView,
    part: CellPlan,
    *,
    head: PlanHead,
    slot: int,
    state: NodeState,
    why: Failure | None,
) -> None:
    """A node has failed, or ended with its run; the view is of the time before."""
    before, place = slot_of(view, slot), place_in(view.ref, part, head=head, slot=slot)
    began = first_began(before, view.ref.epoch)
    observer.node_ended(NodeEnded(place=place, state=state, attempts=before.attempt, began=began, failure=why))


def tell_run(observer: Observer, run: str, epoch: int, *, head: PlanHead, finish: Finish, began: Began) -> None:
    """An epoch of a run has ended."""
    observer.run_ended(
        RunEnded(
            run=run,
            epoch=epoch,
            head=head,
            state=finish.state,
            began=began.at,
            traceparent=began.traceparent,
            failure=finish.error,
        )
    )


def place_in(ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int) -> NodePlace:
    """Where the node in a slot of a cell is."""
    return NodePlace(run=ref.run, epoch=ref.epoch, head=head, node=part.nodes[slot])


def first_began(state: SlotView, epoch: int) -> datetime | None:
    """When the first try of a node in an epoch began, as far as its history tells."""
    known = [past.started for past in state.history if past.epoch == epoch] + [state.started]
    return min((moment for moment in known if moment is not None), default=None)
