"""The values that pass between Aurora and a store: what is written, and how things stand. No driver here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Attempt, Failure, NodeProgress, Output
from aurora_celery.model.states import Control, NodeState, RunState

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSeed:
    """The first state of one cell in an epoch: how many signals each slot and each gate waits for.

    ``kept`` are nodes that have succeeded elsewhere, with their results; ``arrived`` the gates that have opened
    because of such nodes. ``settled``: there is nothing to do in this cell.
    """

    number: int
    size: int
    slots: Mapping[int, int]
    gates: Mapping[int, int] = field(default_factory=dict)
    kept: Mapping[int, Output] = field(default_factory=dict)
    arrived: tuple[int, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A run to be accepted. ``attention`` is the time in seconds after which the sweeper looks at it first.

    ``fingerprint`` tells two submits with the same idempotency ``key`` apart; the key is free again ``window``
    seconds after the submit, or never. ``continuation`` is what has to be done once the run has ended, as
    opaque JSON text. ``deadline`` is the time in seconds that the whole run may take. ``facts`` are the inputs
    by which the run can be found, as JSON texts. ``origin`` is the run that this one does again; ``shares``
    are all the runs whose results it refers to.
    ``traceparent`` is where the submit stands in a trace of its author's, as W3C writes it.
    """

    id: str
    graph: str
    version: int | None
    plan: str
    cells: tuple[CellSeed, ...]
    inputs: Output
    labels: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    fingerprint: str = ""
    continuation: str | None = None
    attention: float = 15.0
    window: float | None = None
    deadline: float | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    origin: str | None = None
    shares: tuple[str, ...] = ()
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """Answer to a submit: the run that now holds the key, and whether this call made it.

    ``view`` is the run as it was accepted, where that is known without a look at it.
    """

    run_id: str
    created: bool
    fingerprint: str
    view: RunView | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CellRef:
    """Address of one cell of one run in one epoch."""

    run: str
    epoch: int
    cell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who makes a claim: a token that is unique to the delivery, the worker, and the process in it."""

    token: str
    worker: str
    pid: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A node is ours. ``attempt`` counts tries from 1.

    ``crashes`` counts those whose worker died, ``retries`` those that failed by themselves; a try that was
    handed back is in neither. ``outputs`` are those of the slots asked for; ``inputs`` the run's, if asked for.
    ``waits`` says of each slot that the node signals how many signals were missing, this node's own among them,
    at the time of the claim: a slot that misses one is made ready by this node.
    """

    attempt: int
    crashes: int
    outputs: Mapping[int, Output]
    inputs: Output | None
    waits: Mapping[int, int] = field(default_factory=dict)
    retries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A node that a completion of the same cell claims in the same write.

    It was never tried, and waits for nothing or, if the completion signals it, for that signal alone.
    If that is not ``certain``, the completion is recorded in any case, and the node claimed if it is ready then.
    ``reads`` and ``signals`` are slots of the same cell.
    """

    slot: int
    holder: Holder
    certain: bool = True
    reads: tuple[int, ...] = ()
    signals: tuple[int, ...] = ()
    inputs: bool = False


@dataclass(frozen=True, slots=True)
class Began:
    """When the epoch of a run that has ended began, and what its author's ``traceparent`` was."""

    at: datetime
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a write left behind: signalled slots that are ready now, gates that are open now.

    ``done`` counts the cell's terminal nodes after the write. ``go`` is False while the run is paused or
    cancelled: nothing may be published. ``continues`` says, after a write that ended the run, that its
    continuation has to be handed on, and ``began`` when it began. ``claim`` is of the node that the write took,
    if it took one; that one is not among the ready.
    """

    ready: tuple[int, ...]
    opened: tuple[int, ...]
    done: int
    go: bool
    continues: bool = False
    claim: Claim | None = None
    began: Began | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a run ends. ``after``: only if so many nodes of its one cell have ended before.

    ``stopped``: it ends so because it was cancelled. Without that it ends no run that was cancelled.
    """

    state: RunState
    outputs: Output | None = None
    error: Failure | None = None
    after: int | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """The recorded state of one node. ``cause`` is the index of the failed node that made it be skipped.

    ``progress`` is what the handler said in the last try.
    """

    state: NodeState = NodeState.PENDING
    waits: int = 0
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell as it stands, and the store's clock at that instant.

    ``arrived`` maps the id of each gate whose opening reached this cell to the time it did; ``dead`` maps
    the id of each gate that can never open, and whose news reached this cell, to the index of the failed
    node. ``rounds`` counts how often in a row the sweeper rang for this cell without any node being done
    in between.
    """

    ref: CellRef
    plan: str
    size: int
    done: int
    control: Control
    live: bool
    created: datetime
    now: datetime
    due: datetime | None
    rounds: int
    slots: Mapping[int, SlotView]
    gates: Mapping[int, int]
    arrived: Mapping[int, datetime]
    dead: Mapping[int, int]
    cancelled: datetime | None = None

    @property
    def go(self) -> bool:
        """False while nothing of the cell may start."""
        return self.control is Control.GO


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run as it stands, without its nodes. ``closed`` counts the cells whose nodes are all terminal.

    ``operations`` are the last ones that were accepted, oldest first; not in lists. ``pending`` is the one of
    them that has not been carried out everywhere. ``reopened`` is when a later epoch began.
    """

    id: str
    graph: str
    version: int | None
    plan: str
    state: RunState
    epoch: int
    cells: int
    closed: int
    created: datetime
    finished: datetime | None
    inputs: Output
    outputs: Output | None
    error: Failure | None
    labels: Mapping[str, str]
    key: str | None
    continuation: str | None
    continued: bool
    control: Control = Control.GO
    deadline: datetime | None = None
    operations: tuple[Operation, ...] = ()
    pending: Operation | None = None
    origin: str | None = None
    shares: tuple[str, ...] = ()
    reopened: datetime | None = None
    traceparent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which runs to list. Empty fields do not restrict. ``graph``, ``labels`` and ``facts`` match exactly.

    ``projects`` are those whose runs may be seen; None for all, empty for none. ``text`` is the beginning of an id,
    or words: a run has to have each of them in its graph's name, its key, a label's value, or its first failure.
    """

    states: tuple[RunState, ...] = ()
    graph: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    projects: tuple[str, ...] | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, and the cursor of what follows; None at the end."""

    items: tuple[T, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an operation writes to the run's record when it is accepted.

    ``leaves`` are the states of the run that allow it, ``epoch`` the one that it was decided for. ``control`` is
    what the run's nodes may do from then on, if that changes. ``lasting`` says that more has to be written
    elsewhere: the operation is pending until that is done.
    """

    operation: Operation
    leaves: frozenset[RunState]
    control: Control | None = None
    lasting: bool = True


class Accepted(StrEnum):
    """The answer to an operation: done by this call, done by an earlier one, or not to be had."""

    NOW = "now"
    BEFORE = "before"
    BUSY = "busy"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphVersion:
    """One immutable numbered version of a graph: its definition document as JSON text, and its plan."""

    name: str
    version: int
    definition: str
    plan: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """Work that was rung for in vain: a handler, its node's queue if it names one.

    ``since`` is the time of the last ring but one for a node that was still ready when it was rung for last.
    """

    handler: str
    queue: str | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerBeat:
    """A worker's sign of life. ``pids`` are the processes in which its handlers run.

    ``hostname`` is the worker's name for Celery. ``host``, ``boot`` and ``namespace`` say where ``pid`` means
    something; ``birth`` is the process's start in clock ticks, so that a reused pid is not taken for it. ``labels``
    are texts ``name=value``. A worker that is ``draining`` takes no new work. ``unheard`` is what the worker's
    sweeper, if it leads, rings for in vain. ``refused`` counts messages that it could not read. ``running`` is how
    many handlers run, if that is counted.
    """

    id: str
    host: str
    pid: int
    birth: int
    boot: str
    namespace: str
    pids: tuple[int, ...]
    hostname: str = ""
    handlers: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    concurrency: int = 0
    draining: bool = False
    refused: int = 0
    running: int | None = None
    unheard: tuple[Unheard, ...] = ()
    beat: datetime | None = None
    started: datetime | None = None
