"""The bytes of real messages, as they lie on the broker, for a small and a large graph.

A graph's first node rests; meanwhile the worker is told to read no more. So every message that the first node's
end gives rise to stays on the broker, where it is weighed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, cast

from redis import Redis

from aurora_celery import Aurora, NodeState, RunHandle
from aurora_celery.engine.doorbell import HEADER, read_message
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.shapes import fan_out, held

#: Longer than the one second for which a worker's open question to the broker outlives its consumer.
_REST = 4.0
_LIMIT = 300.0
_PAUSE = 0.05


def measure(ground: Ground) -> Measured:
    """Bytes per node, over all the nodes that messages are about; and the largest message."""
    sizes = (10, ground.pick(10_000, 1_000))
    with ground.aurora_working() as aurora:
        for _ in range(3):
            aurora.submit(fan_out(200)).wait(timeout=_LIMIT)
        taken = {size: _hold(aurora, ground.broker(), size) for size in sizes}
    ground.forget()
    per_node = {size: sum(one["bytes"]) / one["nodes"] for size, one in taken.items()}
    small, large = sizes
    largest = max(chain.from_iterable(one["bytes"] for one in taken.values()))
    figures = (
        Figure(
            budget="message_growth",
            value=per_node[large] / per_node[small],
            shown=f"{per_node[large]:.0f} B of {large:,} nodes / {per_node[small]:.0f} B of {small}",
        ),
        Figure(budget="message_bytes", value=largest, shown=f"{largest} B for up to {_most(taken)} nodes"),
    )
    return Measured(name="message", figures=figures, raw={"graphs": {str(size): one for size, one in taken.items()}})


def _hold(aurora: Aurora, broker: Redis, size: int) -> dict[str, Any]:
    """Run the first node of a fan-out and weigh the messages for the others. Some may have run at once."""
    queue, control = aurora.settings.broker.queue, aurora.celery.control
    control.cancel_consumer(queue, reply=True)
    time.sleep(_REST)
    run = aurora.submit(held(size, rest=_REST))
    root = _messages(broker, queue)
    control.add_consumer(queue, reply=True)
    _until(lambda: not broker.llen(queue), "the first message is not taken")
    control.cancel_consumer(queue, reply=True)
    _until(lambda: _first_is_done(run), "the first node does not end")
    time.sleep(_REST)
    messages = _messages(broker, queue)
    served = sum(node.state is NodeState.SUCCEEDED for node in run.view().nodes) - 1
    nodes = sum(map(_nodes_of, messages))
    assert nodes + served == size - 1, f"{nodes} nodes are in messages and {served} are done, of {size - 1}"
    broker.delete(queue)
    control.add_consumer(queue, reply=True)
    weights = [len(message) for message in (*root, *messages)]
    return {"nodes": nodes + 1, "served_at_once": served, "bytes": weights, "most": max(map(_nodes_of, messages))}


def _messages(broker: Redis, queue: str) -> Sequence[bytes]:
    return cast("list[bytes]", broker.lrange(queue, 0, -1))


def _nodes_of(message: bytes) -> int:
    """How many nodes a message is about."""
    headers = json.loads(message)["headers"]
    return len(read_message(headers["id"], headers[HEADER]))


def _most(taken: dict[int, dict[str, Any]]) -> int:
    most: int = max(one["most"] for one in taken.values())
    return most


def _first_is_done(run: RunHandle) -> bool:
    return run.view().nodes[0].state is NodeState.SUCCEEDED


def _until(holds: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + _LIMIT
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(_PAUSE)
