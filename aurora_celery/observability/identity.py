"""The ids of spans, made of the names of what they are about, so that every process knows them without asking."""

from __future__ import annotations

import hashlib


def trace_id(run: str) -> int:
    """The trace of a run, all its epochs in one. Evenly distributed, as sampling by trace id needs it."""
    return _digest(16, "run", run)


def run_span_id(run: str, epoch: int) -> int:
    """The root span of an epoch of a run."""
    return _digest(8, "run", run, str(epoch))


def node_span_id(run: str, epoch: int, index: int) -> int:
    """The span of a node in an epoch, whatever number of tries it takes."""
    return _digest(8, "node", run, str(epoch), str(index))


def try_span_id(run: str, epoch: int, index: int, *, attempt: int) -> int:
    """The span of one try of a node: the same, be it told by whoever made it or by whoever found it lost."""
    return _digest(8, "try", run, str(epoch), str(index), str(attempt))


def _digest(size: int, *words: str) -> int:
    """Never zero, which would be no id."""
    digest = hashlib.blake2b("/".join(words).encode(), digest_size=size, person=b"aurora.trace").digest()
    return int.from_bytes(digest) or 1
