"""Remember which nodes the sweeper has rung for, so that a long queue is not flooded with repetitions."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from aurora_celery.store.ports import Unheard

#: Nodes that are remembered. Forgetting one costs a repeated message, no more.
_KEPT = 200_000
#: Handlers whose nodes were rung for in vain that are told of.
_CALLS = 100

#: Run, epoch, index and attempts of a node that is ready to be claimed.
ReadyNode = tuple[str, int, int, int]


class Ringing:
    """For each ready node, when to ring again: after ``first`` seconds, then after twice as long each time.

    Kept in the memory of the sweeper that leads. A new leader starts afresh, at the price of one more message
    for each node that has been ready for long.
    """

    def __init__(self, *, first: float, longest: float) -> None:
        self._first, self._longest = first, longest
        self._rung: OrderedDict[ReadyNode, tuple[int, datetime]] = OrderedDict()

    def is_due(self, node: ReadyNode, *, since: datetime, now: datetime, at_once: bool = False) -> bool:
        """Whether a node, ready since then, should be rung for now. ``at_once`` if nobody else has rung yet."""
        times, last = self._rung.get(node, (0, since))
        steps = times - 1 if at_once else times
        wait = 0.0 if steps < 0 else min(self._longest, self._first * 2.0 ** min(steps, 60))
        return (now - max(last, since)) >= timedelta(seconds=wait)

    def note(self, node: ReadyNode, now: datetime) -> datetime | None:
        """The node was rung for. When that had been done before, if it had."""
        times, last = self._rung.get(node, (0, now))
        self._rung[node] = (times + 1, now)
        self._rung.move_to_end(node)
        if len(self._rung) > _KEPT:
            self._rung.popitem(last=False)
        return last if times else None


class UnheardCalls:
    """Handlers for whose nodes one ring was not answered before the next, and when it was. The newest are kept."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: OrderedDict[tuple[str, str | None], datetime] = OrderedDict()

    def note(self, handler: str, queue: str | None, since: datetime) -> None:
        """A node was rung for at that time, and it is still ready."""
        with self._lock:
            self._since[handler, queue] = since
            self._since.move_to_end((handler, queue))
            if len(self._since) > _CALLS:
                self._since.popitem(last=False)

    def calls(self) -> tuple[Unheard, ...]:
        """All of them. Callable from any thread."""
        with self._lock:
            known = tuple(self._since.items())
        return tuple(Unheard(handler=handler, queue=queue, since=since) for (handler, queue), since in known)
