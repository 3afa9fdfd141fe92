"""Serve ``/metrics`` for Prometheus, and time every request, where that is on."""

from __future__ import annotations

import hmac
import time
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response, g, request

from aurora_celery import Aurora
from aurora_celery.errors import Diagnostic, InvalidSettings
from aurora_web.problems import Problem

#: What a request is counted under that matched no rule: its path is a stranger's text.
_UNMATCHED = "unmatched"


def install_metrics(app: Flask, aurora: Aurora) -> None:
    """Answer at ``/metrics``, in any case with a problem. Raises InvalidSettings for a token that cannot be read."""
    token = _token(aurora.settings.metrics.token_file)
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def metrics() -> Response:
        if aurora.metrics is None:
            raise Problem(HTTPStatus.NOT_FOUND, "not_found", "metrics are off; metrics.enabled turns them on")
        if token is not None and not hmac.compare_digest(request.headers.get("Authorization", "").encode(), token):
            challenge = {"WWW-Authenticate": 'Bearer realm="aurora metrics"'}
            raise Problem(HTTPStatus.UNAUTHORIZED, "unauthenticated", "send the metrics token", (), challenge)
        body, content_type = aurora.metrics.exposition()
        return Response(body, content_type=content_type)

    app.register_blueprint(blueprint)
    if aurora.metrics is not None:
        app.before_request(_begin)
        app.after_request(lambda response: _note(aurora, response))


def _begin() -> None:
    g.began = time.perf_counter()


def _note(aurora: Aurora, response: Response) -> Response:
    rule = request.url_rule
    if aurora.metrics is not None:
        aurora.metrics.note_request(
            route=rule.rule if rule is not None else _UNMATCHED,
            method=request.method if rule is not None else "any",
            status=response.status_code,
            seconds=time.perf_counter() - g.began,
        )
    return response


def _token(file: str) -> bytes | None:
    """What a scrape has to bring as its ``Authorization``."""
    if not file:
        return None
    try:
        secret = Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettings([Diagnostic("C007", "metrics.token_file", f"it cannot be read: {error}")]) from error
    if not secret:
        raise InvalidSettings([Diagnostic("C007", "metrics.token_file", "it is empty")])
    return f"Bearer {secret}".encode()
