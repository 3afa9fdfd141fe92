"""A run is followed to its end, through a store that goes away, and not longer than wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from aurora_celery.cli import follow
from aurora_celery.cli.follow import Follower
from aurora_celery.errors import StoreUnavailable, WaitTimeout
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState

AWAY = StoreUnavailable("connection refused")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Script:
    """A run that answers each look as written down: a state, or an error."""

    id = "r1"

    def __init__(self, clock: Clock, *answers: RunState | Exception, ends: bool = False) -> None:
        self.clock, self.answers, self.ends = clock, list(answers), ends
        self.waits: list[float] = []

    def view(self) -> Run:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return Run(id="r1", graph="g", version=1, plan="p", state=answer, created=datetime.now(UTC))

    def wait(self, timeout: float) -> Script:
        if isinstance(self.answers[0], Exception):
            raise self.answers[0]
        self.waits.append(timeout)
        self.clock.sleep(timeout)
        if not self.ends:
            raise WaitTimeout(self.id, timeout)
        return self


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(follow, "time", clock)
    return clock


def follower(script: Script, *, timeout: float | None = None, note: Callable[[str], None] = lambda _: None) -> Follower:
    return Follower(cast(Any, script), timeout=timeout, note=note)


def test_every_look_is_shown_until_the_run_has_ended(clock: Clock) -> None:
    seen: list[RunState] = []
    follower(Script(clock, RunState.PENDING, RunState.RUNNING, RunState.FAILED)).watch(
        lambda run: seen.append(run.state)
    )
    assert seen == [RunState.PENDING, RunState.RUNNING, RunState.FAILED]


def test_looks_are_at_least_a_fifth_of_a_second_apart_and_rarer_when_they_are_slow(clock: Clock) -> None:
    script = Script(clock, RunState.RUNNING, RunState.RUNNING, RunState.SUCCEEDED)
    costs = iter([0.0, 2.0, 0.0])
    follower(script).watch(lambda _: clock.sleep(next(costs)))
    assert script.waits == [0.2, 10.0]


def test_the_time_to_wait_is_kept(clock: Clock) -> None:
    with pytest.raises(WaitTimeout, match="did not end within 1 s"):
        follower(Script(clock, RunState.RUNNING), timeout=1.0).watch(lambda _: None)
    assert clock.now == pytest.approx(1001.0)


def test_waiting_alone_keeps_the_time_too(clock: Clock) -> None:
    with pytest.raises(WaitTimeout):
        follower(Script(clock, RunState.RUNNING), timeout=45.0).wait()
    assert clock.now == pytest.approx(1045.0)


def test_waiting_alone_ends_with_the_run(clock: Clock) -> None:
    follower(Script(clock, RunState.RUNNING, ends=True)).wait()


def test_a_store_that_is_away_is_told_once_and_asked_again(clock: Clock) -> None:
    notes: list[str] = []
    script = Script(clock, AWAY, AWAY, RunState.SUCCEEDED)
    follower(script, note=notes.append).watch(lambda _: None)
    assert notes == ["no answer, asking again: connection refused"]


def test_a_store_that_stays_away_ends_the_watch_but_not_the_run(clock: Clock) -> None:
    with pytest.raises(StoreUnavailable):
        follower(Script(clock, AWAY)).watch(lambda _: None)
