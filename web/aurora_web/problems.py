"""What went wrong with a request, as RFC 9457 has it: one exception, and one table from Aurora's errors to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from aurora_celery import errors, operator_errors
from aurora_celery.errors import AuroraError, Diagnostic

CONTENT_TYPE: Final = "application/problem+json"

#: Seconds after which whoever found the store or the broker away may ask again.
RETRY_AFTER: Final = 5


@dataclass
class Problem(Exception):
    """A request that cannot be answered as it was asked. ``code`` is a stable word, ``errors`` name single places."""

    status: HTTPStatus
    code: str
    detail: str
    errors: Sequence[Diagnostic] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, *, instance: str, trace_id: str) -> dict[str, Any]:
        """The body of the answer."""
        return {
            "type": f"urn:aurora:problem:{self.code}",
            "title": self.status.phrase,
            "status": self.status.value,
            "code": self.code,
            "detail": self.detail,
            "instance": instance,
            "trace_id": trace_id,
            "errors": [{"code": each.code, "path": each.path, "message": each.message} for each in self.errors],
        }


#: What each error of Aurora is over HTTP. An error that is not here takes the status of its nearest ancestor.
STATUS: Final[Mapping[type[AuroraError], HTTPStatus]] = {
    AuroraError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InvalidGraph: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidInputs: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.PlanNotFound: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.GraphChanged: HTTPStatus.PRECONDITION_FAILED,
    errors.HandlerNotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IllegalOperation: HTTPStatus.CONFLICT,
    errors.RunExists: HTTPStatus.CONFLICT,
    errors.ValueRejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ResultTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.StoreTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.ExpressionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadArchive: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadCursor: HTTPStatus.BAD_REQUEST,
    errors.EventsLost: HTTPStatus.GONE,
    errors.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreUnfit: HTTPStatus.SERVICE_UNAVAILABLE,
    operator_errors.WorkerSilent: HTTPStatus.GATEWAY_TIMEOUT,
    operator_errors.OrderRefused: HTTPStatus.CONFLICT,
    errors.BrokerUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def problem_of(error: AuroraError) -> Problem:
    """The problem that an error of Aurora is."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    found = tuple(getattr(error, "diagnostics", ()))
    headers = {"Retry-After": str(RETRY_AFTER)} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(status, "internal_error", "Aurora could not answer; the log says why")
    return Problem(status, error.code, str(error).partition("\n")[0], found, headers)


def codes() -> Iterator[str]:
    """Every code that an error of Aurora can have over HTTP."""
    pending: list[type[AuroraError]] = [AuroraError]
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        yield kind.code
