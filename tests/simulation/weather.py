"""What surrounds the processes of a searched world: its messages, its dead, and what may still go wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: What costs: a process dies; a message gets lost, or comes again; a process seems dead; the answer to a write gets
#: lost; a handler fails, or asks for another try; a process goes on to another node; the sweeper comes while others are
#: at work; a message comes that nobody sent; somebody does something.
FAULTS = ("crash", "loss", "copy", "expiry", "silence", "fail", "again", "follow", "sweep", "stray", "operate")

#: The index of a node, and an epoch.
Message = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many faults may occur in one life: in all, and of each kind. ``operations`` are those that somebody may do.

    ``workers`` is how many processes serve at the same time.
    """

    total: int
    each: Mapping[str, int]
    operations: frozenset[str] = frozenset()
    workers: int = 2

    def allow(self, used: Sequence[int], fault: str) -> bool:
        """Whether one more is within the bounds."""
        return sum(used) < self.total and used[FAULTS.index(fault)] < self.each.get(fault, 0)


class Weather(NamedTuple):
    """``gone`` are processes that are dead or seem so; ``used`` is how often each fault has occurred.

    ``silent`` is why nothing may start, once somebody was told so. A message is there or not: two of the same can
    do no more than one that comes twice.
    """

    messages: frozenset[Message] = frozenset()
    gone: frozenset[int] = frozenset()
    used: tuple[int, ...] = (0,) * len(FAULTS)
    silent: str = ""

    def spend(self, fault: str | None) -> Weather:
        """This fault has occurred, if it is one."""
        if fault is None:
            return self
        index = FAULTS.index(fault)
        return self._replace(used=(*self.used[:index], self.used[index] + 1, *self.used[index + 1 :]))

    def rung(self, messages: Sequence[Message]) -> Weather:
        """Messages were sent."""
        return self._replace(messages=self.messages.union(messages))

    def lost(self, pids: frozenset[int]) -> Weather:
        """Processes are dead, or seem so."""
        return self._replace(gone=self.gone | pids)
