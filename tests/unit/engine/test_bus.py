"""What is published for a node, and what becomes of a message that the broker does not take."""

from __future__ import annotations

from typing import Any

import pytest
from celery import Celery, signals

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.bus import CeleryBus
from aurora_celery.engine.doorbell import HEADER, RIDERS_KEY, Address, Doorbell
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.model.graph import Graph, Node


def app_of(**conf: Any) -> Celery:
    app = Celery("test", broker="memory://", set_as_current=False)
    app.conf.update(**conf)
    return app


def doorbells(*nodes: Node) -> list[Doorbell]:
    plan = compile_graph(Graph(name="g", nodes=nodes))
    return [Doorbell("r" * 32, 0, plan.head, node) for node in plan.nodes()]


class Published:
    """The messages that were handed to the broker, as Celery announces them."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        signals.after_task_publish.connect(self._note)

    def _note(self, **facts: Any) -> None:
        self.messages.append(facts)


def test_a_message_names_the_node_and_says_nothing_of_what_it_does() -> None:
    published, bus = Published(), CeleryBus(app_of(), confirm_timeout=1)
    (doorbell,) = doorbells(Node(id="a", handler="shop.fetch", params={"url": "x" * 10_000}))
    bus.ring([doorbell])
    (message,) = published.messages
    assert message["sender"] == "shop.fetch"
    assert message["body"][:2] == ((), {})
    assert Address.from_header(message["headers"][HEADER]) == Address("r" * 32, 0, 0, doorbell.plan.hash)
    assert message["headers"]["ignore_result"] is True


def test_a_node_goes_to_its_own_queue_with_its_own_limits() -> None:
    published, bus = Published(), CeleryBus(app_of(), confirm_timeout=1)
    bus.ring(doorbells(Node(id="a", handler="h", queue="heavy", timeout=3, hard_timeout=9)))
    (message,) = published.messages
    assert message["routing_key"] == "heavy"
    assert message["headers"]["timelimit"] == [9, 3]


def test_the_apps_routes_are_followed() -> None:
    published = Published()
    bus = CeleryBus(app_of(task_routes={"h": {"queue": "routed"}}), confirm_timeout=1)
    bus.ring(doorbells(Node(id="a", handler="h")))
    assert published.messages[0]["routing_key"] == "routed"


def test_riders_travel_as_their_numbers() -> None:
    published, bus = Published(), CeleryBus(app_of(), confirm_timeout=1)
    bus.ring_groups([tuple(doorbells(*(Node(id=f"n{i}", handler="h") for i in range(3))))])
    (message,) = published.messages
    assert message["headers"][HEADER][RIDERS_KEY] == [1, 2]


def test_a_route_that_leads_nowhere_is_a_broker_that_does_not_take_the_message() -> None:
    bus = CeleryBus(app_of(task_create_missing_queues=False), confirm_timeout=1)
    with pytest.raises(BrokerUnavailable, match="nowhere"):
        bus.ring(doorbells(Node(id="a", handler="h", queue="nowhere")))


def test_a_broker_that_cannot_be_reached_does_not_take_the_message() -> None:
    app = Celery("test", broker="redis://127.0.0.1:1/0", set_as_current=False)
    with pytest.raises(BrokerUnavailable):
        CeleryBus(app, confirm_timeout=1).ring(doorbells(Node(id="a", handler="h")))
