"""What is true of every answer: problems in one form, the headers that keep browsers safe, and the request's id."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException

from aurora_celery.errors import AuroraError
from aurora_web.api.slashes import asked_path
from aurora_web.context import trace_id
from aurora_web.problems import CONTENT_TYPE, Problem, problem_of

logger = logging.getLogger(__name__)

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def install_answers(app: Flask) -> None:
    """Answer errors with problems, and let no answer go without its headers."""
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(AuroraError, answer_aurora_error)
    app.register_error_handler(HTTPException, answer_http_exception)
    app.register_error_handler(Exception, answer_surprise)
    app.after_request(add_headers)


def answer_problem(problem: Problem) -> Response:
    """The problem as it is."""
    body = json.dumps(problem.document(instance=asked_path(), trace_id=trace_id()))
    return Response(body, problem.status.value, dict(problem.headers), content_type=CONTENT_TYPE)


def answer_aurora_error(error: AuroraError) -> Response:
    """What Aurora raised on purpose."""
    problem = problem_of(error)
    if problem.status is HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("request %s failed", trace_id(), exc_info=error)
    return answer_problem(problem)


def answer_http_exception(error: HTTPException) -> Response:
    """What Flask itself refuses: unknown paths, methods, bodies that are too large."""
    status = HTTPStatus(error.code or 500)
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    code = status.phrase.lower().replace(" ", "_").replace("-", "_")
    return answer_problem(Problem(status, code, error.description or status.phrase, (), headers))


def answer_surprise(error: Exception) -> Response:
    """What nobody expected: the log has all of it, the answer nothing but the id to find it by."""
    logger.error("request %s failed", trace_id(), exc_info=error)
    detail = "Aurora could not answer; the log says why"
    return answer_problem(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", detail))


def add_headers(response: Response) -> Response:
    """The headers of every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = trace_id()
    return response
