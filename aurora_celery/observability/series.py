"""What is counted over all processes: names, labels and bounds, and how many of each there may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from aurora_celery.store.tallies import Tally

#: What a label says that would be one too many.
OTHER: Final = "other"
#: Characters of a label.
_LONGEST: Final = 200
#: Different values of a label that are told apart; what comes later counts as others.
MOST: Final = {"graph": 200, "handler": 300, "queue": 100}
#: Tallies that a store is asked for.
TALLIES: Final = 20_000

_SECONDS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
_LONG: Final = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14400.0, 86400.0)


@dataclass(frozen=True, slots=True)
class Series:
    """One name: a counter, or a histogram if there are ``bounds`` in seconds."""

    name: str
    help: str
    labels: tuple[str, ...]
    bounds: tuple[float, ...] = ()

    def one(self, *labels: str, seconds: float = 0.0) -> Tally:
        """A single sighting."""
        buckets = [0] * (len(self.bounds) + 1) if self.bounds else []
        if buckets:
            buckets[sum(bound < seconds for bound in self.bounds)] = 1
        short = tuple(label[:_LONGEST] for label in labels)
        return Tally(name=self.name, labels=short, count=1, total=seconds, buckets=tuple(buckets))


RUNS: Final = Series("aurora_runs", "Runs that have ended, by how they ended.", ("graph", "state"))
RUN_DURATION: Final = Series(
    "aurora_run_duration_seconds", "From the submit of a run, or its later epoch, to its end.", ("graph",), _LONG
)
TASKS: Final = Series("aurora_tasks", "Tries of nodes that have ended, by how.", ("handler", "queue", "state"))
TASK_DURATION: Final = Series("aurora_task_duration_seconds", "How long a handler took.", ("handler",), _SECONDS)
TASK_WAIT: Final = Series(
    "aurora_task_wait_seconds", "From the message for a node to its claim by a worker.", ("queue",), _SECONDS
)
COUNTED: Final = (RUNS, RUN_DURATION, TASKS, TASK_DURATION, TASK_WAIT)
BY_NAME: Final = {series.name: series for series in COUNTED}


class Bounded:
    """Lets so many values of each label pass and calls the rest others, always the same ones."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {label: set() for label in MOST}

    def tally(self, tally: Tally) -> Tally:
        """The tally under labels that may be told."""
        names = BY_NAME[tally.name].labels
        labels = tuple(self._value(name, value) for name, value in zip(names, tally.labels, strict=True))
        return tally if labels == tally.labels else replace(tally, labels=labels)

    def _value(self, name: str, value: str) -> str:
        known = self._known.get(name)
        if known is None or value in known:
            return value
        if len(known) >= MOST[name]:
            return OTHER
        known.add(value)
        return value


def added(tallies: Iterable[Tally]) -> dict[tuple[str, ...], Tally]:
    """Tallies of the same name and labels made one, by name and labels."""
    sums: dict[tuple[str, ...], Tally] = {}
    for tally in tallies:
        key = (tally.name, *tally.labels)
        sums[key] = tally if (known := sums.get(key)) is None else plus(known, tally)
    return sums


def plus(one: Tally, other: Tally) -> Tally:
    """The sum of two tallies of the same name and labels."""
    buckets = tuple(map(sum, zip(one.buckets, other.buckets, strict=True)))
    return replace(one, count=one.count + other.count, total=one.total + other.total, buckets=buckets)
