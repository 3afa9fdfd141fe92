"""A task that answers doorbells, in a worker that takes nothing new."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import Ignore

from aurora_celery.engine.adopt import adopt
from aurora_celery.engine.doorbell import HEADER, Address
from aurora_celery.engine.ids import node_task_id
from aurora_celery.engine.pulse import Pulse

RUN = "0" * 32


def test_a_message_that_reaches_a_draining_worker_is_left_to_others_with_its_riders() -> None:
    app = Celery("draining", set_as_current=False)

    @app.task(name="a", shared=False)
    def handler() -> None:
        pytest.fail("the handler was called")

    declined: list[Any] = []
    pulse, engine = Pulse(), object()
    pulse.drain()
    rounds: Any = SimpleNamespace(pulse=pulse, decline=lambda *what: declined.append(what))
    given: Any = engine
    adopt(handler, engine=lambda: given, worker=lambda: "w", rounds=lambda: rounds)
    handler.push_request(id=node_task_id(RUN, 0, 1), called_directly=False, **{HEADER: {"plan": "p", "riders": "4"}})
    with pytest.raises(Ignore, match="drains"):
        handler.run()
    assert declined == [((Address(RUN, 0, 1, "p"), Address(RUN, 0, 4, "p")), engine)]
    assert pulse.called > 0
