"""What the Celery result backend asks of a store: results, saved groups, joins of chords. No driver here.

The rules of ``store.ports`` hold here too: a write names the state that it leaves, every call may be repeated
after an unknown outcome, leases are judged by the store's clock, and user text is a value, never a field path.
A call that the server does not answer raises StoreUnavailable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

#: What a serialiser made: text, or bytes for the binary ones.
Payload = str | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """What ``result_extended`` adds to a result."""

    name: str | None = None
    args: Payload | None = None
    kwargs: Payload | None = None
    worker: str | None = None
    retries: int | None = None
    queue: str | None = None
    stamps: Payload | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMeta:
    """The recorded state of one Celery task.

    ``group`` and ``index`` are its place in a group; ``body`` is the id of the body of the chord that it is a
    header task of, None for every other task; ``weight`` is the number of header tasks that it stands for.
    """

    id: str
    status: str
    result: Payload | None = None
    traceback: str | None = None
    children: Payload | None = None
    done: datetime | None = None
    parent: str | None = None
    group: str | None = None
    index: int | None = None
    body: str | None = None
    weight: int = 1
    details: TaskDetails | None = None


@dataclass(frozen=True, slots=True)
class SavedGroup:
    """A group result that was saved, and when."""

    id: str
    result: Payload
    saved: datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """A serialised value with what is needed to read it back."""

    data: Payload
    content_type: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJoin:
    """A chord that is about to be published.

    ``id`` is the header's group id. ``shape`` is the structure of the header's results, None when it is flat.
    ``width`` is the number of header tasks if that is known yet. ``announced`` is False when the join is made up
    from one of its parts, because its announcement was never seen or has expired.
    """

    id: str
    body_id: str
    body: Envelope
    shape: Payload | None = None
    width: int | None = None
    announced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One header task that has ended.

    ``value`` is None when the recorded result is to be read, which is the task's own unless ``kept`` names another.
    ``weight`` is the number of header tasks that it stands for: more than one when a failure took others with it.
    """

    task: str
    index: int | None
    status: str
    value: Payload | None = None
    kept: str | None = None
    weight: int = 1

    @property
    def key(self) -> str:
        """Tells parts of one join apart: a task may stand in a header twice, at two places."""
        return f"{'' if self.index is None else self.index}:{self.task}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who wants to send a body: a unique token, and the lease in seconds."""

    token: str
    lease: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A complete join whose body is ours to send. ``tries`` counts the claims, this one included."""

    id: str
    token: str
    body_id: str
    body: Envelope
    shape: Payload | None
    parts: tuple[Part, ...]
    tries: int


class Counting(StrEnum):
    """What became of a part."""

    WAITING = "waiting"
    COMPLETE = "complete"
    MISSING = "missing"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Counted:
    """Answer to a counted part; ``join`` is there when the claimant has to send the body now."""

    outcome: Counting
    join: Join | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueJoin:
    """A join that nothing happened to for some time. ``sealed`` is False while its size is not known.

    ``quiet`` is the number of seconds since it was announced or a part was counted. ``complete`` says that every
    part is counted, so that the body is to be sent or was sent. ``reopened`` joins had failed before: what is recorded
    of their tasks as failed may be from that time.
    """

    id: str
    body_id: str
    sealed: bool
    announced: bool
    complete: bool
    reopened: bool
    quiet: float


class TaskMetaStore(Protocol):
    """Results of Celery tasks by task id."""

    def put(self, meta: TaskMeta, *, expires: float | None, durable: bool = True) -> bool:
        """Record a state, to be forgotten after ``expires`` seconds. False, and no change, after a success.

        A state that is not ``durable`` may be lost with the server. Raises ResultTooLarge beyond the hard cap.
        """

    def get(self, task_id: str) -> TaskMeta | None:
        """The newest recorded state."""

    def get_many(self, task_ids: Sequence[str], *, statuses: Sequence[str] = ()) -> dict[str, TaskMeta]:
        """Those of the given tasks that are recorded, in one of ``statuses`` if any are given."""

    def known(self, task_ids: Sequence[str]) -> bool:
        """True when any of the given tasks is recorded in any state."""

    def ended_parts(self, group: str, *, body: str, statuses: Sequence[str]) -> Iterator[Part]:
        """The header tasks of a chord that have a result, whether they were counted or not."""

    def forget(self, task_id: str) -> None:
        """Drop what is recorded."""

    def watch(self, task_ids: Sequence[str]) -> AbstractContextManager[Callable[[float], bool]]:
        """Be told of changes: the function blocks up to so many seconds and says whether one of the tasks moved.

        Raises StoreError where the server cannot tell.
        """


class GroupStore(Protocol):
    """Saved group results by group id."""

    def save(self, group: str, result: Payload, *, expires: float | None) -> None:
        """Keep a group result; a later one replaces it."""

    def get(self, group: str) -> SavedGroup | None:
        """What was saved last."""

    def delete(self, group: str) -> None:
        """Drop it."""


class JoinStore(Protocol):
    """The joins of chords. A join counts the parts of its header as a set, and gives its body to one sender.

    What can be found again from the results of tasks does not wait until it is durable.
    """

    def open(self, join: NewJoin, *, quiet: float, expires: float | None) -> bool:
        """Announce a join. The same chord again changes nothing, unless it has failed; another body starts anew.

        True when the join took the place of an earlier one.

        ``quiet`` is the time in seconds after which the join becomes due.
        """

    def seal(self, join: str, size: int, *, expires: float | None) -> None:
        """Say of how many parts the header consists."""

    def widen(self, join: str, task: str) -> None:
        """Add one more task to the header, once."""

    def count(
        self,
        join: str,
        part: Part,
        *,
        body_id: str,
        claimant: Claimant,
        quiet: float,
        expires: float | None,
        durable: bool = True,
    ) -> Counted:
        """Count a part, once. Whoever makes the join complete becomes its sender.

        A count need not be ``durable`` where the part's result is: it is found again by ``ended_parts``.
        """

    def claim(self, join: str, claimant: Claimant) -> Join | None:
        """Become the sender of a complete join that has none, or whose sender's lease is over."""

    def abandon(self, join: str, claimant: Claimant, *, quiet: float) -> Join | None:
        """Become the one who fails an open join to which nothing has happened for so many seconds."""

    def renew(self, join: str, claimant: Claimant) -> bool:
        """Begin the lease anew. False when it is no longer ours."""

    def close(self, join: str, *, token: str | None = None, failed: bool = False, expires: float) -> None:
        """Note that the body was sent, or that it failed. Without a token: that the body is known to have run."""

    def counted(self, join: str) -> frozenset[str]:
        """The keys of the parts that were counted, and every bucket of them added up once more."""

    def due(self, *, limit: int, rest: float, body_id: str | None = None) -> tuple[DueJoin, ...]:
        """Open joins that want attention, the longest due first, or those of one body.

        Each is put off as it is given: for ``rest`` seconds, and twice as long every time, up to five minutes.
        """


class TaskStore(Protocol):
    """All of it, behind one address."""

    url: str
    metas: TaskMetaStore
    groups: GroupStore
    joins: JoinStore

    def round_trips(self) -> int:
        """How many commands this process has sent so far; for benches and tests."""

    def close(self) -> None:
        """Give back this process's sockets and threads."""


__all__ = [
    "Claimant", "Counted", "Counting", "DueJoin", "Envelope", "GroupStore", "Join", "JoinStore", "NewJoin", "Part",
    "Payload", "SavedGroup", "TaskDetails", "TaskMeta", "TaskMetaStore", "TaskStore",
]  # fmt: skip
