"""The shapes as stock Celery's canvas: a level at a time, chords where a level has several nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from celery import Celery, Signature, chain, group

from tests.chaos.shapes import Shape, Task

NODE, GATHER = "chaos.stock.node", "chaos.stock.gather"


@dataclass(frozen=True)
class Step:
    """The nodes of one level; or none, where something has to gather the results between two wide levels.

    ``body``: a chord calls it, for the step before has several nodes. ``keep`` names earlier results that later
    steps read.
    """

    tasks: tuple[Task, ...]
    body: bool
    keep: tuple[str, ...] = ()
    gather: str = ""


def steps(shape: Shape) -> list[Step]:
    """What happens one after the other: a canvas can wait for whole levels only."""
    found: list[Step] = []
    above: set[str] = set()
    for number, level in enumerate(_levels(shape)):
        wide = bool(found) and len(found[-1].tasks) > 1
        if wide and len(level) > 1:
            found.append(Step((), body=True, gather=f"gather{number}"))
        keep = _read_below(shape, above | {task.name for task in level}) & above
        found.append(Step(level, body=wide and len(level) == 1, keep=tuple(sorted(keep))))
        above |= {task.name for task in level}
    return found


def bodies(shape: Shape) -> list[str]:
    """The names of everything that a chord has to call, once in each run."""
    return [step.gather or step.tasks[0].name for step in steps(shape) if step.body]


def canvas(app: Celery, shape: Shape, *, run: str, salt: str) -> Signature:
    """The whole run. Its result maps the names of the last nodes to their results."""
    return chain(*(_signature(app, step, run=run, salt=salt) for step in steps(shape)), app=app)


def _signature(app: Celery, step: Step, *, run: str, salt: str) -> Any:
    if step.gather:
        return app.signature(GATHER, kwargs={"run": run, "name": step.gather})
    members = [
        app.signature(NODE, kwargs={"run": run, "salt": salt, **_facts(task, step.keep if first else ())})
        for task, first in zip(step.tasks, [True, *[False] * len(step.tasks)], strict=False)
    ]
    return group(members, app=app) if len(members) > 1 else members[0]


def _facts(task: Task, keep: Sequence[str]) -> dict[str, Any]:
    facts = {"name": task.name, "before": list(task.before), "keep": list(keep)}
    return facts | {"seconds": task.seconds, "size": task.size, "keyed": task.keyed}


def _levels(shape: Shape) -> list[tuple[Task, ...]]:
    """The nodes by the length of the longest way that leads to them."""
    depth: dict[str, int] = {}
    found: dict[int, list[Task]] = defaultdict(list)
    for task in shape.tasks:
        depth[task.name] = max((depth[name] + 1 for name in task.before), default=0)
        found[depth[task.name]].append(task)
    return [tuple(found[number]) for number in range(len(found))]


def _read_below(shape: Shape, above: set[str]) -> set[str]:
    """What the nodes that are not above read, and what the run gives back."""
    return {name for task in shape.tasks if task.name not in above for name in task.before} | set(shape.ends)
