"""How long a store that does not answer is waited for."""

from __future__ import annotations

import pytest

from aurora_celery.engine.patience import patiently
from aurora_celery.errors import StoreUnavailable


class Silent:
    """A store that does not answer the first so many calls."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise StoreUnavailable("no answer")
        return "answer"


class Time:
    """A clock that only moves when somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def test_a_worker_waits_until_the_store_answers() -> None:
    pauses: list[float] = []
    assert patiently(Silent(12), what="a claim", sleep=pauses.append) == "answer"
    assert len(pauses) == 12
    assert max(pauses) <= 5.0


@pytest.mark.parametrize(("answer", "tries"), [(0.0, 6), (1.0, 2), (5.0, 1)])
def test_others_give_up_after_their_time_however_long_each_try_takes(answer: float, tries: int) -> None:
    time = Time()

    def call() -> str:
        time.now += answer
        return silent()

    silent = Silent(100)
    with pytest.raises(StoreUnavailable):
        patiently(call, what="a submit", limit=2.0, sleep=time.sleep, clock=lambda: time.now)
    assert 100 - silent.left == tries
    assert time.now >= 2.0
