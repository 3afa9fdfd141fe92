"""A handler that asks whether it is still wanted is never disturbed by a store that does not say."""

from __future__ import annotations

import time

import pytest

from aurora_celery.engine.wanted import Wanted
from aurora_celery.errors import StoreError, StoreUnavailable
from tests.builders import graph_of
from tests.unit.engine.test_recovery import claimed
from tests.unit.engine.world import World


@pytest.mark.parametrize("kind", [StoreError, StoreUnavailable])
def test_a_store_that_does_not_say_no_has_not_said_no(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, kind: type[StoreError]
) -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a"))
    wanted = Wanted(world.store.runs, claimed(world, run, 0))
    later = time.monotonic() + 2

    def refuse(*_: object, **__: object) -> bool:
        raise kind("no answer")

    monkeypatch.setattr(time, "monotonic", lambda: later)
    with monkeypatch.context() as patched:
        patched.setattr(world.store.runs, "wanted", refuse)
        assert wanted()
    assert "whether node a is still wanted is not known" in caplog.text
