"""What became of the runs of a time, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from aurora_celery.model.glance import FailingGraph, History, Stretch
from aurora_celery.model.states import RunState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment


class StatsQuery(RequestModel):
    """Which runs are counted, by when they were created."""

    since: datetime | None = Field(default=None, description="Created at this time or later; a day before `until`.")
    until: datetime | None = Field(default=None, description="Created before this time; now without it.")
    buckets: int = Field(default=24, ge=1, le=200, description="Into how many equal parts the time is cut.")


class StateCounts(ResponseModel):
    """How many runs are in each state."""

    pending: int
    running: int
    paused: int
    succeeded: int
    failed: int
    cancelled: int


class GoingOn(ResponseModel):
    """How many runs have not ended, whenever they were created; each up to a hundred thousand."""

    pending: int
    running: int
    paused: int


class Bucket(ResponseModel):
    """Runs that were created from ``at`` on, for the length of a step."""

    at: Moment
    counts: StateCounts


class FailingGraphView(ResponseModel):
    """A graph whose runs failed. ``last`` is when the last of those was created."""

    graph: str
    runs: int
    failed: int
    last: Moment


class StatsView(ResponseModel):
    """Runs by time and state; ``step`` is the length of a bucket in seconds.

    No more than 20,000 runs are counted, the newest: ``counted_since`` is later than ``since`` if there were more.
    """

    since: Moment
    until: Moment
    step: float
    counted_since: Moment
    going_on: GoingOn
    total: StateCounts
    buckets: list[Bucket]
    failing: list[FailingGraphView]


def stats_view(stretch: Stretch, history: History, going_on: Mapping[RunState, int], *, buckets: int) -> StatsView:
    """Runs by time and state."""
    total: Counter[RunState] = Counter()
    for (_, state), count in history.counts.items():
        total[state] += count
    return StatsView(
        since=stretch.since,
        until=stretch.until,
        step=stretch.step.total_seconds(),
        counted_since=history.since,
        going_on=GoingOn(**{name: going_on.get(RunState(name), 0) for name in GoingOn.model_fields}),
        total=_counts(total),
        buckets=[_bucket(stretch, history, number) for number in range(buckets)],
        failing=[_failing(each) for each in history.failing],
    )


def _bucket(stretch: Stretch, history: History, number: int) -> Bucket:
    counts = {state: history.counts.get((number, state), 0) for state in RunState}
    return Bucket(at=stretch.since + number * stretch.step, counts=_counts(counts))


def _counts(counts: Mapping[RunState, int]) -> StateCounts:
    return StateCounts(**{state.value: counts.get(state, 0) for state in RunState})


def _failing(found: FailingGraph) -> FailingGraphView:
    return FailingGraphView(graph=found.graph, runs=found.runs, failed=found.failed, last=found.last)
