"""What Aurora asks of a store: small protocols, and the values that pass through them. No driver here.

Rules that every adapter keeps, and that the shared suite checks:

* A write names the state that it leaves; ``None`` or False means that somebody else was first. Every call
  may be repeated after an unknown outcome.
* Times are the store's own clock. No adapter judges a lease by the caller's clock.
* User text is a value, never part of a field path or a filter operator. Results, inputs and definitions
  cross as JSON text.
* A call that the server does not answer raises StoreUnavailable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from aurora_celery.model.plan import CellPlan, Plan, PlanHead
from aurora_celery.model.run import Attempt, Failure
from aurora_celery.model.states import NodeState, RunState

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Output:
    """A recorded value: its JSON when small, otherwise the key of where it lies."""

    text: str | None = None
    ref: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSeed:
    """The first state of one cell: how many signals each slot and each gate waits for."""

    number: int
    size: int
    slots: Mapping[int, int]
    gates: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A run to be accepted. ``attention`` is the time in seconds after which the sweeper looks at it first.

    ``fingerprint`` tells two submits with the same idempotency ``key`` apart. ``continuation`` is what has
    to be done once the run has ended, as opaque JSON text.
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


@dataclass(frozen=True, slots=True)
class Submitted:
    """Answer to a submit: the run that now holds the key, and whether this call made it."""

    run_id: str
    created: bool
    fingerprint: str


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
    """A node is ours. ``attempt`` counts tries from 1; ``crashes`` counts those whose worker died.

    ``outputs`` are those of the slots asked for; ``inputs`` the run's, if asked for.
    """

    attempt: int
    crashes: int
    outputs: Mapping[int, Output]
    inputs: Output | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a write left behind: signalled slots that are ready now, gates that are open now.

    ``done`` counts the cell's terminal nodes after the write. ``go`` is False while the run is paused or
    cancelled: nothing may be published. ``continues`` says, after a write that ended the run, that its
    continuation has to be handed on.
    """

    ready: tuple[int, ...]
    opened: tuple[int, ...]
    done: int
    go: bool
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a run ends."""

    state: RunState
    outputs: Output | None = None
    error: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """The recorded state of one node. ``cause`` is the index of the failed node that made it be skipped."""

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
    go: bool
    live: bool
    created: datetime
    now: datetime
    due: datetime | None
    rounds: int
    slots: Mapping[int, SlotView]
    gates: Mapping[int, int]
    arrived: Mapping[int, datetime]
    dead: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run as it stands, without its nodes. ``closed`` counts the cells whose nodes are all terminal."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which runs to list. Empty fields do not restrict. ``graph`` and ``labels`` match exactly."""

    states: tuple[RunState, ...] = ()
    graph: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    created_after: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, and the cursor of what follows; None at the end."""

    items: tuple[T, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphVersion:
    """One immutable numbered version of a graph: its definition document as JSON text, and its plan."""

    name: str
    version: int
    definition: str
    plan: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerBeat:
    """A worker's sign of life. ``pids`` are the processes in which its handlers run.

    ``host``, ``boot`` and ``namespace`` say where ``pid`` means something; ``birth`` is the process's start
    in clock ticks, so that a reused pid is not taken for it.
    """

    id: str
    host: str
    pid: int
    birth: int
    boot: str
    namespace: str
    pids: tuple[int, ...]
    handlers: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    concurrency: int = 0
    beat: datetime | None = None
    started: datetime | None = None


class GraphStore(Protocol):
    """Graph definitions: immutable, numbered from 1 for each name."""

    def put(self, *, name: str, definition: str, plan: str) -> GraphVersion:
        """Apply a definition. The same definition as the newest version gives that version, not a new one."""

    def get(self, name: str, version: int | None = None) -> GraphVersion:
        """One version, the newest by default. Raises GraphNotFound."""

    def versions(self, name: str) -> tuple[GraphVersion, ...]:
        """Every version of a graph, newest first."""

    def names(self) -> tuple[GraphVersion, ...]:
        """The newest version of every graph, by name."""


class PlanStore(Protocol):
    """Plans by hash. A plan of any size is kept in parts, one for each cell."""

    def put(self, plan: Plan) -> None:
        """Keep a plan; again is harmless. The head is written last: a head that is there is complete."""

    def head(self, plan_hash: str) -> PlanHead:
        """Raises PlanNotFound."""

    def cell(self, plan_hash: str, number: int) -> CellPlan:
        """Raises PlanNotFound."""

    def has(self, plan_hash: str) -> bool:
        """True when the whole plan is kept."""


class ResultStore(Protocol):
    """Values that are too large for a cell. A key is made by the writer and never written twice."""

    def put(self, key: str, text: str, *, run: str) -> Output:
        """Keep JSON text under a key of the given run. Raises ResultTooLarge beyond the hard cap."""

    def get(self, key: str) -> str:
        """Raises ResultNotFound."""

    def get_many(self, keys: Sequence[str]) -> dict[str, str]:
        """As few round trips as the store allows. Raises ResultNotFound when one is missing."""


class RunStore(Protocol):
    """Runs and the state of their nodes."""

    def submit(self, run: NewRun) -> Submitted:
        """Accept a run, all or nothing: it exists from the instant that its run record does.

        With a key that is taken, returns the run that holds it. One write for a run of one cell without a key.
        """

    def claim(
        self,
        ref: CellRef,
        slot: int,
        *,
        holder: Holder,
        reads: Sequence[int] = (),
        inputs: bool = False,
        root: bool = False,
    ) -> Claim | None:
        """Take a node that is ready or whose retry is due. Repeating with the same token gives the same claim.

        ``reads`` are slots of the same cell. ``root`` says that the node waits for nothing, so that the
        run's own state becomes running (only the run's first cell can tell it).
        """

    def complete(
        self,
        ref: CellRef,
        slot: int,
        *,
        token: str,
        output: Output,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        finish: Finish | None = None,
    ) -> Progress | None:
        """Record a result and give its signals, in one write. None when the claim is no longer ours.

        ``finish`` ends the run in the same write; only for a run of one cell.
        """

    def retry(
        self, ref: CellRef, slot: int, *, token: str, failure: Failure, delay: float, crashed: bool = False
    ) -> bool:
        """Give a running node back, to be claimed again not before ``delay`` seconds from now."""

    def fail(
        self, ref: CellRef, slot: int, *, token: str, failure: Failure, skips: Sequence[int] = ()
    ) -> Progress | None:
        """Record a failure for good, and skip the given slots in the same write.

        None when the claim is no longer ours or one of ``skips`` has moved; look again then.
        The first failure of a run is also noted on the run.
        """

    def arrive(
        self, ref: CellRef, gate: int, *, slots: Sequence[int] = (), gates: Sequence[int] = ()
    ) -> Progress | None:
        """Deliver the opening of a gate to a cell, once: signals to its slots and gates. None when it was there."""

    def arrive_dead(
        self, ref: CellRef, gate: int, *, cause: int, skips: Sequence[int] = (), gates: Sequence[int] = ()
    ) -> Progress | None:
        """Deliver, once, that a gate can never open: ``gate`` and ``gates`` are noted as dead, ``skips`` skipped.

        ``cause`` is the index of the failed node. None when the news was there or one of ``skips`` has moved.
        """

    def undelivered(self, run: str, epoch: int, wanted: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
        """Which of the gates wanted of each cell have neither arrived there nor been noted as dead.

        One round trip for any number of cells; cells that lack none are left out.
        """

    def close(self, ref: CellRef) -> int | None:
        """Note on the run that a cell needs no more attention; the number of cells closed so far.

        The cell is not live from then on, except the run's first cell, which stays live until the run has
        ended. None when the run is not of this epoch. Again is harmless.
        """

    def finish(self, run: str, epoch: int, finish: Finish) -> bool:
        """End a run. False when it had ended."""

    def continued(self, run: str) -> None:
        """Note that the run's continuation was handed on."""

    def note_failure(self, run: str, epoch: int, failure: Failure) -> None:
        """Note a failure on the run unless one is noted; for failures in cells other than the first."""

    def view(self, run: str) -> RunView:
        """Raises RunNotFound."""

    def find_key(self, key: str) -> RunView | None:
        """The run that holds an idempotency key."""

    def cell(self, ref: CellRef) -> CellView | None:
        """One cell as it stands; None when it is gone."""

    def outputs(self, run: str, wanted: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], Output]:
        """Recorded outputs by (cell, slot), for the slots wanted of each cell; slots without one are left out.

        One round trip for any number of cells.
        """

    def cells(self, run: str) -> Iterator[CellView]:
        """Every cell of a run, in order."""

    def list(self, where: RunFilter, *, limit: int = 50, cursor: str | None = None) -> Page[RunView]:
        """Runs, newest first; the cost does not depend on the page's depth."""

    def due(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Cells of live runs that want attention now, the longest due first."""

    def attend(self, view: CellView, *, seconds: float, rang: bool = False) -> bool:
        """Ask for attention again in so many seconds. False when the cell's due time moved since the view.

        ``rang`` counts one more round.
        """

    def unfinished(self, *, limit: int = 100) -> tuple[RunView, ...]:
        """Ended runs whose continuation was not handed on, oldest first."""

    def purge(self, *, limit: int = 100) -> int:
        """Delete ended runs whose retention is over, with all that belongs to them; how many were deleted."""

    def wait(self, run: str, *, timeout: float) -> RunView | None:
        """Block until the run has ended, without tight polling; None when the time is over."""


class WorkerStore(Protocol):
    """Signs of life, and the lease of the one sweeper."""

    def beat(self, beat: WorkerBeat) -> None:
        """Say that a worker lives."""

    def leave(self, worker: str) -> None:
        """A worker has stopped in order: none of its processes runs a handler any more."""

    def workers(self, *, within: float) -> tuple[WorkerBeat, ...]:
        """Workers whose last beat is at most so many seconds old, by the store's clock."""

    def lead(self, name: str, owner: str, *, seconds: float) -> bool:
        """Take or keep the named lease; True while it is ours."""

    def resign(self, name: str, owner: str) -> None:
        """Give the lease up if it is ours."""


class Store(Protocol):
    """All of it, behind one address. ``inline_limit`` is the largest output, in bytes, that belongs in a cell."""

    url: str
    inline_limit: int
    graphs: GraphStore
    plans: PlanStore
    results: ResultStore
    runs: RunStore
    workers: WorkerStore

    def prepare(self) -> None:
        """Make collections and indexes; check that the server is fit. Raises StoreUnfit, StoreUnavailable."""

    def now(self) -> datetime:
        """The store's clock, estimated without a round trip."""

    def round_trips(self) -> int:
        """How many commands this process has sent so far; for benches and tests."""

    def close(self) -> None:
        """Give back sockets and threads."""


__all__ = [
    "CellRef", "CellSeed", "CellView", "Claim", "Finish", "GraphStore", "GraphVersion", "Holder", "NewRun", "Output",
    "Page", "PlanStore", "Progress", "ResultStore", "RunFilter", "RunStore", "RunView", "SlotView", "Store",
    "Submitted", "WorkerBeat", "WorkerStore",
]  # fmt: skip
