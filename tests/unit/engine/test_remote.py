"""What a worker does with orders that cannot be carried out, and with messages that nobody should have sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from celery import Celery
from celery.worker import state
from celery.worker.control import Panel

from aurora_celery.engine.pace import Pace
from aurora_celery.engine.remote import COMMAND, obey_orders


@pytest.fixture
def obey() -> Any:
    """Give an order to a worker that is named ``me``."""
    obey_orders()
    app = Celery("t", broker="memory://", set_as_current=False)
    app.conf.task_create_missing_queues = False
    member = SimpleNamespace(beat=SimpleNamespace(id="me"), pids=lambda: (1,))
    controller = SimpleNamespace(
        aurora=member,
        autoscaler=None,
        pool=SimpleNamespace(),
        stats=lambda: {"uptime": 3},
        rusage=lambda: {"maxrss": 2},
    )
    consumer = SimpleNamespace(
        controller=controller, pool=controller.pool, qos=None, task_consumer=SimpleNamespace(queues=[])
    )
    worker = SimpleNamespace(app=app, consumer=consumer, tset=set)

    def give(order: str, worker_id: str = "me", **given: Any) -> Any:
        return Panel.data[COMMAND](worker, worker=worker_id, order=order, **given)

    return give


def test_an_order_for_another_is_not_obeyed(obey: Any) -> None:
    assert obey("shutdown", "somebody") == {"other": "me"}


@pytest.mark.parametrize(
    ("order", "given", "reason"),
    [
        ("explode", {}, "does not know the order 'explode'"),
        ("ping", {"n": 1}, "unexpected keyword argument"),
        ("pool_grow", {}, "missing 1 required"),
        ("add_consumer", {"queue": "late"}, "the app makes none"),
        ("rate_limit", {"handler": "nobody.knows", "rate": "1/m"}, "unknown task"),
        ("rate_limit", {"handler": "nobody.knows", "rate": "often"}, "Invalid rate limit string"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(
    obey: Any, order: str, given: dict[str, Any], reason: str
) -> None:
    assert reason in obey(order, **given)["refused"]


def test_a_forged_message_is_told_of_without_a_node(obey: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forged:
        id, name, worker_pid, time_start, delivery_info = "x", "shop.sell", None, None, None
        request_dict: ClassVar = {"aurora": {"plan": 7}}

    monkeypatch.setattr(state, "active_requests", {Forged()})
    monkeypatch.setattr(state, "reserved_requests", set())
    (told,) = obey("look")["done"]["active"]
    assert told == {"id": "x", "handler": "shop.sell", "queue": "", "pid": None, "seconds": None}


@pytest.mark.parametrize("shared", [False, True])
def test_a_handler_that_is_set_apart_is_never_quick_until_it_is_not(*, shared: bool) -> None:
    pace = Pace()
    if shared:
        pace.share(["a"])
    pace.note("a", 0.001)
    assert pace.is_quick("a", 0.1)
    pace.set_apart("a", apart=True)
    pace.note("a", 0.001)
    assert not pace.is_quick("a", 0.1)
    pace.set_apart("a", apart=False)
    assert not pace.is_quick("a", 0.1)
    pace.note("a", 0.001)
    assert pace.is_quick("a", 0.1)
