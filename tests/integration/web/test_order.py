"""What has an order keeps it on its way through the API."""

from __future__ import annotations

from collections.abc import Callable

from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]


def test_inputs_and_nodes_stand_as_they_were_written(program: Program) -> None:
    inputs = {"url": {"type": "string"}, "day": {"type": "string"}, "amount": {"type": "number"}}
    nodes = {name: {"handler": "aurora.noop"} for name in ("read", "clean", "add")}
    graph = {"aurora": 1, "name": "ordered", "inputs": inputs, "nodes": nodes}
    assert program(Role.EDITOR).post("/graphs", {"definition": graph}).status_code == 201
    seen = program(Role.VIEWER).get("/graphs/ordered").get_json()["definition"]
    assert list(seen["inputs"]) == ["url", "day", "amount"]
    assert list(seen["nodes"]) == ["read", "clean", "add"]
