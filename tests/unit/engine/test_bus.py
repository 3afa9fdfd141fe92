"""What is published for a node, and what becomes of a message that the broker does not take."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from celery import Celery, signals

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.bus import CeleryBus, shown
from aurora_celery.engine.doorbell import HEADER, Address, Doorbell, Unreadable, read_message
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.model.graph import Graph, Node


def app_of(**conf: Any) -> Celery:
    app = Celery("test", broker="memory://", set_as_current=False)
    app.conf.update(**conf)
    return app


def doorbells(*nodes: Node) -> list[Doorbell]:
    plan = compile_graph(Graph(name="g", nodes=nodes))
    return [Doorbell("a" * 32, 0, plan.head, node) for node in plan.nodes()]


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
    header = message["headers"]
    assert read_message(header["id"], header[HEADER]) == (Address("a" * 32, 0, 0, doorbell.plan.hash),)
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
    header = published.messages[0]["headers"]
    assert [address.index for address in read_message(header["id"], header[HEADER])] == [0, 1, 2]


@pytest.mark.parametrize("riders", [[], [1], [1, 2, 3], [3, 2, 1], [1, 3, 4, 5, 9], [5, 5], [0, 10**6]])
def test_the_numbers_of_riders_keep_their_order(riders: list[int]) -> None:
    first, *_ = nodes = doorbells(*(Node(id=f"n{index}", handler="h") for index in range(2)))
    others = [Doorbell("a" * 32, 7, first.plan, replace(nodes[1].node, index=index)) for index in riders]
    own = Doorbell("a" * 32, 7, first.plan, first.node)
    addresses = read_message(own.task_id, own.header(others))
    assert addresses == tuple(doorbell.address for doorbell in (own, *others))


@pytest.mark.parametrize(("task_id", "header"), [("x", {"plan": "p"}), (f"{'a' * 32}.0.0", {}), ("", {"plan": 1})])
def test_a_message_that_is_for_no_node_is_refused(task_id: str, header: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"not that of a node|names no plan"):
        read_message(task_id, header)


@pytest.mark.parametrize("name", ["", "short", "n" * 500, "节点" * 100, "\U0001f600" * 100, '"\\' * 100])
def test_names_are_shown_in_few_bytes(name: str) -> None:
    assert name.startswith(shown(name))
    assert len(json.dumps(shown(name))) <= 62
    assert len(json.dumps(shown(name))) > 50 or shown(name) == name


def test_a_route_that_leads_nowhere_is_a_broker_that_does_not_take_the_message() -> None:
    bus = CeleryBus(app_of(task_create_missing_queues=False), confirm_timeout=1)
    with pytest.raises(BrokerUnavailable, match="nowhere"):
        bus.ring(doorbells(Node(id="a", handler="h", queue="nowhere")))


def test_a_broker_that_cannot_be_reached_does_not_take_the_message() -> None:
    app = Celery("test", broker="redis://127.0.0.1:1/0", set_as_current=False)
    with pytest.raises(BrokerUnavailable):
        CeleryBus(app, confirm_timeout=1).ring(doorbells(Node(id="a", handler="h")))
