"""Each record becomes one object in one line, which says what it is about as far as that is known."""

from __future__ import annotations

import json
import logging
from io import StringIO
from typing import Any

import pytest

from aurora_celery.engine.context import NodeContext, entered, node_logger
from aurora_celery.engine.ids import node_task_id
from aurora_celery.observability.json_log import JsonFormatter, write_json


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the logger ``shop`` and the loggers of handlers have written."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    write_json()
    assert isinstance(handler.formatter, JsonFormatter)
    return stream


def written(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_object(shop: StringIO) -> None:
    logging.getLogger("shop").warning("%s\nand a forged line", "one")
    (found,) = written(shop)
    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "WARNING", "logger": "shop", "message": "one\nand a forged line"}


def test_it_says_which_node_it_is_about(shop: StringIO) -> None:
    facts: dict[str, Any] = {"run": "r", "node": "a", "attempt": 2}
    logger = node_logger("fetch", **facts)
    logger.warning("by its own word")
    with entered(NodeContext(**facts, idempotency_key="k", logger=logger)):
        logging.getLogger("shop").warning("within")
    logging.getLogger("shop").warning("traced", extra={"aurora_trace_id": "c0ffee"})
    run = "0" * 32
    logging.getLogger("celery.app.trace").warning("done", extra={"data": {"id": node_task_id(run, 0, 1)}})
    logging.getLogger("celery.app.trace").warning("done", extra={"data": {"id": "another's"}})
    about = [{name: line.get(name) for name in ("run", "node", "attempt", "trace_id")} for line in written(shop)]
    node = {**facts, "trace_id": None}
    none = dict.fromkeys(node)
    assert about == [node, node, {**none, "trace_id": "c0ffee"}, {**none, "run": run}, none]


def test_an_exception_is_told(shop: StringIO) -> None:
    try:
        raise ValueError("bad")
    except ValueError:
        logging.getLogger("shop").exception("it failed")
    (found,) = written(shop)
    assert found["exception"].endswith("ValueError: bad")


def test_who_has_no_handler_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    write_json()
    (handler,) = root.handlers
    assert isinstance(handler.formatter, JsonFormatter)
