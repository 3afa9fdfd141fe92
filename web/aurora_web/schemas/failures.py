"""Why something failed."""

from __future__ import annotations

from aurora_celery.model.run import Failure
from aurora_web.api import ResponseModel


class FailureView(ResponseModel):
    """Why a try, a node or a run failed. ``reason`` is a stable word."""

    reason: str
    type: str
    message: str
    node: str | None
    traceback: str | None = None


def failure_view(failure: Failure | None, *, traceback: bool = False) -> FailureView | None:
    """A failure; with its traceback only where one failure is looked at."""
    if failure is None:
        return None
    return FailureView(
        reason=failure.reason,
        type=failure.type,
        message=failure.message,
        node=failure.node,
        traceback=failure.traceback if traceback else None,
    )
