"""One message's round through a worker process: the node it is for, and quick nodes that are served on the way.

A message costs more than a quick handler does. So a process that has just made quick nodes ready may serve
one of them itself instead of sending it through the broker, and a message for one quick node may name a few
more, its *riders*. The state of every node is the same as ever: a rider is ready and unclaimed until it
is served, and is claimed like any other. If a node of the round turns out to be slow, the nodes still to be
served are rung for at once, so that nobody waits behind it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from aurora_celery.engine.doorbell import Address, Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.model.plan import PlanNode
from aurora_celery.store.ports import CellRef

logger = logging.getLogger(__name__)

#: Seconds that a round may go on taking new nodes: other messages wait for this process too.
BUDGET = 0.25
#: Seconds that one handler of a round may take before the rest of the round is given to others.
PATIENCE = 0.02
#: Seconds that a node of a round may take with all that is around its handler, the store above all.
STALLED = 0.2
#: Seconds after which a node that was claimed ahead and is not being served counts as forgotten.
FORGOTTEN = 5.0
#: A handler that typically takes longer than so many seconds is never served on the way.
QUICK = 0.01
#: Most riders of one message.
RIDERS = 15
#: Fewest quick nodes that are worth a message, if there are as many: it costs more than serving one of them.
_WORTH = 2
#: Groups into which a crowd of ready nodes is divided at least.
_MANY = 256


class Round:
    """The nodes that one process still means to serve itself. Its watch may take them away at any time.

    One of them may be claimed already, by the write that ended the node before it. It is served next.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, draining: Callable[[], bool] = lambda: False
    ) -> None:
        self._clock, self._draining = clock, draining
        self._lock = threading.Lock()
        self._waiting: deque[Doorbell] = deque()
        self._early: Held | None = None
        self._ends = clock() + BUDGET
        self._node_began = clock()
        self._handler_began: float | None = None

    def offer(self, doorbells: Iterable[Doorbell]) -> None:
        """Take nodes along."""
        with self._lock:
            self._waiting.extend(doorbells)

    @property
    def is_open(self) -> bool:
        """True while the round may take more nodes along."""
        return self._clock() < self._ends and not self._draining()

    def next(self) -> Doorbell | None:
        """The next node to serve, while there is time; one that is claimed is served unless the worker drains."""
        with self._lock:
            self._node_began = self._clock()
            if self._draining():
                return None
            if self._early is not None:
                return _doorbell(self._early)
            return self._waiting.popleft() if self._waiting and self._node_began < self._ends else None

    def waiting_in(self, ref: CellRef) -> Doorbell | None:
        """The first waiting node of a cell: the write that ends another node of that cell can claim it."""
        with self._lock:
            return next((doorbell for doorbell in self._waiting if _cell_of(doorbell) == ref), None)

    def take(self, held: Held) -> None:
        """A node has been claimed ahead."""
        doorbell = _doorbell(held)
        with self._lock:
            self._early = held
            if doorbell in self._waiting:
                self._waiting.remove(doorbell)

    def claimed(self, address: Address | None = None) -> Held | None:
        """The node that was claimed ahead, if it is this one; the round does not have it any more."""
        with self._lock:
            early = self._early
            if early is None or (address is not None and address != _doorbell(early).address):
                return None
            self._early = None
            return early

    @property
    def has_claimed(self) -> bool:
        """True while a node is claimed ahead."""
        return self._early is not None

    @contextmanager
    def handling(self) -> Iterator[None]:
        """While the handler of a node itself is at work."""
        self._handler_began = self._clock()
        try:
            yield
        finally:
            self._handler_began = None

    def give_up(self) -> list[Doorbell]:
        """Every node that is still waiting unclaimed; the round has none of them any more."""
        with self._lock:
            left = list(self._waiting)
            self._waiting.clear()
            return left

    def overdue(self) -> list[Doorbell]:
        """The waiting nodes, if the one being served is slow or the worker drains; otherwise none."""
        now, handler_began = self._clock(), self._handler_began
        slow = self._draining() or (handler_began is not None and now - handler_began > PATIENCE)
        return self.give_up() if slow or now - self._node_began > STALLED else []

    def forgotten(self) -> Held | None:
        """The node that was claimed ahead, if this thread does not come to serve it."""
        late = self._clock() - self._node_began > FORGOTTEN
        return self.claimed() if late or self._draining() else None


def _cell_of(doorbell: Doorbell) -> CellRef:
    return CellRef(doorbell.run, doorbell.epoch, doorbell.plan.locate(doorbell.node.index)[0])


def _doorbell(held: Held) -> Doorbell:
    return Doorbell(held.ref.run, held.ref.epoch, held.head, held.node)


@dataclass(frozen=True, slots=True)
class Shares:
    """How nodes that became ready together are shared out."""

    kept: tuple[Doorbell, ...]
    sent: tuple[tuple[Doorbell, ...], ...]


def share(quick: Sequence[Doorbell], *, slots: int, keep: bool) -> Shares:
    """Share nodes out in groups, so that every one of ``slots`` processes gets several groups to work on.

    A group becomes one message; with ``keep`` the first group stays with this process.
    """
    size = max(_WORTH, min(RIDERS + 1, len(quick) // (4 * slots)))
    groups = tuple(tuple(quick[start : start + size]) for start in range(0, len(quick), size))
    return Shares(groups[0], groups[1:]) if keep and groups else Shares((), groups)


def crowd(doorbells: Sequence[Doorbell]) -> tuple[tuple[Doorbell, ...], ...]:
    """Share out what somebody rings for who knows neither the workers nor how long handlers take.

    Only a crowd goes in groups, and so many of them that a large number of processes has work; a worker sends
    each node of a group on by itself whose handler is not quick.
    """
    size = min(RIDERS + 1, len(doorbells) // _MANY)
    groups: list[tuple[Doorbell, ...]] = []
    for doorbell in doorbells:
        last = groups[-1] if groups else ()
        if last and len(last) < size and _go_together(last[0].node, doorbell.node):
            groups[-1] = (*last, doorbell)
        else:
            groups.append((doorbell,))
    return tuple(groups)


def _go_together(one: PlanNode, other: PlanNode) -> bool:
    """Whether messages of two nodes go the same way as far as the plan says, and nothing limits them."""
    limits = (one.timeout, one.hard_timeout, other.timeout, other.hard_timeout, one.priority, other.priority)
    return (one.handler, one.queue) == (other.handler, other.queue) and limits == (None,) * len(limits)


def split(left: Sequence[Doorbell], *, slots: int) -> tuple[tuple[Doorbell, ...], ...]:
    """What a round did not come to, in as many groups as there are processes."""
    size = max(1, -(-len(left) // slots))
    return tuple(tuple(left[start : start + size]) for start in range(0, len(left), size))


class Watch:
    """A thread that looks after the rounds of its process.

    ``rescue`` is called with what waits behind slow nodes, ``give_back`` with nodes that are claimed and forgotten.
    """

    def __init__(
        self, rescue: Callable[[Sequence[Doorbell]], None], give_back: Callable[[Held], None] = lambda _: None
    ) -> None:
        self._rescue, self._give_back = rescue, give_back
        self._rounds: set[Round] = set()
        self._busy = threading.Event()
        threading.Thread(target=self._run, name="aurora-watch", daemon=True).start()

    def begin(self, round_: Round) -> None:
        """Look after a round."""
        self._rounds.add(round_)
        self._busy.set()

    def end(self, round_: Round) -> None:
        """The round is over."""
        self._rounds.discard(round_)

    def _run(self) -> None:
        while self._busy.wait():
            time.sleep(PATIENCE / 2)
            for round_ in tuple(self._rounds):
                self._look_at(round_)
            if not self._rounds:
                self._busy.clear()
                if self._rounds:
                    self._busy.set()

    def _look_at(self, round_: Round) -> None:
        try:
            if late := round_.overdue():
                self._rescue(late)
            if (held := round_.forgotten()) is not None:
                self._give_back(held)
        except Exception:
            logger.exception("the nodes of a round could not be given to others; the sweeper will find them")
