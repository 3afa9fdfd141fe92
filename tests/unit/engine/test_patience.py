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


def test_a_worker_waits_until_the_store_answers() -> None:
    pauses: list[float] = []
    assert patiently(Silent(12), what="a claim", sleep=pauses.append) == "answer"
    assert len(pauses) == 12
    assert max(pauses) <= 5.0


def test_others_give_up_in_the_end() -> None:
    pauses: list[float] = []
    with pytest.raises(StoreUnavailable):
        patiently(Silent(100), what="a submit", limit=2.0, sleep=pauses.append)
    assert 2.0 <= sum(pauses) < 10.0
