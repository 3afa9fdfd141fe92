"""The least time in which a graph can be done on so many slots, critical path and work taken together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from examples.wfformat.instance import Instance


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One task: what must pass before it can begin and after it has ended, and what it takes. Seconds."""

    head: float
    tail: float
    takes: float


def lower_bound(instance: Instance, seconds: Mapping[str, float], *, slots: int) -> float:
    """No schedule ends earlier, however clever.

    Tasks none of which can begin before ``h``, and after each of which at least ``t`` has to follow, take
    h + work / slots + t (J. Carlier, Scheduling jobs with release dates and tails on identical machines, European
    Journal of Operational Research 29, 1987). The longest path is one bound of many; so is all the work on all slots.
    """
    stretches = _stretches(instance, seconds)
    longest = max(one.head + one.takes + one.tail for one in stretches)
    heads = sorted({one.head for one in stretches})
    together = (_with_tails((one for one in stretches if one.head >= head), head, slots=slots) for head in heads)
    return max(longest, *together)


def _with_tails(stretches: Iterable[_Stretch], head: float, *, slots: int) -> float:
    """The best bound of tasks that begin no earlier than ``head``, over all tails."""
    work = best = 0.0
    for one in sorted(stretches, key=lambda one: -one.tail):
        work += one.takes
        best = max(best, head + work / slots + one.tail)
    return best


def _stretches(instance: Instance, seconds: Mapping[str, float]) -> list[_Stretch]:
    heads: dict[str, float] = {}
    tails = {task.id: 0.0 for task in instance.tasks}
    for task in instance.tasks:
        heads[task.id] = max((heads[parent] + seconds[parent] for parent in task.parents), default=0.0)
    for task in reversed(instance.tasks):
        for parent in task.parents:
            tails[parent] = max(tails[parent], tails[task.id] + seconds[task.id])
    return [_Stretch(heads[task.id], tails[task.id], seconds[task.id]) for task in instance.tasks]
