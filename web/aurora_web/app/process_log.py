"""The log of a web process as JSON: ``gunicorn --logger-class aurora_web.app.process_log.JsonLogger``."""

from __future__ import annotations

import logging
from typing import Any

from flask import has_request_context
from gunicorn.glogging import Logger

from aurora_celery import write_json
from aurora_web.context import trace_id


class JsonLogger(Logger):  # type: ignore[misc]
    """Gunicorn's own lines and those of the app in one form. What a request is about is told by its trace id."""

    def setup(self, cfg: Any) -> None:
        """Gunicorn calls it in each of its processes."""
        super().setup(cfg)
        write_json(self.error_log, self.access_log)
        for handler in logging.getLogger().handlers:
            if not any(isinstance(each, OfRequest) for each in handler.filters):
                handler.addFilter(OfRequest())


class OfRequest(logging.Filter):
    """Lets all pass, and notes which request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True."""
        if has_request_context():
            record.aurora_trace_id = trace_id()
        return True
