"""The bytes of real messages, as they lie on the broker, for small and large graphs."""

from __future__ import annotations

import time

from redis import Redis

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.shapes import held

_LIMIT = 300.0
_PAUSE = 0.05


def measure(ground: Ground) -> Measured:
    """Every message of a fan-out is held in a queue that no worker reads, and weighed there."""
    sizes = (10, ground.pick(10_000, 1_000))
    aurora, broker = ground.aurora(), ground.broker()
    graphs = {size: held(size, f"bench.held-{size}") for size in sizes}
    for graph in graphs.values():
        aurora.submit(graph)
    roots = _weights(broker, aurora.settings.broker.queue, count=len(sizes))
    with ground.aurora_working():
        weights = {size: _weights(broker, f"bench.held-{size}", count=size - 1) for size in sizes}
    ground.forget()
    mean = {size: sum(weights[size]) / len(weights[size]) for size in sizes}
    small, large = sizes
    largest = max(*roots, *weights[small], *weights[large])
    figures = (
        Figure(
            budget="message_growth",
            value=mean[large] / mean[small],
            shown=f"{mean[large]:.0f} B of {large:,} nodes / {mean[small]:.0f} B of {small}",
        ),
        Figure(budget="message_bytes", value=largest, shown=f"{largest} B"),
    )
    raw = {"mean_bytes": mean, "largest_bytes": {size: max(weights[size]) for size in sizes}, "root_bytes": roots}
    return Measured(name="message", figures=figures, raw=raw)


def _weights(broker: Redis, queue: str, *, count: int) -> list[int]:
    """The length of every message in a queue, once so many are there."""
    deadline = time.monotonic() + _LIMIT
    while broker.llen(queue) < count:
        assert time.monotonic() < deadline, f"{queue} holds {broker.llen(queue)} of {count} messages"
        time.sleep(_PAUSE)
    messages = broker.lrange(queue, 0, -1)
    assert len(messages) == count, "a message was sent twice"
    return [len(message) for message in messages]
