"""What the in-memory store holds: one mutable record for each run, cell and node, and their views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Attempt, Failure, NodeProgress
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.cancelled import HELD, cancelled_with
from aurora_celery.store.ports import CellRef, CellSeed, CellView, NewRun, Output, Progress, RunView, SlotView
from aurora_celery.store.words import words_of_failure, words_of_submit


@dataclass(slots=True)
class SlotRecord:
    """One node."""

    waits: int = 0
    state: NodeState = NodeState.PENDING
    attempt: int = 0
    retries: int = 0
    crashes: int = 0
    token: str | None = None
    worker: str | None = None
    pid: int | None = None
    started: datetime | None = None
    finished: datetime | None = None
    not_before: datetime | None = None
    output: Output | None = None
    failure: Failure | None = None
    cause: int | None = None
    history: tuple[Attempt, ...] = ()
    progress: NodeProgress | None = None

    def view(self) -> SlotView:
        """The node as it stands."""
        view = SlotView(**{name: getattr(self, name) for name in SlotRecord.__slots__})
        is_old = self.progress is not None and self.progress.attempt != self.attempt
        return replace(view, progress=None) if is_old else view


@dataclass(slots=True)
class CellRecord:
    """One cell of a run. ``open`` is False once it needs no more attention."""

    run: RunRecord
    number: int
    offset: int
    slots: list[SlotRecord]
    gates: dict[int, int]
    due: datetime
    done: int = 0
    rounds: int = 0
    open: bool = True
    arrived: dict[int, datetime] = field(default_factory=dict)
    dead: dict[int, int] = field(default_factory=dict)
    epoch: int = 0
    control: Control = Control.GO
    controls: int = 0
    cancelled: datetime | None = None

    @property
    def live(self) -> bool:
        """The first cell lives as long as its run."""
        return self.run.live and (self.number == 0 or self.open)

    @property
    def go(self) -> bool:
        """False while nothing of the cell may start."""
        return self.control is Control.GO

    @property
    def is_untouched(self) -> bool:
        """True while nothing has happened in the cell."""
        begun = any(slot.attempt or slot.history or slot.state is not NodeState.PENDING for slot in self.slots)
        return not (begun or self.arrived or self.dead)

    @property
    def ref(self) -> CellRef:
        """Its address in its epoch."""
        return CellRef(self.run.new.id, self.epoch, self.number)

    def obey(self, control: Control, number: int, *, moment: datetime, due: datetime) -> None:
        """Take a control over, unless a newer one is known. What nobody holds has ended when the cell is cancelled."""
        if self.controls >= number:
            return
        self.control, self.controls, self.due = control, number, min(self.due, due)
        if control is Control.CANCEL:
            self.cancelled = moment
            self.done = sum(slot.state not in HELD for slot in self.slots)

    def progress(self, *, slots: Sequence[int] = (), gates: Sequence[int] = ()) -> Progress:
        """What a write that signalled these left behind."""
        return Progress(
            ready=tuple(slot for slot in slots if self.slots[slot].waits == 0),
            opened=tuple(gate for gate in gates if self.gates[gate] == 0),
            done=self.done,
            go=self.go,
            continues=self.number == 0 and self.run.continues,
        )

    def view(self, now: datetime) -> CellView:
        """The cell as it stands."""
        return CellView(
            ref=self.ref,
            plan=self.run.new.plan,
            size=len(self.slots),
            done=self.done,
            control=self.control,
            live=self.live,
            created=self.run.created,
            now=now,
            due=self.due,
            rounds=self.rounds,
            slots={number: self._shown(slot.view()) for number, slot in enumerate(self.slots)},
            gates=dict(self.gates),
            arrived=dict(self.arrived),
            dead=dict(self.dead),
            cancelled=self.cancelled,
        )

    def _shown(self, state: SlotView) -> SlotView:
        return state if self.cancelled is None else cancelled_with(state, self.cancelled)


@dataclass(slots=True)
class RunRecord:
    """One run with its cells."""

    new: NewRun
    created: datetime
    state: RunState = RunState.PENDING
    cells: list[CellRecord] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    finished: datetime | None = None
    expires: datetime | None = None
    outputs: Output | None = None
    error: Failure | None = None
    continued: bool = False
    key: str | None = None
    free_at: datetime | None = None
    deadline: datetime | None = None
    operations: tuple[Operation, ...] = ()
    pending: Operation | None = None
    before: RunState = RunState.PENDING
    reopened: datetime | None = None
    words: frozenset[str] = frozenset()

    @property
    def live(self) -> bool:
        """True until the run has ended."""
        return not self.state.is_terminal

    @property
    def epoch(self) -> int:
        """The run's epoch is that of its first cell."""
        return self.cells[0].epoch

    @property
    def control(self) -> Control:
        """What the run's nodes may do; a later cell may still have to be told."""
        return self.cells[0].control

    @property
    def continues(self) -> bool:
        """True while a continuation waits to be handed on."""
        return self.new.continuation is not None and not self.continued

    def fail(self, failure: Failure) -> None:
        """Note a failure unless one is noted."""
        if self.error is None:
            self.error = failure
            self.words |= {*words_of_failure(failure)}

    def view(self) -> RunView:
        """The run as it stands."""
        new = self.new
        return RunView(
            id=new.id,
            graph=new.graph,
            version=new.version,
            plan=new.plan,
            state=self.state,
            epoch=self.epoch,
            cells=len(self.cells),
            closed=len(self.closed),
            created=self.created,
            finished=self.finished,
            inputs=new.inputs,
            outputs=self.outputs,
            error=self.error,
            labels=dict(new.labels),
            key=self.key,
            continuation=new.continuation,
            continued=self.continued,
            control=self.control,
            deadline=self.deadline,
            operations=self.operations,
            pending=self.pending,
            origin=new.origin,
            shares=new.shares,
            reopened=self.reopened,
            traceparent=new.traceparent,
        )


def new_record(run: NewRun, *, created: datetime, due: datetime) -> RunRecord:
    """A run that nothing has happened in but what it keeps of another."""
    record = RunRecord(run, created, key=run.key, words=frozenset(words_of_submit(run)))
    if run.key is not None and run.window is not None:
        record.free_at = created + timedelta(seconds=run.window)
    if run.deadline is not None:
        record.deadline = created + timedelta(seconds=run.deadline)
    if run.origin is not None and any(seed.kept for seed in run.cells):
        record.state = RunState.RUNNING
    offset = 0
    for seed in run.cells:
        slots = [SlotRecord() for _ in range(seed.size)]
        cell = CellRecord(record, seed.number, offset, slots, {}, due)
        begin(cell, seed, moment=created)
        record.cells.append(cell)
        offset += seed.size
    return record


def begin(cell: CellRecord, seed: CellSeed, *, moment: datetime) -> None:
    """Give a cell the first state of an epoch; nodes that are neither kept nor new stay as they are."""
    cell.gates, cell.arrived, cell.dead = dict(seed.gates), dict.fromkeys(seed.arrived, moment), {}
    for number, slot in enumerate(cell.slots):
        slot.waits = seed.slots.get(number, 0)
    for number, output in seed.kept.items():
        kept = cell.slots[number]
        kept.state, kept.output, kept.finished = NodeState.SUCCEEDED, output, moment
    cell.done = sum(slot.state.is_terminal for slot in cell.slots)
    cell.open = not seed.settled
    if seed.settled:
        cell.run.closed.add(cell.number)


def untouched(cell: CellRecord, slots: Iterable[int]) -> bool:
    """True when none of these nodes has begun, nor been cancelled."""
    slots = list(slots)
    if slots and cell.control is Control.CANCEL:
        return False
    return all(cell.slots[slot].state is NodeState.PENDING for slot in slots)
