"""A ledger tells the store each sighting once, and later if the store is away."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_celery.observability.ledger import Ledger
from aurora_celery.observability.series import RUNS
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.tallies import Tally


class Away(MemoryStore):
    """A store that does not answer for a while."""

    away = True

    def __init__(self) -> None:
        super().__init__()
        self.tallies = _AwayTallies(self)


class _AwayTallies:
    def __init__(self, store: Away) -> None:
        self._store = store
        self._real = MemoryStore().tallies

    def add(self, tallies: Sequence[Tally]) -> None:
        if self._store.away:
            raise StoreUnavailable("away")
        self._real.add(tallies)

    def all(self, *, limit: int) -> tuple[Tally, ...]:
        return self._real.all(limit=limit)


@pytest.mark.parametrize("times", [1, 3])
def test_what_the_store_did_not_take_is_told_again_and_nothing_twice(times: int) -> None:
    store = Away()
    ledger = Ledger(lambda: store)
    for _ in range(times):
        ledger.add(RUNS.one("g", "failed"))
        ledger.tell_store()
    store.away = False
    ledger.add(RUNS.one("g", "failed"))
    ledger.tell_store()
    ledger.tell_store()
    assert [tally.count for tally in store.tallies.all(limit=10)] == [times + 1]
    assert [tally.count for tally in ledger.all()] == [times + 1]


def test_what_a_process_that_is_gone_had_begun_does_not_run() -> None:
    ledger = Ledger(MemoryStore)
    ledger.runs(1, 1)
    ledger.runs(2, 1)
    ledger.runs(2, 1)
    assert ledger.running(lambda _: True) == 3
    assert ledger.running(lambda pid: pid == 1) == 1
    ledger.runs(1, -1)
    assert ledger.running(lambda _: True) == 0
