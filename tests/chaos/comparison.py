"""Figures that can be had of Aurora and of stock Celery alike, to stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.chaos.evidence import Evidence
from tests.chaos.shapes import Shape

#: The names of a shape's joins: nodes that wait for several, or the bodies of the chords that stand for them.
Joins = Callable[[Shape], Sequence[str]]

#: The name of Aurora's column.
AURORA = "Aurora"


def joins_of(shape: Shape) -> list[str]:
    """The joins of a graph."""
    return [task.name for task in shape.tasks if len(task.before) > 1]


def compare(evidence: Evidence, states: Mapping[str, str], *, joins: Joins) -> dict[str, int]:
    """What became of the accepted runs, given how each of them stands at last."""
    called = list(_calls(evidence, joins))
    found = [states.get(run, "running") for run in evidence.numbers]
    return {
        "strikes": len(evidence.all("strike")),
        "runs accepted": len(found),
        "runs that never ended": found.count("running"),
        "runs that failed": found.count("failed"),
        "runs with a wrong result": found.count("wrong"),
        "nodes executed more than once": sum(len(places) > 1 for places in evidence.begins.values()),
        "joins": len(called),
        "joins never called": called.count(0),
        "joins called more than once": sum(times > 1 for times in called),
    }


def states_of(evidence: Evidence) -> dict[str, str]:
    """How the runs of a campaign on Aurora stand at last, in the words of the comparison."""
    return {run: _state(evidence, run) for run in evidence.numbers}


def table(columns: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The figures side by side."""
    widths = {name: max(len(name), 8) for name in columns}
    yield f"{'':<30} " + "  ".join(f"{name:>{width}}" for name, width in widths.items())
    for row in next(iter(columns.values())):
        yield f"{row:<30} " + "  ".join(f"{columns[name][row]:>{width}}" for name, width in widths.items())


def _state(evidence: Evidence, run: str) -> str:
    record = evidence.last.get(run)
    if record is None or not record.terminal:
        return "running"
    if record.state != "succeeded":
        return "failed"
    expected = evidence.expected(run)
    right = {name: expected[name] for name in evidence.shape(run).ends}
    return "succeeded" if record.outputs == right else "wrong"


def _calls(evidence: Evidence, joins: Joins) -> Iterator[int]:
    for run in evidence.numbers:
        for name in joins(evidence.shape(run)):
            yield len(evidence.begins.get((run, name), []))
