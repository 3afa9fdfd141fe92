"""Remember which nodes the sweeper has rung for, so that a long queue is not flooded with repetitions."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

#: Nodes that are remembered. Forgetting one costs a repeated message, no more.
_KEPT = 200_000

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

    def note(self, node: ReadyNode, now: datetime) -> None:
        """The node was rung for."""
        times, _ = self._rung.get(node, (0, now))
        self._rung[node] = (times + 1, now)
        self._rung.move_to_end(node)
        if len(self._rung) > _KEPT:
            self._rung.popitem(last=False)
