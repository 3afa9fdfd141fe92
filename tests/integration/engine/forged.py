"""Messages that no Aurora sends: garbage, forgeries, and a body that would run code if it were unpickled."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kombu import Connection, Producer

from tests.integration.engine.graphs import SHOP

#: The id of a run that nobody submitted.
NOBODYS = "0" * 32
#: Bytes of a very large body.
LARGE = 20 * 2**20

WORK = f"{SHOP}.work"
EMPTY = json.dumps([[], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]).encode()
JSON, PICKLE = "application/json", "application/x-python-serialize"


@dataclass(frozen=True)
class Forged:
    """One message as it goes over the wire, and what it is."""

    name: str
    body: bytes = EMPTY
    headers: dict[str, Any] = field(default_factory=dict)
    content_type: str = JSON
    encoding: str = "utf-8"


class Bomb:
    """Whoever unpickles it makes a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Any, ...]:
        """What an unpickler would call."""
        return os.mkdir, (str(self._file),)


def doorbell(plan: str, **headers: Any) -> dict[str, Any]:
    """The headers of a doorbell for a run that does not exist, some of them others."""
    return {"id": f"{NOBODYS}.0.0", "task": WORK, "lang": "py", "aurora": {"plan": plan}, **headers}


def unreadable(plan: str, file: Path) -> Iterator[Forged]:
    """Every kind of them. ``plan`` is one that the store holds, ``file`` would be made by unpickling."""
    bomb = pickle.dumps(([], {"file": Bomb(file)}, {}))
    for name, headers in (("doorbell", doorbell(plan)), ("message without headers", {})):
        yield Forged(f"{name}, no UTF-8", b"\xff\x00", headers)
        yield Forged(f"{name}, pickle", bomb, headers, content_type=PICKLE, encoding="binary")
        yield Forged(f"{name}, unknown type", b"x", headers, content_type="application/x-nothing")
        yield Forged(f"{name}, large", b'"' + b"x" * LARGE + b'"', headers)
        for text in (b"", b"null", b"1", b"[]", b"{}", b"[null, null, null]", b'["a", "b", "c"]', b"[" * 50_000):
            yield Forged(f"{name}, body {text[:20]!r}", text, headers)
    yield Forged("arguments", b'[["x"], {}, {}]', doorbell(plan))
    yield Forged("a callback", b'[[], {}, {"callbacks": [{"task": "aurora.fail"}]}]', doorbell(plan))
    yield Forged("first protocol, list as name", b'{"task": ["x"], "id": "1", "args": [], "kwargs": {}}')
    yield Forged("first protocol, no id", json.dumps({"task": WORK, "args": [], "kwargs": {}}).encode())
    yield from _with_wrong_headers(plan)
    yield from _for_no_node(plan)


def _with_wrong_headers(plan: str) -> Iterator[Forged]:
    texts = (5, ["x"], {"x": 1}, True, 1.5)
    numbers = ("x", {"x": 1}, True, [1, 2, 3], ["1", "2"], -1)
    wrong: dict[str, tuple[Any, ...]] = {
        "id": (*texts, None, "x", "9" * 400),
        "task": (*texts, None),
        "retries": ("x", [1], {"x": 1}, -1, 1.5),
        "timelimit": numbers,
        "stamped_headers": (5, True, {"x": 1}, [1]),
        "compression": (5, ["x"], "x"),
        "aurora": (*texts, None, {}, {"plan": 5}, {"plan": {"$ne": 1}}, {"plan": "x" * 1000}),
    } | dict.fromkeys(("eta", "shadow", "root_id", "group", "argsrepr"), texts)
    for name, values in wrong.items():
        for value in values:
            yield Forged(f"{name} {value!r:.30}", headers=doorbell(plan, **{name: value}))
    for riders in ("x-y", 7, "5-1", "0-999999999", ["1"]):
        yield Forged(f"riders {riders!r}", headers=doorbell(plan, aurora={"plan": plan, "riders": riders}))


def _for_no_node(plan: str) -> Iterator[Forged]:
    """Well made, and only the plan tells that they are for nothing."""
    yield Forged("unknown plan", headers=doorbell("f" * 32))
    yield Forged("unknown node", headers=doorbell(plan, id=f"{NOBODYS}.0.77777"))
    yield Forged("another handler's node", headers=doorbell(plan, task=f"{SHOP}.add"))


def send(broker: str, queue: str, messages: Iterator[Forged]) -> list[str]:
    """Send messages straight to a queue that exists; the name of each."""
    sent = []
    exchange = queue if broker.startswith("redis") else ""
    with Connection(broker, transport_options={"confirm_publish": True}) as connection:
        producer = Producer(connection.default_channel)
        for message in messages:
            producer.publish(
                message.body,
                exchange=exchange,
                routing_key=queue,
                headers=message.headers,
                content_type=message.content_type,
                content_encoding=message.encoding,
            )
            sent.append(message.name)
    return sent
