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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aurora_celery.engine.doorbell import Doorbell

logger = logging.getLogger(__name__)

#: Seconds that a round may go on taking new nodes: other messages wait for this process too.
BUDGET = 0.25
#: Seconds that one node of a round may take before the rest of the round is given to others.
PATIENCE = 0.02
#: A handler that typically takes longer than so many seconds is never served on the way.
QUICK = 0.01
#: Most riders of one message.
RIDERS = 15


class Round:
    """The nodes that one process still means to serve itself. Its watch may take them away at any time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: deque[Doorbell] = deque()
        self._ends = clock() + BUDGET
        self._node_began = clock()

    def offer(self, doorbells: Iterable[Doorbell]) -> None:
        """Take nodes along."""
        with self._lock:
            self._waiting.extend(doorbells)

    @property
    def is_open(self) -> bool:
        """True while the round may take more nodes along."""
        return self._clock() < self._ends

    def next(self) -> Doorbell | None:
        """The next node to serve, while there is time."""
        with self._lock:
            self._node_began = self._clock()
            return self._waiting.popleft() if self._waiting and self._node_began < self._ends else None

    def give_up(self) -> list[Doorbell]:
        """Every node that is still waiting; the round has none of them any more."""
        with self._lock:
            left = list(self._waiting)
            self._waiting.clear()
            return left

    def overdue(self) -> list[Doorbell]:
        """The waiting nodes, if the one being served is slow; otherwise none."""
        return self.give_up() if self._clock() - self._node_began > PATIENCE else []


@dataclass(frozen=True, slots=True)
class Shares:
    """How nodes that became ready together are shared out."""

    kept: tuple[Doorbell, ...]
    sent: tuple[tuple[Doorbell, ...], ...]


def share(quick: Sequence[Doorbell], *, slots: int, keep: bool) -> Shares:
    """Share nodes out in groups, so that every one of ``slots`` processes gets several groups to work on.

    A group becomes one message; with ``keep`` the first group stays with this process.
    """
    size = max(1, min(RIDERS + 1, len(quick) // (4 * slots)))
    groups = tuple(tuple(quick[start : start + size]) for start in range(0, len(quick), size))
    return Shares(groups[0], groups[1:]) if keep and groups else Shares((), groups)


class Watch:
    """A thread that looks after the rounds of its process and calls ``rescue`` with what waits behind slow nodes."""

    def __init__(self, rescue: Callable[[Sequence[Doorbell]], None]) -> None:
        self._rescue = rescue
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
        if late := round_.overdue():
            try:
                self._rescue(late)
            except Exception:
                logger.exception("%d nodes could not be rescued; the sweeper will find them", len(late))
