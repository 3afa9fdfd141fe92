"""What was counted over all processes and for ever: the values, and the protocol of who keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often something was seen. ``labels`` are the values of the labels that its name has, in their order.

    ``total`` adds up what was measured, in seconds; ``buckets`` counts how often that was within each bound of the
    measure but not within the one before. ``since`` is when the store first heard of it; nobody else says so.
    """

    name: str
    labels: tuple[str, ...] = ()
    count: int = 0
    total: float = 0.0
    buckets: tuple[int, ...] = ()
    since: datetime | None = None


class TallyStore(Protocol):
    """Numbers that only grow. They outlive the processes that counted, so that any process can tell them."""

    def add(self, tallies: Sequence[Tally]) -> None:
        """Add to what is kept, in one round trip for any number of them."""

    def all(self, *, limit: int) -> tuple[Tally, ...]:
        """What is kept, the oldest first; at most so many."""
