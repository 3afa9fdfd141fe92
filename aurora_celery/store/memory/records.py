"""What the in-memory store holds: one mutable record for each run, cell and node, and their views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aurora_celery.model.run import Attempt, Failure
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellRef, CellView, NewRun, Output, Progress, RunView, SlotView


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

    def view(self) -> SlotView:
        """The node as it stands."""
        return SlotView(**{name: getattr(self, name) for name in SlotRecord.__slots__})


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

    @property
    def live(self) -> bool:
        """The first cell lives as long as its run."""
        return self.run.live and (self.number == 0 or self.open)

    @property
    def ref(self) -> CellRef:
        """Its address in the run's epoch."""
        return CellRef(self.run.new.id, self.run.epoch, self.number)

    def progress(self, *, slots: Sequence[int] = (), gates: Sequence[int] = ()) -> Progress:
        """What a write that signalled these left behind."""
        return Progress(
            ready=tuple(slot for slot in slots if self.slots[slot].waits == 0),
            opened=tuple(gate for gate in gates if self.gates[gate] == 0),
            done=self.done,
            go=self.run.go,
            continues=self.number == 0 and self.run.continues,
        )

    def view(self, now: datetime) -> CellView:
        """The cell as it stands."""
        return CellView(
            ref=self.ref,
            plan=self.run.new.plan,
            size=len(self.slots),
            done=self.done,
            go=self.run.go,
            live=self.live,
            created=self.run.created,
            now=now,
            due=self.due,
            rounds=self.rounds,
            slots={number: slot.view() for number, slot in enumerate(self.slots)},
            gates=dict(self.gates),
            arrived=dict(self.arrived),
            dead=dict(self.dead),
        )


@dataclass(slots=True)
class RunRecord:
    """One run with its cells."""

    new: NewRun
    created: datetime
    epoch: int = 0
    state: RunState = RunState.PENDING
    cells: list[CellRecord] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    finished: datetime | None = None
    expires: datetime | None = None
    outputs: Output | None = None
    error: Failure | None = None
    continued: bool = False

    @property
    def live(self) -> bool:
        """True until the run has ended."""
        return not self.state.is_terminal

    @property
    def go(self) -> bool:
        """False when nothing may be published."""
        return self.state not in (RunState.PAUSED, RunState.CANCELLED)

    @property
    def continues(self) -> bool:
        """True while a continuation waits to be handed on."""
        return self.new.continuation is not None and not self.continued

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
            key=new.key,
            continuation=new.continuation,
            continued=self.continued,
        )


def new_record(run: NewRun, *, created: datetime, due: datetime) -> RunRecord:
    """A run that nothing has happened in."""
    record = RunRecord(run, created)
    offset = 0
    for seed in run.cells:
        slots = [SlotRecord(waits=seed.slots.get(number, 0)) for number in range(seed.size)]
        record.cells.append(CellRecord(record, seed.number, offset, slots, dict(seed.gates), due))
        offset += seed.size
    return record


def untouched(cell: CellRecord, slots: Iterable[int]) -> bool:
    """True when none of these nodes has begun."""
    return all(cell.slots[slot].state is NodeState.PENDING for slot in slots)
