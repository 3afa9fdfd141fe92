"""A queue of the broker as operators see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLook:
    """``depth`` counts messages that nobody has taken.

    ``consumers`` are the ids of workers that take messages from it. ``oldest`` says for how many seconds a node has
    waited for a worker, and ``ready`` counts those that were seen on the way to the oldest, in the runs that have gone
    on longest.
    """

    name: str
    depth: int
    consumers: tuple[str, ...] = ()
    ready: int = 0
    oldest: float | None = None
