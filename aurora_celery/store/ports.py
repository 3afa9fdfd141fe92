"""What Aurora asks of a store: small protocols. The values that pass through them are in ``values``.

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
from datetime import datetime
from typing import Protocol

from aurora_celery.model.operation import Operation
from aurora_celery.model.plan import CellPlan, Plan, PlanHead
from aurora_celery.model.run import Failure, NodeProgress, Output
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.bulk_ports import BulkStore
from aurora_celery.store.changes import ChangeStore
from aurora_celery.store.glances import GlanceStore
from aurora_celery.store.log_ports import LogStore
from aurora_celery.store.tallies import TallyStore
from aurora_celery.store.values import (
    Accepted,
    Began,
    CellRef,
    CellSeed,
    CellView,
    Change,
    Claim,
    Finish,
    GraphVersion,
    Holder,
    NewRun,
    Page,
    Progress,
    RunFilter,
    RunView,
    SlotView,
    Submitted,
    Take,
    Unheard,
    WorkerBeat,
)
from aurora_celery.store.worker_ports import WorkerStore


class GraphStore(Protocol):
    """Graph definitions: immutable, numbered from 1 for each name."""

    def put(self, *, name: str, definition: str, plan: str, expected: int | None = None) -> GraphVersion:
        """Apply a definition. The same definition as the newest version gives that version, not a new one.

        ``expected`` is the version that has to be the newest until then, 0 for none. Raises GraphChanged.
        """

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

    def put_part(self, plan_hash: str, cell: CellPlan) -> None:
        """Keep a later cell of a plan whose head is put after it. Again is harmless."""

    def put_head(self, head: PlanHead, first: CellPlan) -> None:
        """Keep the head of a plan with its first cell, once all later ones are kept. Again is harmless."""

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

    def put_many(self, texts: Mapping[str, str], *, run: str) -> None:
        """The same for several values by key, in as few round trips as the store allows."""

    def get(self, key: str) -> str:
        """Raises ResultNotFound."""

    def get_many(self, keys: Sequence[str]) -> dict[str, str]:
        """As few round trips as the store allows. Raises ResultNotFound when one is missing."""

    def lost(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Those of the keys under which nothing is kept; the values are not read."""


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
        signals: Sequence[int] = (),
        inputs: bool = False,
        root: bool = False,
    ) -> Claim | None:
        """Take a node that is ready or whose retry is due. Repeating with the same token gives the same claim.

        ``reads`` are slots of the same cell whose outputs are wanted, ``signals`` those whose counters are.
        ``root`` says that the node waits for nothing, so that the run's own state becomes running (only the run's
        first cell can tell it).
        """

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
        """Record a result and give its signals, in one write. None when the claim is no longer ours.

        Without a token the node is taken from whoever holds it; it must not have ended, nor its cell be cancelled.
        ``finish`` ends the run in the same write; only for a run of one cell that was not cancelled, of which nothing
        else may be left to do, and in which no node has failed: None otherwise. ``take`` claims one more node of the
        cell in the same write; None also when one that is certain is not to be had: nothing is written then.
        """

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
        """Give a running node back, to be claimed again not before ``delay`` seconds from now.

        The try counts as a retry, or as a crash if it ``crashed``, or as neither unless ``counted``.

        False also in a cancelled cell: nothing there is tried again.
        """

    def fail(
        self, ref: CellRef, slot: int, *, token: str | None, failure: Failure, skips: Sequence[int] = ()
    ) -> Progress | None:
        """Record a failure for good, and skip the given slots in the same write.

        None when the claim is no longer ours or one of ``skips`` has moved; look again then. Without a token the
        node is taken from whoever holds it, as in ``complete``.
        The first failure of a run is also noted on the run.
        """

    def skip(self, ref: CellRef, slot: int, *, skips: Sequence[int] = ()) -> Progress | None:
        """Skip a node that has not ended, whoever holds it, and the given slots, whose cause it is, with it.

        None when it has ended, its cell was cancelled, or one of ``skips`` has moved; look again then.
        """

    def abandon(self, ref: CellRef, slot: int, *, token: str) -> Progress | None:
        """End a running node of a cancelled cell as cancelled. None when there is no such claim there."""

    def arrive(
        self,
        ref: CellRef,
        gate: int,
        *,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        take: Take | None = None,
    ) -> Progress | None:
        """Deliver the opening of a gate to a cell, once: signals to its slots and gates. None when it was there.

        ``take``, which cannot be certain here, claims a node of the cell in the same write if it is ready then.
        """

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
        """End a run. False when it had ended, or was cancelled and ``finish`` does not know of it."""

    def continued(self, run: str) -> None:
        """Note that the run's continuation was handed on."""

    def note_failure(self, run: str, epoch: int, failure: Failure) -> None:
        """Note a failure on the run unless one is noted; for failures in cells other than the first."""

    def operate(self, run: str, change: Change) -> Accepted:
        """Accept an operation in one write of the run's record, and of its first cell if the control changes.

        REFUSED in another state or epoch, BUSY while another operation is pending, BEFORE when this one was
        accepted already. An operation that changes the control does not wait for a pending one that did the same.
        Raises RunNotFound.
        """

    def align(self, run: str) -> None:
        """Bring every cell to what the run's record says of its control. Again, or late, is harmless."""

    def rewrite(self, ref: CellRef, seed: CellSeed, resets: Sequence[int]) -> None:
        """Bring a later cell of an ended run to the next epoch, once.

        The nodes of ``resets`` begin anew and keep their history; ``seed.kept`` are given their results.
        """

    def restart(self, ref: CellRef, seed: CellSeed, resets: Sequence[int], *, settled: Sequence[int]) -> bool:
        """The same for the first cell, and with it the run goes on, in the next epoch. False when it did before.

        ``settled`` are the numbers of the cells in which nothing is to be done.
        """

    def settle(self, run: str, operation: str, *, refused: bool = False) -> None:
        """A pending operation has been carried out, or was ``refused`` in the end: then it never took place."""

    def unsettled(self, *, older: float, limit: int = 100) -> tuple[RunView, ...]:
        """Runs with an operation that has been pending for so many seconds, oldest first."""

    def stopping(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Cancelled cells of runs that have not ended, those that were cancelled first first."""

    def wanted(self, ref: CellRef, slot: int, *, token: str) -> bool:
        """True while a claim is good and its run goes on: what its holder does is then not in vain."""

    def advance(self, ref: CellRef, slot: int, *, token: str, progress: NodeProgress) -> bool:
        """Note how far a handler has come; the store adds the time. False when the claim is no longer ours."""

    def overtime(self, *, limit: int = 100) -> tuple[RunView, ...]:
        """Runs whose deadline is over and that were not cancelled, the longest over first."""

    def delete(self, run: str, operation: Operation) -> bool:
        """Delete an ended run with all that belongs to it; the operation outlives it. False when it has not ended.

        True again for the operation that has deleted it. Raises RunNotFound for another one.
        """

    def restore_cell(self, cell: CellView, *, offset: int, inputs: Output) -> None:
        """Keep a later cell of a run that ended elsewhere; nobody sees it before the run is restored.

        ``offset`` is the index of its first node, ``inputs`` are the run's. Again is harmless, and so is a cell of
        a run that is there and went on since: that one stays.
        """

    def restore(self, run: RunView, first: CellView, *, facts: Mapping[str, str]) -> bool:
        """Keep a run that ended elsewhere, as it was, without its key; it is kept as long as if it ended now.

        Its values and its later cells are kept before. False when there is a run with its id.
        """

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

    def list(
        self, where: RunFilter, *, limit: int = 50, cursor: str | None = None, oldest: bool = False
    ) -> Page[RunView]:
        """Runs, newest first; the cost does not depend on the page's depth. ``oldest``: one page, oldest first."""

    def due(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Cells of live runs that want attention now, the longest due first."""

    def attend(self, view: CellView, *, seconds: float, rang: bool = False) -> bool:
        """Ask for attention again in so many seconds. False when the cell's due time moved since the view.

        ``rang`` counts one more round.
        """

    def postpone(self, views: Sequence[CellView], *, first: float, longest: float) -> None:
        """Ask for attention later for cells in which nothing has happened, in one write for all of them.

        Each waits twice as long as the last time, from ``first`` up to ``longest`` seconds, and that counts as a
        round. Cells in which something has happened since the view are left as they are.
        """

    def unfinished(self, *, older: float = 0.0, limit: int = 100) -> tuple[RunView, ...]:
        """Runs that ended more than ``older`` seconds ago and whose continuation was not handed on, oldest first."""

    def purge(self, *, limit: int = 100) -> int:
        """Delete ended runs whose retention is over, with all that belongs to them; how many were deleted."""

    def wait(self, run: str, *, timeout: float) -> RunView | None:
        """Block until the run has ended, without tight polling; None when the time is over."""


class Store(Protocol):
    """All of it, behind one address. ``inline_limit`` is the largest output, in bytes, that belongs in a cell."""

    url: str
    inline_limit: int
    graphs: GraphStore
    plans: PlanStore
    results: ResultStore
    runs: RunStore
    workers: WorkerStore
    bulk: BulkStore
    changes: ChangeStore
    access: AccessStore
    tallies: TallyStore
    glances: GlanceStore
    logs: LogStore

    def prepare(self) -> None:
        """Make collections and indexes; check that the server is fit. Raises StoreUnfit, StoreUnavailable."""

    def now(self) -> datetime:
        """The store's clock, estimated without a round trip."""

    def round_trips(self) -> int:
        """How many commands this process has sent so far; for benches and tests."""

    def close(self) -> None:
        """Give back sockets and threads."""


__all__ = [
    "Accepted", "Began", "CellRef", "CellSeed", "CellView", "Change", "Claim", "Finish", "GraphStore", "GraphVersion",
    "Holder", "NewRun", "Output",
    "Page", "PlanStore", "Progress", "ResultStore", "RunFilter", "RunStore", "RunView", "SlotView", "Store",
    "Submitted", "Take", "Unheard", "WorkerBeat", "WorkerStore",
]  # fmt: skip
