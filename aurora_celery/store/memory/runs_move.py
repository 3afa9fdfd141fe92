"""Moves of nodes in memory: claim, complete, retry, fail, and what passes between cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aurora_celery.model.run import Attempt, Failure
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.failures import HISTORY_LIMIT, bounded
from aurora_celery.store.memory.records import CellRecord, RunRecord, SlotRecord, untouched
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.ports import Began, CellRef, Claim, Finish, Holder, Output, Progress, Take


class Moves:
    """The part of ``RunStore`` that moves nodes."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def claim(
        self,
        ref: CellRef,
        slot: int,
        *,
        holder: Holder,
        reads: Sequence[int] = (),
        signals: Sequence[int] = (),
        inputs: bool = False,
        root: bool = False,
    ) -> Claim | None:
        """Take a node."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or not 0 <= slot < len(cell.slots):
                return None
            node = cell.slots[slot]
            if self._free(cell, node):
                self._take(cell, node, holder)
                if root and ref.cell == 0:
                    cell.run.state = RunState.RUNNING
            elif not _held(node, holder.token):
                return None
            return _claim(cell, node, reads=reads, signals=signals, inputs=inputs)

    def complete(
        self,
        ref: CellRef,
        slot: int,
        *,
        token: str | None,
        output: Output,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        finish: Finish | None = None,
        take: Take | None = None,
    ) -> Progress | None:
        """Record a result and give its signals, and take another node."""
        with self._state.lock:
            cell = self._running(ref, slot, token)
            if cell is None or (finish is not None and not _ends_with(cell, finish)):
                return None
            if take is not None and not _takeable(cell, take, signalled=take.slot in slots):
                if take.certain:
                    return None
                take = None
            node = cell.slots[slot]
            node.state, node.output, node.finished = NodeState.SUCCEEDED, output, self._state.now()
            self._advance(cell, 1)
            _signal(cell, slots=slots, gates=gates)
            if finish is not None:
                cell.run.closed.add(0)
                self._state.end(cell.run, finish)
            progress = self._progress(cell, slots=slots, gates=gates, take=take)
            return progress if finish is None else replace(progress, began=_began(cell.run))

    def retry(
        self,
        ref: CellRef,
        slot: int,
        *,
        token: str,
        failure: Failure,
        delay: float,
        crashed: bool = False,
        counted: bool = True,
    ) -> bool:
        """Give a running node back."""
        with self._state.lock:
            cell = self._running(ref, slot, token)
            if cell is None or cell.control is Control.CANCEL:
                return False
            node, now = cell.slots[slot], self._state.now()
            node.history = self._history(node, bounded(failure), epoch=ref.epoch, now=now)
            node.state, node.not_before = NodeState.RETRYING, now + timedelta(milliseconds=round(delay * 1000))
            node.token = node.worker = node.pid = node.started = None
            node.crashes += counted and crashed
            node.retries += counted and not crashed
            cell.due = min(cell.due, node.not_before)
            return True

    def fail(
        self, ref: CellRef, slot: int, *, token: str | None, failure: Failure, skips: Sequence[int] = ()
    ) -> Progress | None:
        """Record a failure for good."""
        with self._state.lock:
            cell = self._running(ref, slot, token)
            if cell is None or not untouched(cell, skips):
                return None
            node, kept = cell.slots[slot], bounded(failure)
            now = self._state.now()
            node.history = self._history(node, kept, epoch=ref.epoch, now=now)
            node.state, node.failure, node.finished = NodeState.FAILED, kept, now
            _skip(cell, skips, cause=cell.offset + slot, moment=now)
            self._advance(cell, 1 + len(skips))
            if ref.cell == 0:
                cell.run.fail(kept)
            return cell.progress()

    def skip(self, ref: CellRef, slot: int, *, skips: Sequence[int] = ()) -> Progress | None:
        """Skip a node that has not ended."""
        with self._state.lock:
            cell = self._running(ref, slot, None)
            if cell is None or not untouched(cell, skips):
                return None
            _skip(cell, [slot, *skips], cause=cell.offset + slot, moment=self._state.now())
            self._advance(cell, 1 + len(skips))
            return cell.progress()

    def abandon(self, ref: CellRef, slot: int, *, token: str) -> Progress | None:
        """End a running node of a cancelled cell."""
        with self._state.lock:
            cell = self._running(ref, slot, token)
            if cell is None or cell.control is not Control.CANCEL:
                return None
            node = cell.slots[slot]
            node.state, node.finished = NodeState.CANCELLED, self._state.now()
            self._advance(cell, 1)
            return cell.progress()

    def arrive(
        self,
        ref: CellRef,
        gate: int,
        *,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        take: Take | None = None,
    ) -> Progress | None:
        """Deliver the opening of a gate."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or gate in cell.arrived:
                return None
            cell.arrived[gate] = self._state.now()
            cell.open = cell.open or bool(gates)
            self._advance(cell, 0)
            takeable = take is not None and _takeable(cell, take, signalled=take.slot in slots)
            _signal(cell, slots=slots, gates=gates)
            return self._progress(cell, slots=slots, gates=gates, take=take if takeable else None)

    def arrive_dead(
        self, ref: CellRef, gate: int, *, cause: int, skips: Sequence[int] = (), gates: Sequence[int] = ()
    ) -> Progress | None:
        """Deliver that a gate can never open."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or gate in cell.dead or not untouched(cell, skips):
                return None
            for dead in (gate, *gates):
                cell.dead.setdefault(dead, cause)
            cell.open = cell.open or bool(gates)
            _skip(cell, skips, cause=cause, moment=self._state.now())
            self._advance(cell, len(skips))
            return cell.progress()

    def note_failure(self, run: str, epoch: int, failure: Failure) -> None:
        """Note the first failure on the run."""
        with self._state.lock:
            record = self._state.runs.get(run)
            if record is not None and record.epoch == epoch:
                record.fail(bounded(failure))

    def _free(self, cell: CellRecord, node: SlotRecord) -> bool:
        if not cell.go or not cell.live or node.waits:
            return False
        again = node.not_before is not None and node.not_before <= self._state.now()
        return node.state is NodeState.PENDING or (node.state is NodeState.RETRYING and again)

    def _take(self, cell: CellRecord, node: SlotRecord, holder: Holder) -> None:
        node.state, node.started = NodeState.RUNNING, self._state.now()
        node.token, node.worker, node.pid = holder.token, holder.worker, holder.pid
        node.attempt += 1
        cell.due = min(cell.due, self._state.after(self._state.attention))

    def _progress(self, cell: CellRecord, *, slots: Sequence[int], gates: Sequence[int], take: Take | None) -> Progress:
        if take is None:
            return cell.progress(slots=slots, gates=gates)
        taken = cell.slots[take.slot]
        self._take(cell, taken, take.holder)
        progress = cell.progress(slots=[slot for slot in slots if slot != take.slot], gates=gates)
        claim = _claim(cell, taken, reads=take.reads, signals=take.signals, inputs=take.inputs)
        return replace(progress, claim=claim)

    def _running(self, ref: CellRef, slot: int, token: str | None) -> CellRecord | None:
        """The cell, if the holder of the token runs the node; without one, if the node has not ended."""
        cell = self._state.cell(ref)
        if cell is None or not 0 <= slot < len(cell.slots):
            return None
        if token is not None:
            return cell if _held(cell.slots[slot], token) else None
        begun = not cell.slots[slot].state.is_terminal
        return cell if begun and cell.live and cell.control is not Control.CANCEL else None

    def _advance(self, cell: CellRecord, nodes: int) -> None:
        cell.done += nodes
        cell.rounds = 0
        cell.due = min(cell.due, self._state.after(self._state.attention))

    @staticmethod
    def _history(node: SlotRecord, failure: Failure, *, epoch: int, now: datetime) -> tuple[Attempt, ...]:
        if node.started is None:
            return node.history
        attempt = Attempt(
            number=node.attempt,
            epoch=epoch,
            started=node.started,
            finished=now,
            worker=node.worker,
            failure=failure,
        )
        return (*node.history, attempt)[-HISTORY_LIMIT:]


def _began(run: RunRecord) -> Began:
    return Began(run.reopened or run.created, run.new.traceparent)


def _held(node: SlotRecord, token: str) -> bool:
    return node.state is NodeState.RUNNING and node.token == token


def _claim(cell: CellRecord, node: SlotRecord, *, reads: Sequence[int], signals: Sequence[int], inputs: bool) -> Claim:
    found = ((read, cell.slots[read].output) for read in reads)
    return Claim(
        attempt=node.attempt,
        crashes=node.crashes,
        retries=node.retries,
        outputs={read: output for read, output in found if output is not None},
        inputs=cell.run.new.inputs if inputs else None,
        waits={slot: cell.slots[slot].waits for slot in signals},
    )


def _takeable(cell: CellRecord, take: Take, *, signalled: bool) -> bool:
    node = cell.slots[take.slot]
    fresh = node.state is NodeState.PENDING and node.waits == int(signalled)
    return fresh and cell.go and cell.live


def _ends_with(cell: CellRecord, finish: Finish) -> bool:
    unbroken = cell.run.live and cell.run.error is None and cell.control is not Control.CANCEL
    return unbroken and (finish.after is None or cell.done == finish.after)


def _signal(cell: CellRecord, *, slots: Sequence[int], gates: Sequence[int]) -> None:
    for slot in slots:
        cell.slots[slot].waits -= 1
    for gate in gates:
        cell.gates[gate] -= 1


def _skip(cell: CellRecord, slots: Sequence[int], *, cause: int, moment: datetime) -> None:
    for slot in slots:
        node = cell.slots[slot]
        node.state, node.cause, node.finished = NodeState.SKIPPED, cause, moment
