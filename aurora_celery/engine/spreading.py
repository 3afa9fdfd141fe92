"""Carry the news of a write on: ring for what is ready, open gates in other cells, close cells, end the run."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aurora_celery.engine.decide import (
    dead_gates,
    destinations,
    first_failure,
    is_ready,
    is_settled,
    open_gates,
    slot_of,
    spread,
)
from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.finishing import Finisher
from aurora_celery.engine.onward import Onward
from aurora_celery.engine.plans import PlanCache
from aurora_celery.engine.ports import Bus
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.failpoints import failpoint
from aurora_celery.model.plan import CellPlan, Gate, GateOut, PlanHead
from aurora_celery.model.states import Control
from aurora_celery.store.ports import CellRef, CellView, Progress, RunStore

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Errand:
    """What is still to be carried for one run. Gates cascade, so this is a queue and not a recursion."""

    run: str
    epoch: int
    head: PlanHead
    onward: Onward | None = None
    opened: deque[Gate] = field(default_factory=deque)
    dead: deque[tuple[Gate, int]] = field(default_factory=deque)
    full: set[int] = field(default_factory=set)


class Spreader:
    """Acts on what a write left behind. Every act may be repeated: the store accepts each one once."""

    def __init__(self, *, runs: RunStore, plans: PlanCache, bus: Bus, finisher: Finisher) -> None:
        self._runs, self._plans, self._bus, self._finisher = runs, plans, bus, finisher

    def after(
        self, ref: CellRef, part: CellPlan, *, head: PlanHead, progress: Progress, onward: Onward | None = None
    ) -> None:
        """Carry on what a completion left behind in a cell."""
        errand = _Errand(ref.run, ref.epoch, head, onward)
        self._note(errand, part, progress)
        self._carry(errand)

    def after_failure(
        self, ref: CellRef, part: CellPlan, *, head: PlanHead, gates: Iterable[int], cause: int, progress: Progress
    ) -> None:
        """Carry on the failure of a node, which took the given gates of its cell with it."""
        errand = _Errand(ref.run, ref.epoch, head)
        errand.dead.extend((part.gate(gate), cause) for gate in gates)
        self._note(errand, part, progress)
        self._carry(errand)

    def redrive(self, part: CellPlan, view: CellView, *, head: PlanHead, slots: Iterable[int] | None = None) -> int:
        """Do again whatever the state of a cell calls for; how many nodes were rung for.

        ``slots`` restricts the ringing, not the rest.
        """
        errand = _Errand(view.ref.run, view.ref.epoch, head)
        wanted = range(len(part.nodes)) if slots is None else slots
        rung = self._ring_ready(errand, part, view=view, slots=wanted) if view.go else 0
        if view.control is not Control.CANCEL:
            self._resume_gates(errand, part, view)
        if view.done >= len(part.nodes):
            errand.full.add(part.number)
        self._carry(errand)
        return rung

    def ring(self, run: str, epoch: int, *, head: PlanHead, part: CellPlan, slots: Iterable[int]) -> bool:
        """Wake workers for slots of a cell. A broker that fails is only slow: the sweeper rings again."""
        return self.ring_all([Doorbell(run, epoch, head, part.nodes[slot]) for slot in slots])

    def ring_all(self, doorbells: Sequence[Doorbell]) -> bool:
        """Wake workers for nodes of one run. A broker that fails (False) is only slow: the sweeper rings again."""
        if not doorbells:
            return True
        try:
            self._bus.ring(doorbells)
        except BrokerUnavailable as error:
            run, count = doorbells[0].run, len(doorbells)
            logger.warning("run %s: %d nodes are ready but could not be rung for: %s", run, count, error)
            return False
        return True

    def _carry(self, errand: _Errand) -> None:
        self._deliver(errand)
        while errand.full:
            self._close(errand, errand.full.pop())

    def _deliver(self, errand: _Errand) -> None:
        while errand.opened or errand.dead:
            if errand.opened:
                gate = errand.opened.popleft()
                for out in gate.outs:
                    self._open(errand, gate, out)
            else:
                gate, cause = errand.dead.popleft()
                for out in gate.outs:
                    self._bury(errand, gate, out=out, cause=cause)

    def _note(self, errand: _Errand, part: CellPlan, progress: Progress) -> None:
        if progress.go:
            self.ring(errand.run, errand.epoch, head=errand.head, part=part, slots=progress.ready)
        errand.opened.extend(part.gate(gate) for gate in progress.opened)
        if progress.done >= len(part.nodes):
            errand.full.add(part.number)

    def _ring_ready(self, errand: _Errand, part: CellPlan, *, view: CellView, slots: Iterable[int]) -> int:
        ready = [slot for slot in slots if is_ready(slot_of(view, slot))]
        rung = self.ring(errand.run, errand.epoch, head=errand.head, part=part, slots=ready)
        return len(ready) if rung else 0

    def recall(self, view: CellView, part: CellPlan, slots: Iterable[int], *, head: PlanHead, onward: Onward) -> None:
        """Take up the claim of one of these slots that was made under this holder, and whose answer got lost."""
        for slot in slots:
            if slot_of(view, slot).token == onward.holder.token:
                take = onward.recall(head, part, slot)
                claim = self._runs.claim(
                    view.ref, slot, holder=take.holder, reads=take.reads, signals=take.signals, inputs=take.inputs
                )
                if claim is not None:
                    onward.took(view.ref, head, part, slot=slot, claim=claim)

    def _open(self, errand: _Errand, gate: Gate, out: GateOut) -> None:
        ref, onward, head = CellRef(errand.run, errand.epoch, out.cell), errand.onward, errand.head
        part = self._plans.cell(head.hash, out.cell)
        take = None if onward is None else onward.beyond(ref, head, part, slots=out.slots)
        failpoint("gate.before_arrival")
        progress = self._runs.arrive(ref, gate.id, slots=out.slots, gates=out.gates, take=take)
        if progress is not None:
            if onward is not None and take is not None and progress.claim is not None:
                onward.took(ref, head, part, slot=take.slot, claim=progress.claim)
            self._note(errand, part, progress)
        elif (view := self._runs.cell(ref)) is not None and view.go:
            if onward is not None:
                self.recall(view, part, out.slots, head=head, onward=onward)
            self._ring_ready(errand, part, view=view, slots=out.slots)
            errand.opened.extend(found for found in open_gates(part, view) if found.id in out.gates)

    def _bury(self, errand: _Errand, gate: Gate, *, out: GateOut, cause: int) -> None:
        """Tell another cell that a gate is dead. What fell in the gate's own cell fell with the failure itself."""
        if out.cell == gate.cell:
            return
        ref = CellRef(errand.run, errand.epoch, out.cell)
        part = self._plans.cell(errand.head.hash, out.cell)
        while (view := self._runs.cell(ref)) is not None and gate.id not in view.dead:
            fallen = spread(part, view, slots=out.slots, gates=out.gates)
            progress = self._runs.arrive_dead(ref, gate.id, cause=cause, skips=fallen.slots, gates=fallen.gates)
            if progress is not None:
                errand.dead.extend((part.gate(item), cause) for item in fallen.gates)
                self._note(errand, part, progress)

    def _close(self, errand: _Errand, cell: int) -> None:
        """Close a cell that is settled, and end the run with its last cell.

        A gate may have been opened by a process that died before it could tell the other cells; whoever
        closes the cell answers for all of its gates.
        """
        ref = CellRef(errand.run, errand.epoch, cell)
        part = self._plans.cell(errand.head.hash, cell)
        if errand.head.cells > 1 and not self._settle(errand, ref, part):
            return
        if errand.head.cells > 1:
            closed = self._runs.close(ref)
            if closed is None or closed < errand.head.cells:
                return
        failpoint("close.before_finish")
        self._finisher.finish(errand.run, errand.epoch, head=errand.head)

    def _settle(self, errand: _Errand, ref: CellRef, part: CellPlan) -> bool:
        view = self._runs.cell(ref)
        if view is None or not is_settled(part, view):
            return False
        if (failure := first_failure(part, view)) is not None and ref.cell:
            self._runs.note_failure(ref.run, ref.epoch, failure)
        if view.control is not Control.CANCEL:
            # Nobody would find out that a claim was made here if the answer got lost: these gates are another's news.
            errand.onward = None
            self._resume_gates(errand, part, view)
            self._deliver(errand)
        return True

    def _resume_gates(self, errand: _Errand, part: CellPlan, view: CellView) -> None:
        """Take up the gates of a cell that are open or dead and whose news has not reached every cell."""
        opened, dead = open_gates(part, view), dead_gates(part, view)
        if not opened and not dead:
            return
        missing = self._runs.undelivered(view.ref.run, view.ref.epoch, destinations(part))
        lost = {gate for gates in missing.values() for gate in gates}
        inside = {gate.id for gate in opened if any(out.cell == part.number for out in gate.outs)}
        lost |= inside - view.arrived.keys()
        errand.opened.extend(gate for gate in opened if gate.id in lost)
        errand.dead.extend((gate, cause) for gate, cause in dead if gate.id in lost)
