"""Move runs forward, one write at a time. Knows the store and the bus by their ports; no Celery, no clock."""

from __future__ import annotations

import logging
import random
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from aurora_celery.engine.backlog import Queues
from aurora_celery.engine.decide import slot_of, spread
from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.finishing import Finisher
from aurora_celery.engine.held import Follow, Held
from aurora_celery.engine.observed import tell_end, tell_lost, tell_success
from aurora_celery.engine.observer import Observer
from aurora_celery.engine.onward import Onward, near, own_outputs, wants_inputs
from aurora_celery.engine.patience import patiently
from aurora_celery.engine.plans import PlanCache
from aurora_celery.engine.ports import Bus
from aurora_celery.engine.spreading import Spreader
from aurora_celery.engine.unsealing import Vault
from aurora_celery.engine.values import Values
from aurora_celery.engine.verdict import GiveUp, RetryAfter, after_crash
from aurora_celery.errors import NotFound, StoreError, StoreUnavailable
from aurora_celery.failpoints import failpoint
from aurora_celery.handlers.codec import decode
from aurora_celery.model.plan import CellPlan, PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.ports import CellRef, CellView, Finish, Holder, Output, Progress, Store, Take

T = TypeVar("T")

logger = logging.getLogger(__name__)


class _Claimed(NamedTuple):
    """A node that this process has claimed, or may have, and does not serve."""

    ref: CellRef
    part: CellPlan
    head: PlanHead
    slot: int
    token: str
    failure: Failure


class Engine:
    """Claims nodes, records how they end, and passes the news on."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        *,
        inline_limit: int,
        poison_after: int,
        rng: random.Random,
        secret_keys: Path | None = None,
        observer: Observer | None = None,
    ) -> None:
        self.observer = observer or Observer()
        self.store, self.poison_after, self.rng = store, poison_after, rng
        self.queues: Queues = bus
        self._unreturned: deque[_Claimed] = deque()
        self.plans = PlanCache(store.plans)
        self.values = Values(store.results, inline_limit=inline_limit)
        self.vault = Vault(store, keys=secret_keys)
        self.finisher = Finisher(runs=store.runs, values=self.values, bus=bus, observer=self.observer)
        self.spreader = Spreader(runs=store.runs, plans=self.plans, bus=bus, finisher=self.finisher)

    def claim(self, address: Address, holder: Holder) -> Held | None:
        """Take the node that a doorbell is about; None when it is not to be had, which is no error.

        Raises PlanNotFound for a message about a plan that the store never held.
        """
        failpoint("recv.before_claim")
        self._return_nodes()
        head = _ask(lambda: self.plans.head(address.plan), "reading a plan")
        cell, slot = head.locate(address.index)
        part = _ask(lambda: self.plans.cell(address.plan, cell), "reading a plan")
        ref, node = CellRef(address.run, address.epoch, cell), part.nodes[slot]
        wanted: dict[str, Any] = {"reads": near(head, part, node), "signals": node.slots, "root": not node.preds}
        wanted["inputs"] = wants_inputs(head, node)
        try:
            claim = _ask(
                lambda: self.store.runs.claim(ref, slot, holder=holder, **wanted), "a claim", sent="claim.sent_no_ack"
            )
            failpoint("claim.after")
            return None if claim is None else self.equip(Held(ref, slot, head, part, holder, claim))
        except StoreError:  # it has answered, and the answer is no, or else the node was given back
            raise
        except Exception as error:
            self._disown(_Claimed(ref, part, head, slot, holder.token, _reason(error)))
            raise

    def equip(self, held: Held) -> Held:
        """Load what the handler of a claimed node reads. A node for which that fails is given back."""
        try:
            nodes, inputs = _ask(lambda: self._material(held), "reading results")
        except Exception as error:
            self.give_back(held, _reason(error))
            raise
        return replace(held, nodes=nodes, inputs=inputs, secrets=self.vault.of(held.head.name))

    def give_back(self, held: Held, failure: Failure) -> None:
        """Return a node that is held but cannot be brought to an end here, for reasons that are not its own.

        It counts like a crash of the worker, so that it is not tried for ever. What the store does not take now is
        returned before the next claim: this process lives on, so nobody else would take the node from it.
        """
        self._unreturned.append(_Claimed(held.ref, held.part, held.head, held.slot, held.token, failure))
        self._return_nodes()

    def _disown(self, node: _Claimed) -> None:
        """A time limit struck around a claim: the store may have said yes, or be about to.

        So the node is returned now, and once more before the next claim.
        """
        self._unreturned.append(node)
        self._unreturned.appendleft(node)
        self._return_nodes(most=1)

    def _return_nodes(self, *, most: int | None = None) -> None:
        for _ in range(len(self._unreturned) if most is None else most):
            try:
                node = self._unreturned.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                self.lose(node.ref, node.part, head=node.head, slot=node.slot, token=node.token, why=node.failure)
            except NotFound as error:
                logger.warning("run %s: node %d cannot be given back: %s", node.ref.run, node.slot, error)
            except StoreError as error:
                logger.warning("run %s: node %d cannot be given back yet: %s", node.ref.run, node.slot, error)
                self._unreturned.appendleft(node)
                return
            except BaseException:  # the time limit of a task, above all
                self._unreturned.append(node)
                raise

    def succeed(self, held: Held, text: str, *, follow: Follow | None = None) -> bool:
        """Record a node's result, given as JSON, start what it makes ready, and claim what ``follow`` chooses.

        False when the claim was no longer ours. Raises ResultTooLarge.
        """
        output = _ask(
            lambda: self.values.keep_text(text, run=held.ref.run, name=f"{held.node.index}/{held.token}"), "a result"
        )
        finish = _ask(lambda: self._last_words(held, text), "the outputs")
        onward = Onward.from_node(held, follow) if follow is not None and finish is None else None
        take = None if onward is None else onward.next(held)
        progress = self._complete(held, output, finish=finish, take=take)
        if progress is None and (finish is not None or (take is not None and take.certain)):
            finish, progress = None, self._complete(held, output)
        if progress is None:
            return self._was_mine(held, onward=onward, take=take)
        if onward is not None and take is not None and progress.claim is not None:
            onward.took(held.ref, held.head, held.part, slot=take.slot, claim=progress.claim)
        failpoint("complete.after")
        self._tell(held, finish, progress)
        if finish is None:
            _ask(lambda: self._spread(held, progress, onward), "starting nodes")
        elif progress.continues:
            _ask(lambda: self.finisher.finish(held.ref.run, held.ref.epoch, head=held.head), "ending a run")
        return True

    def _tell(self, held: Held, finish: Finish | None, progress: Progress) -> None:
        """Let the observer know of a node's success, and of the run's end if the same write made it."""
        _ask(lambda: tell_success(self.observer, self.store.runs, held), "the tries of a node")
        if finish is not None and progress.began is not None:
            self.finisher.tell(held.ref.run, held.ref.epoch, head=held.head, finish=finish, began=progress.began)

    def _spread(self, held: Held, progress: Progress, onward: Onward | None) -> None:
        self.spreader.after(held.ref, held.part, head=held.head, progress=progress, onward=onward)

    def _complete(
        self, held: Held, output: Output, *, finish: Finish | None = None, take: Take | None = None
    ) -> Progress | None:
        node = held.node
        return _ask(
            lambda: self.store.runs.complete(
                held.ref,
                held.slot,
                token=held.token,
                output=output,
                slots=node.slots,
                gates=node.gates,
                finish=finish,
                take=take,
            ),
            "a result",
            sent="complete.sent_no_ack",
        )

    def retry(self, held: Held, failure: Failure, *, delay: float) -> bool:
        """Give a node back for another try. False when the claim was no longer ours.

        A node of a cancelled run is not tried again: it ends as cancelled.
        """
        given = _ask(
            lambda: self.store.runs.retry(held.ref, held.slot, token=held.token, failure=failure, delay=delay),
            "a retry",
        )
        failpoint("retry.after_record")
        if not given:
            return self.abandon(held.ref, held.part, head=held.head, slot=held.slot, token=held.token)
        if delay <= 0:
            self.spreader.ring(held.ref.run, held.ref.epoch, head=held.head, part=held.part, slots=[held.slot])
        return given

    def abandon(self, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, token: str) -> bool:
        """End a node of a cancelled run that its holder gives up, or that is taken from it. False if it is not such."""
        progress = _ask(lambda: self.store.runs.abandon(ref, slot, token=token), "a cancelled node")
        if progress is None:
            return False
        if (view := self.store.runs.cell(ref) if self.observer.wants_history else None) is not None:
            tell_end(self.observer, view, part, head=head, slot=slot, state=NodeState.CANCELLED, why=None)
        self.spreader.after(ref, part, head=head, progress=progress)
        return True

    def fail(self, held: Held, failure: Failure) -> bool:
        """Record that a node has failed for good. False when the claim was no longer ours."""
        return _ask(
            lambda: self.fail_slot(held.ref, held.part, head=held.head, slot=held.slot, token=held.token, why=failure),
            "a failure",
        )

    def fail_slot(self, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, token: str, why: Failure) -> bool:
        """Fail the node that a token holds, skip what depends on it, pass the news on."""
        node = part.nodes[slot]
        why = replace(why, node=node.id)
        while (view := self.store.runs.cell(ref)) is not None:
            state = slot_of(view, slot)
            if state.token != token or state.state not in (NodeState.RUNNING, NodeState.RETRYING):
                return self._had_failed(view, part, head=head, slot=slot, token=token)
            fallen = spread(part, view, slots=node.slots, gates=node.gates)
            progress = self.store.runs.fail(ref, slot, token=token, failure=why, skips=fallen.slots)
            if progress is not None:
                tell_end(self.observer, view, part, head=head, slot=slot, state=NodeState.FAILED, why=why)
                self.spreader.after_failure(
                    ref, part, head=head, gates=fallen.gates, cause=node.index, progress=progress
                )
                return True
        return False

    def _had_failed(self, view: CellView, part: CellPlan, *, head: PlanHead, slot: int, token: str) -> bool:
        """Whether a failure that was refused is on record, its answer having got lost; then it is passed on now."""
        state = slot_of(view, slot)
        if state.token != token or state.state is not NodeState.FAILED:
            return False
        self.spreader.redrive(part, view, head=head, slots=())
        return True

    def lose(self, ref: CellRef, part: CellPlan, *, head: PlanHead, slot: int, token: str, why: Failure) -> None:
        """Take a node back from a holder that is dead; fail it when its holders keep dying."""
        view = self.store.runs.cell(ref)
        if view is None or (state := slot_of(view, slot)).token != token or state.state is not NodeState.RUNNING:
            return
        tell = partial(tell_lost, self.observer, view, part, head=head, slot=slot, why=why)
        if view.control is Control.CANCEL:
            if self.abandon(ref, part, head=head, slot=slot, token=token):
                tell(state=NodeState.CANCELLED)
            return
        match after_crash(why, crashes=state.crashes, limit=self.poison_after):
            case GiveUp(failure):
                if self.fail_slot(ref, part, head=head, slot=slot, token=token, why=failure):
                    tell(state=NodeState.FAILED)
            case RetryAfter(delay):
                if self.store.runs.retry(ref, slot, token=token, failure=why, delay=delay, crashed=True):
                    tell(state=NodeState.RETRYING)
                    failpoint("reaper.after_bump")
                    self.spreader.ring(ref.run, ref.epoch, head=head, part=part, slots=[slot])

    def _material(self, held: Held) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """Results and inputs that the handler reads, and the run's outputs too if this node ends the run."""
        head, part, node, claim = held.head, held.part, held.node, held.claim
        far: dict[int, list[int]] = {}
        names = {**node.reads, **(own_outputs(head) if node.index == head.final else {})}
        found = {(part.number, slot): output for slot, output in claim.outputs.items()}
        for index in names.values():
            if (place := head.locate(index)) not in found and index != node.index:
                far.setdefault(place[0], []).append(place[1])
        if far:
            found |= self.store.runs.outputs(held.ref.run, far)
        nodes = self.values.load({n: found[head.locate(i)] for n, i in names.items() if i != node.index})
        return nodes, self.values.inputs(claim.inputs) if claim.inputs is not None else {}

    def _last_words(self, held: Held, text: str) -> Finish | None:
        """How the run ends, when this node's success ends it: then one write does both."""
        head, node = held.head, held.node
        if head.cells > 1 or node.index != head.final:
            return None
        nodes = {**held.nodes, node.id: decode(text)}
        last = self.finisher.outcome(held.ref.run, held.ref.epoch, head=head, nodes=nodes, inputs=held.inputs)
        return replace(last, after=head.size - 1)

    def _was_mine(self, held: Held, *, onward: Onward | None, take: Take | None) -> bool:
        """After a completion that was refused: ours if an answer got lost, a stranger's if we were fenced.

        An answer that got lost may have been that of a write that also took a node.
        """
        view = _ask(lambda: self.store.runs.cell(held.ref), "reading a cell")
        if view is None:
            return False
        state = slot_of(view, held.slot)
        if state.token != held.token or state.state is not NodeState.SUCCEEDED:
            return False
        if onward is not None and take is not None:
            _ask(lambda: self.spreader.recall(view, held.part, [take.slot], head=held.head, onward=onward), "a claim")
        _ask(lambda: self.spreader.redrive(held.part, view, head=held.head, slots=held.node.slots), "starting nodes")
        return True


def _reason(error: Exception) -> Failure:
    return Failure(reason="exception", type=type(error).__name__, message=str(error))


def _ask(call: Callable[[], T], what: str, *, sent: str = "") -> T:
    """``sent`` names the place at which the answer to a call may get lost."""

    def answered() -> T:
        answer = call()
        failpoint(sent, raises=StoreUnavailable)
        return answer

    return patiently(answered if sent else call, what=what)
