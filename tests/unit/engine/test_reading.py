"""What is seen of a message before Celery looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from aurora_celery.engine.doorbell import Unreadable, read_message
from aurora_celery.engine.ids import node_task_id
from aurora_celery.engine.reading import fault_of, is_doorbell, tell_refusal

TASK_ID = node_task_id("0" * 32, 0, 3)


@dataclass
class Message:
    """A message as kombu hands it on."""

    headers: Any
    payload: Any = field(default_factory=lambda: [[], {}, {"chain": None}])
    body: Any = b"[[], {}, {}]"


def doorbell(**headers: Any) -> dict[str, Any]:
    return {"task": "shop.work", "id": TASK_ID, "aurora": {"plan": "p"}, **headers}


def test_a_doorbell_as_aurora_sends_it_has_no_fault() -> None:
    message = Message(doorbell(timelimit=[None, 2.5], retries=0, root_id="r", eta=None, argsrepr="()"))
    assert fault_of(message) is None
    assert is_doorbell(message)


@pytest.mark.parametrize("headers", [None, [], {}, {"id": 1}, {"task": "a", "id": 5}, {"task": "a", "id": "x y"}])
def test_other_messages_are_left_to_celery(headers: Any) -> None:
    message = Message(headers, payload=object())
    assert fault_of(message) is None
    assert not is_doorbell(message)


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"task": ["a"], "id": "1"}, "the name of its task is not a text"),
        ({"task": "a"}, "its task id is not a text"),
        ({"task": "a", "id": "1", "timelimit": [1]}, "its header timelimit is not two numbers of seconds"),
        ({"task": "a", "id": "1", "timelimit": [1, True]}, "its header timelimit is not two numbers of seconds"),
        ({"task": "a", "id": "1", "retries": -1}, "its header retries is not a count"),
        ({"task": "a", "id": "1", "stamped_headers": True}, "its header stamped_headers is not a list of texts"),
        ({"task": "a", "id": "1", "shadow": 1}, "its header shadow is not a text"),
        (doorbell(id="1"), "its task id is not that of a node"),
        (doorbell(aurora=None), "its header aurora names no plan"),
        (doorbell(eta=1), "its header eta is not a text"),
    ],
)
def test_a_header_of_the_wrong_type_is_named(headers: dict[str, Any], why: str) -> None:
    assert fault_of(Message(headers)) == why


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ([[1], {}, {}], "its body is not that of a doorbell"),
        (["", {}, {}], "its body is not that of a doorbell"),
        ([[], {}, None], "its body is not that of a doorbell"),
        ([[], {}, {"chain": [{"task": "a"}]}], "its body names further tasks"),
        ([], "its body cannot be read: ValueError: not enough values to unpack (expected 3, got 0)"),
    ],
)
def test_a_doorbell_brings_neither_arguments_nor_further_tasks(payload: Any, why: str) -> None:
    assert fault_of(Message(doorbell(), payload=payload)) == why


def test_a_doorbell_is_small() -> None:
    assert fault_of(Message(doorbell(), body=b"x" * 100_000)) == "its body has more than 65536 bytes"


@pytest.mark.parametrize("riders", ["x", "1-", "5-1", "0-999999999", 7, ["1"], "1,2-3-4", "٣"])
def test_riders_are_spans_of_some_nodes(riders: Any) -> None:
    with pytest.raises(Unreadable, match="names riders"):
        read_message(TASK_ID, {"plan": "p", "riders": riders})


def test_a_refusal_is_one_short_line_whatever_the_message_says(caplog: pytest.LogCaptureFixture) -> None:
    tell_refusal(Message({"task": "a\nb" + "\u202e" * 500, "id": {"x": "\x1b[31m"}}), "because")
    (line,) = caplog.messages
    assert line.isprintable()
    assert line.isascii()
    assert len(line) < 300
