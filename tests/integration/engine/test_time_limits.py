"""The time limit of a task may strike anywhere, and the node is kept by nobody, though nothing else would free it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aurora_celery import Aurora, Graph
from tests.integration.engine.graphs import SHOP
from tests.integration.engine.test_failpoints import fired, struck
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

__all__ = ["struck"]


@pytest.mark.parametrize("place", ["claim.sent_no_ack", "claim.after", "complete.sent_no_ack", "complete.after"])
def test_a_soft_limit_strikes_while_the_store_is_waited_for(
    aurora: Aurora, start_worker: StartWorker, struck: Callable[[str, str], Path], log: Path, place: str
) -> None:
    struck_there = struck(place, "sleep:100:1times")
    start_worker(concurrency=1)
    nodes = {
        "a": {"handler": f"{SHOP}.work", "with": {"name": "a"}, "timeout": 2},
        "b": {"handler": f"{SHOP}.work", "with": {"name": "b"}, "needs": ["a"]},
    }
    run = aurora.submit(Graph.from_dict({"aurora": 1, "name": "g", "nodes": nodes}))
    run.wait(timeout=60)
    assert [node.state.value for node in run.view().nodes] == ["succeeded", "succeeded"]
    assert fired(struck_there) == [place]
