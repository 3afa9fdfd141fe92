"""Rests between two looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from aurora_celery.backend import waiting
from aurora_celery.backend.waiting import Vigil
from aurora_celery.errors import StoreError


class Metas:
    """The one call of a store that a vigil makes."""

    def __init__(self, *, refuse: bool = False, fall: bool = False) -> None:
        self.refuse, self.fall = refuse, fall
        self.opened: list[list[str]] = []
        self.closed = 0
        self.asked: list[float] = []

    @contextmanager
    def watch(self, task_ids: Sequence[str]) -> Iterator[Callable[[float], bool]]:
        if self.refuse:
            raise StoreError("no change streams here")
        self.opened.append(list(task_ids))
        try:
            yield self._ask
        finally:
            self.closed += 1

    def _ask(self, seconds: float) -> bool:
        self.asked.append(seconds)
        if self.fall:
            raise StoreError("the stream is lost")
        return True


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_PATIENCE", -1.0)


def vigil(metas: Metas, *, may_watch: bool = True) -> Vigil:
    return Vigil(metas, may_watch=may_watch)  # type: ignore[arg-type]


def test_a_short_wait_only_naps() -> None:
    metas = Metas()
    with vigil(metas) as wait:
        wait.rest(["a"], left=None)
        wait.rest(["a"], left=0.001)
    assert metas.opened == []


@pytest.mark.usefixtures("impatient")
def test_a_long_wait_asks_the_server_to_tell_and_looks_once_more_before_it_relies_on_it() -> None:
    metas = Metas()
    with vigil(metas) as wait:
        wait.rest(["a"], left=None)
        assert (metas.opened, metas.asked) == ([["a"]], [])
        wait.rest(["a"], left=0.25)
        wait.rest(["a"], left=None)
    assert metas.asked == [0.25, 1.0]
    assert metas.closed == 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("metas", [Metas(refuse=True), Metas(fall=True)])
def test_where_the_server_does_not_tell_the_results_are_polled(metas: Metas) -> None:
    with vigil(metas) as wait:
        for _ in range(4):
            wait.rest(["a"], left=0.001)
    assert len(metas.opened) <= 1
    assert len(metas.asked) <= 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("ids", [[], [str(n) for n in range(1001)]])
def test_very_many_results_are_polled(ids: list[str]) -> None:
    metas = Metas()
    with vigil(metas) as wait:
        wait.rest(ids, left=0.001)
        wait.rest(ids, left=0.001)
    assert metas.opened == []


@pytest.mark.usefixtures("impatient")
def test_only_so_many_waits_hold_a_connection_and_each_gives_it_back() -> None:
    metas = Metas()
    for _ in range(2):
        waits = [vigil(metas) for _ in range(10)]
        for wait in waits:
            wait.rest(["a"], left=0.001)
        for wait in waits:
            wait.__exit__(None, None, None)
    assert len(metas.opened) == metas.closed == 16


@pytest.mark.usefixtures("impatient")
def test_a_wait_that_may_not_watch_does_not() -> None:
    metas = Metas()
    with vigil(metas, may_watch=False) as wait:
        wait.rest(["a"], left=0.001)
    assert metas.opened == []
