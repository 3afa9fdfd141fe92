"""How fast a graph can be done at best: no faster than its longest path, nor than its work on all places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from examples.wfformat.instance import Instance


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds. ``work`` is the sum over all tasks, ``places`` how many run at the same time."""

    critical_path: float
    work: float
    places: int

    @property
    def lower(self) -> float:
        """No schedule ends earlier (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969)."""
        return max(self.critical_path, self.work / self.places)


def bounds(instance: Instance, seconds: Mapping[str, float], *, places: int) -> Bounds:
    """The bounds of an instance whose tasks take the given seconds."""
    ends: dict[str, float] = {}
    for task in instance.tasks:
        ends[task.id] = seconds[task.id] + max((ends[parent] for parent in task.parents), default=0.0)
    return Bounds(max(ends.values()), sum(seconds.values()), places)
