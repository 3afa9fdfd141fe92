"""Events, as a stream tells them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aurora_celery.model.event import RunEvent
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.failures import FailureView, failure_view
from aurora_web.schemas.nodes import ProgressView, progress_view

RunId = Annotated[str, Field(max_length=64)]


class EventsQuery(RequestModel):
    """What to hear of."""

    run: list[RunId] = Field(default_factory=list, max_length=100, description="Everything of these runs.")
    runs: bool = Field(default=False, description="Of every run that may be seen, what happens to it as such.")
    after: Annotated[str, Field(max_length=1000)] | None = Field(
        default=None, description="As the header Last-Event-ID, which counts if both are there."
    )


class OperationView(ResponseModel):
    """What somebody did to a run."""

    id: str
    kind: str
    by: str
    why: str


class EventView(ResponseModel):
    """One event. What its kind has no use for is left out."""

    run: str
    graph: str | None
    at: Moment | None
    state: str | None
    node: str | None
    attempt: int | None
    epoch: int | None
    worker: str | None
    not_before: Moment | None
    control: str | None
    error: FailureView | None
    progress: ProgressView | None
    operation: OperationView | None


def event_view(event: RunEvent) -> EventView:
    """An event."""
    made = event.operation
    return EventView(
        run=event.run,
        graph=event.graph,
        at=event.at,
        state=event.state and event.state.value,
        node=event.node,
        attempt=event.attempt,
        epoch=event.epoch,
        worker=event.worker,
        not_before=event.not_before,
        control=event.control and event.control.value,
        error=failure_view(event.error),
        progress=progress_view(event.progress),
        operation=made and OperationView(id=made.id, kind=made.kind.value, by=made.by, why=made.why),
    )


def event_text(event: RunEvent) -> str:
    """An event as a stream of server-sent events has it. JSON has no line breaks, so that nothing can be forged."""
    data = event_view(event).model_dump_json(exclude_none=True)
    return f"id: {event.cursor}\nevent: {event.kind.value}\ndata: {data}\n\n"
