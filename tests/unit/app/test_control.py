"""What a worker says of itself is told by the names of nodes, as far as they are known."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.store.ports import WorkerBeat

TASK = {"id": "t", "handler": "h", "queue": "q", "pid": 1, "seconds": 0.1, "run": "r", "epoch": 0}
TOLD = {
    "pool": "prefork", "processes": 1, "prefetch": 1, "uptime": 1.0, "memory": 1, "queues": ["q"], "registered": ["h"],
    "active": [{**TASK, "plan": "gone", "index": 0}], "reserved": [TASK],
}  # fmt: skip


def test_a_node_of_a_plan_that_is_gone_has_no_name(aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: Any, **__: Any) -> Any:
        return TOLD

    beat = WorkerBeat(id="w:1:x", host="h", pid=1, birth=1, boot="", namespace="", pids=())
    monkeypatch.setattr("aurora_celery.app.control.ask", asked)
    monkeypatch.setattr(aurora.workers, "living", lambda: (beat,))
    look = aurora.workers.look("w:1:x")
    assert [(task.id, task.run, task.node) for task in (*look.active, *look.reserved)] == [("t", "r", None)] * 2
