"""What it takes to try a handler, and what came of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.schemas.failures import FailureView, failure_view
from aurora_web.schemas.orders import QueueName


class TryHandler(RequestModel):
    """The arguments by name. They are values: an expression in them is text."""

    arguments: dict[str, Any] = Field(default_factory=dict, max_length=128)
    queue: QueueName | None = Field(default=None, description="Where its message goes; else as the app routes it.")
    project: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,63}$")] = Field(
        default="default", description="The project of the run."
    )


class TryView(ResponseModel):
    """The run that tries it. ``result`` is null until that has succeeded."""

    run: str
    state: RunState
    result: Any
    error: FailureView | None


def try_view(run: Run) -> TryView:
    """What came of it so far."""
    outputs = run.outputs if run.state is RunState.SUCCEEDED else None
    result = outputs.get("result") if isinstance(outputs, dict) else None
    return TryView(run=run.id, state=run.state, result=result, error=failure_view(run.error))
