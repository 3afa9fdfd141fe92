"""A graph as a tree of steps, chains and chords: the shape of a stock Celery canvas, without Celery.

The shape is a chain of chords, ``a, chord([b, c], d), chord([e, f], g)``: there each message carries what is left
of its own chain only. A chord whose body would be another group gets a body that only merges, because a group
that follows a group makes Celery copy the rest of the canvas into every message, level by level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aurora_celery.compiler.outputs import Outputs
from aurora_celery.model.graph import Node


@dataclass(frozen=True, slots=True)
class Step:
    """One task of the canvas: a node, or None to merge only. ``keep`` are the ids whose values go on from here."""

    node: Node | None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts that follow each other, two or more."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chord:
    """Parts that run side by side, and the step that follows when all of them are done."""

    header: tuple[Part, ...]
    body: Step


Part = Step | Chain | Chord


@dataclass(frozen=True, slots=True)
class Waiting:
    """What level barriers cost: orderings that the graph does not ask for, and the time they take.

    ``steady`` is the makespan with barriers over the one without, for the durations given (all equal by
    default, which barriers do not hurt). ``varied`` is the mean of that ratio where durations vary by chance.
    """

    orderings: int
    steady: float
    varied: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A graph as a tree. The last step of ``root`` renders the outputs. ``waiting`` is None without barriers."""

    name: str
    root: Part
    outputs: Outputs
    waiting: Waiting | None = None


def steps(part: Part) -> Iterator[Step]:
    """Every step of a part, in an order in which it could run."""
    match part:
        case Step():
            yield part
        case Chain(parts):
            for item in parts:
                yield from steps(item)
        case Chord(header, body):
            for item in header:
                yield from steps(item)
            yield body
