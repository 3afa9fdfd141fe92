"""A recorded workflow: its tasks, how long each took, and what each waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter


class WfFormatError(ValueError):
    """A document is not a WfFormat instance that can be run; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task. ``name`` is its kind, ``runtime`` is in seconds, None where it was not recorded."""

    id: str
    name: str
    runtime: float | None
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """One recorded execution; parents stand before their children."""

    name: str
    tasks: tuple[Task, ...]

    @property
    def edges(self) -> int:
        return sum(len(task.parents) for task in self.tasks)


def in_order(name: str, tasks: Mapping[str, Task]) -> Instance:
    """An instance of tasks by id. Raises WfFormatError when they wait for each other in a circle."""
    try:
        order = TopologicalSorter({task.id: task.parents for task in tasks.values()}).static_order()
        return Instance(name, tuple(tasks[task_id] for task_id in order))
    except CycleError as error:
        raise WfFormatError(f"the tasks wait for each other: {' -> '.join(error.args[1])}") from None
