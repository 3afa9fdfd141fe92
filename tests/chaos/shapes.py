"""The graphs of the campaign: which node waits for which, how long it takes, what it must return."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from examples.wfformat.instance import Instance
from examples.wfformat.reading import read_instance

HANDLER = "chaos.work"

#: Seconds that a node takes: quick ones are served on the way, slow ones are likely to be hit by a kill.
SECONDS = (0.0, 0.01, 0.05, 0.15)
#: Characters of a small result, of one that lies beside its cell, and of one that is a file.
SMALL, ASIDE, FILE = 0, 400, 300_000

#: Where recorded workflows are.
RECORDED = Path(__file__).parents[2] / "examples" / "wfformat" / "data"

#: A shape may have so many references; beyond that its nodes read the last of those that they wait for.
_READS = 50_000
_NAME = re.compile(r"(join)(\d+)|(layers|full)(\d+)x(\d+)")


@dataclass(frozen=True)
class Task:
    """One node: its name, the nodes that it waits for, those of them that it reads, and what its handler is told."""

    name: str
    before: tuple[str, ...]
    reads: tuple[str, ...]
    seconds: float
    size: int
    keyed: bool


@dataclass(frozen=True)
class Shape:
    """A graph by its nodes, in an order in which no node comes before what it waits for."""

    name: str
    tasks: tuple[Task, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Task]:
        """The nodes by their names."""
        return {task.name: task for task in self.tasks}

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """Nodes that no other waits for: their results are the outputs of the run."""
        waited = {name for task in self.tasks for name in task.before}
        return tuple(task.name for task in self.tasks if task.name not in waited)

    def document(self) -> dict[str, Any]:
        """The definition."""
        nodes = {task.name: _definition(task) for task in self.tasks}
        return {"aurora": 1, "name": f"chaos-{self.name}", "inputs": {"salt": {"type": "string"}}, "nodes": nodes}

    def expected(self, salt: str) -> dict[str, str]:
        """What every node returns in a run with this salt, in brief."""
        return {name: brief(value) for name, value in self.values(salt).items()}

    def values(self, salt: str) -> dict[str, str]:
        """What every node returns in a run with this salt."""
        values: dict[str, str] = {}
        for task in self.tasks:
            values[task.name] = value_of(task.name, salt, [values[name] for name in task.reads], task.size)
        return values


def value_of(name: str, salt: str, before: Sequence[str], size: int) -> str:
    """The result of a node: depends on the run, on the node, and on every result that it was given, in order."""
    digest = hashlib.sha256("\n".join([salt, name, *before]).encode()).hexdigest()[:16]
    return digest + "." * size


def signed(value: str, attempt: int) -> str:
    """A result as it is recorded: the value, and the attempt that made it."""
    return f"{value}@{attempt}"


def unsigned(result: str) -> tuple[str, int]:
    """The value of a recorded result, and the attempt that made it."""
    value, _, attempt = result.rpartition("@")
    return value, int(attempt)


def brief(value: str) -> str:
    """A value's digest and length, instead of all its padding."""
    return f"{value[:16]}:{len(value)}"


def _definition(task: Task) -> dict[str, Any]:
    waits = {"needs": list(task.before)} if task.reads != task.before else {}
    return {"handler": HANDLER, "with": _arguments(task)} | waits


def _arguments(task: Task) -> dict[str, Any]:
    before = [f"${{{{ nodes.{name} }}}}" for name in task.reads]
    settings = {"seconds": task.seconds, "size": task.size, "keyed": task.keyed}
    return {"salt": "${{ inputs.salt }}", "before": before} | settings


def shape(name: str, needs: Sequence[Sequence[int]], *, slow: int = 1, sizes: Mapping[int, int] | None = None) -> Shape:
    """A shape from the indices that each node waits for. Every ``slow``-th node takes its time."""
    rng = random.Random(name)
    names = [f"n{index}" for index in range(len(needs))]
    many = sum(map(len, needs)) > _READS
    tasks = tuple(
        Task(
            name=names[index],
            before=tuple(names[other] for other in before),
            reads=tuple(names[other] for other in (before[-1:] if many else before)),
            seconds=rng.choice(SECONDS) if index % slow == 0 else 0.0,
            size=(sizes or {}).get(index, ASIDE if index % 5 == 3 else SMALL),
            keyed=index % 3 == 0,
        )
        for index, before in enumerate(needs)
    )
    return Shape(name, tasks)


def layers(depth: int, width: int) -> Shape:
    """Layers in which each node waits for three of the layer before, and a join of the last layer."""
    needs: list[list[int]] = []
    for layer in range(depth):
        start = (layer - 1) * width
        needs += [sorted({start + (i + step) % width for step in (0, 1, 7)}) if layer else [] for i in range(width)]
    needs.append(list(range((depth - 1) * width, depth * width)))
    return shape(f"layers{depth}x{width}", needs, slow=7)


def full_layers(depth: int, width: int) -> Shape:
    """Layers in which each node waits for the whole layer before, and a join of the last one."""
    needs = [range((i // width - 1) * width, i // width * width) if i >= width else () for i in range(depth * width)]
    return shape(f"full{depth}x{width}", [*needs, range((depth - 1) * width, depth * width)], slow=7)


def join(width: int) -> Shape:
    """As many nodes, and one that waits for all of them."""
    return shape(f"join{width}", [*([] for _ in range(width)), list(range(width))], slow=10)


def recorded(name: str, instance: Instance) -> Shape:
    """A workflow as it was recorded somewhere: its tasks wait for each other as they did there."""
    numbers = {task.id: number for number, task in enumerate(instance.tasks)}
    return shape(name, [sorted(numbers[parent] for parent in task.parents) for task in instance.tasks], slow=2)


def random_dag(number: int) -> Shape:
    """A random graph: each node waits for up to three earlier ones."""
    rng = random.Random(number)
    size = rng.randint(6, 24)
    needs = [sorted(rng.sample(range(i), min(i, rng.randint(0, 3)))) for i in range(size)]
    return shape(f"random{number}", needs)


@cache
def kinds() -> tuple[tuple[int, Shape], ...]:
    """Every shape of the campaign, with its weight."""
    wide = [[], *([0] for _ in range(12)), list(range(1, 13))]
    return (
        (40, shape("diamond", [[], [0], [0], [1, 2]])),
        (12, shape("chain", [[], *([i] for i in range(9))])),
        (12, shape("fan", wide)),
        (2, shape("files", [[], [0], [0, 1]], sizes={1: FILE})),
        (1, layers(5, 50)),
        (1, join(200)),
        *((4, random_dag(number)) for number in range(8)),
    )


@cache
def named(name: str) -> Shape:
    """A wide shape: ``join10000``, ``layers3x1000`` of three edges a node, or ``full3x1000`` of all that there can be.

    Or that of a recorded workflow by its name. Raises ValueError for any other name.
    """
    if (file := RECORDED / f"{name}.json") in RECORDED.iterdir():
        return recorded(name, read_instance(json.loads(file.read_bytes())))
    found = _NAME.fullmatch(name)
    if found is None:
        known = ", ".join(sorted(file.stem for file in RECORDED.iterdir()))
        raise ValueError(f"no shape is called {name}; there are joinN, layersNxN, fullNxN, {known}")
    kind, *sizes = filter(None, found.groups())
    builders: dict[str, Callable[..., Shape]] = {"join": join, "layers": layers, "full": full_layers}
    return builders[kind](*map(int, sizes))
