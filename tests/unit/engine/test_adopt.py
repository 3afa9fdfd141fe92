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
from aurora_celery.errors import FormatUnknown

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


class Rung:
    """A task of the name ``a``, adopted by a worker whose store knows one plan, of one node for ``handler``."""

    def __init__(self, handler: str = "a", *, failure: Exception | None = None) -> None:
        app = Celery("adopting", set_as_current=False)

        @app.task(name="a", shared=False)
        def handler_of_a() -> None:
            pytest.fail("the handler was called")

        self.task = handler_of_a
        self.pulse = Pulse()
        nodes = {("p", 0): SimpleNamespace(handler=handler)}

        def node(plan: str, index: int) -> Any:
            if failure is not None:
                raise failure
            return nodes[plan, index]

        engine: Any = SimpleNamespace(plans=SimpleNamespace(node=node))
        rounds: Any = SimpleNamespace(pulse=self.pulse)
        adopt(self.task, engine=lambda: engine, worker=lambda: "w", rounds=lambda: rounds)

    def call(self, task_id: str = "", header: Any = None) -> None:
        marked = {HEADER: header or {"plan": "p"}}
        self.task.push_request(id=task_id or node_task_id(RUN, 0, 0), called_directly=False, **marked)
        self.task.run()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"task_id": "x"}, "its task id is not that of a node"),
        ({"header": {"plan": 5}}, "its header aurora names no plan"),
        ({"task_id": node_task_id(RUN, 0, 7)}, "KeyError"),
    ],
)
def test_a_message_that_is_for_no_node_ends_with_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture, given: dict[str, Any], why: str
) -> None:
    rung = Rung()
    with pytest.raises(Ignore, match=why):
        rung.call(**given)
    assert rung.pulse.refused == len(caplog.records) == 1
    assert why in caplog.text


def test_a_message_for_another_handlers_node_is_refused() -> None:
    rung = Rung(handler="b")
    with pytest.raises(Ignore, match="the handler of its node is b"):
        rung.call()
    assert rung.pulse.refused == 1


def test_a_node_whose_plan_only_a_newer_version_can_read_is_left_to_others(caplog: pytest.LogCaptureFixture) -> None:
    rung = Rung(failure=FormatUnknown("the plan p", "format 99"))
    with pytest.raises(Ignore, match="left to other workers"):
        rung.call()
    assert (rung.pulse.refused, len(caplog.records)) == (0, 1)
