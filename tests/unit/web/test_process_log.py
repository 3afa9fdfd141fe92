"""A web process logs as JSON in the form of all others, with the trace id of the request."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from gunicorn.config import Config

from aurora_celery.config import Settings
from aurora_celery.embedded import web_command
from aurora_web.app.process_log import JsonLogger

TRACE = "0af7651916cd43dd8448eb211c80319c"


def test_the_log_of_gunicorn_and_of_the_app_is_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (None, "gunicorn.error", "gunicorn.access"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    logger = JsonLogger(Config())
    logger.setup(logger.cfg)
    logger.error("a worker ended")
    with Flask("x").test_request_context(headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}):
        logging.getLogger("aurora_web").warning("within a request")
    logging.getLogger("aurora_web").warning("outside")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["logger"], line["message"], line.get("trace_id")) for line in lines] == [
        ("gunicorn.error", "a worker ended", None),
        ("aurora_web", "within a request", TRACE),
        ("aurora_web", "outside", None),
    ]
    assert len(logging.getLogger().handlers[0].filters) == 1


@pytest.mark.parametrize(("form", "wanted"), [("text", False), ("json", True)])
def test_aurora_web_asks_for_it_where_the_settings_do(form: str, wanted: bool) -> None:
    command = web_command(Settings.model_validate({"log": {"format": form}}), bind="127.0.0.1:0")
    assert ("aurora_web.app.process_log.JsonLogger" in command) is wanted
