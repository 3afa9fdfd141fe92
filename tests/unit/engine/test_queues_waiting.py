"""For which queues nodes wait, as the store has it."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.engine.queues import waiting
from aurora_celery.errors import PlanNotFound
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World


def test_a_run_whose_plan_is_gone_waits_in_no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise PlanNotFound("p")

    world = World(0)
    world.submit(graph_from_pairs(2, [(0, 1)]))
    assert [count for count, _ in waiting(world.safe, {"celery"}).values()] == [1]
    monkeypatch.setattr(world.safe.plans, "cell", gone)
    assert waiting(world.safe, {"celery"}) == {}
