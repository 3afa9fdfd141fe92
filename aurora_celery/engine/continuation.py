"""The task by which a graph stands inside any Celery canvas: it starts a run, and later gives its outcome.

Called for the first time it submits a run that remembers the task's own message, and ends without a
result. When the run has ended that message is sent again under the same task id, marked with the run;
now the task returns the run's outputs or raises, and Celery's own tracer does the rest: callbacks, the next link
of a chain, the part of a chord.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from celery import Celery
from celery.app.task import Task
from celery.exceptions import Ignore

from aurora_celery.engine.doorbell import HEADER
from aurora_celery.engine.patience import patiently
from aurora_celery.errors import Conflict

RUN_TASK = "aurora.run"
_ENDED = f"{HEADER}_ended"


class Submitter(Protocol):
    """Starts a run of a graph by name."""

    def __call__(
        self, graph: str, args: tuple[Any, ...], inputs: Mapping[str, Any], *, key: str, continuation: str
    ) -> str:
        """The id of the run. ``args`` are results that a canvas puts in front; they fill inputs by position."""


def _submit_once(
    submit: Submitter, graph: str, *, args: tuple[Any, ...], inputs: Mapping[str, Any], key: str, message: Any
) -> str:
    """Submit, however long the store takes. A message that comes again finds the run that it started before."""
    text = json.dumps(message)
    try:
        return patiently(lambda: submit(graph, args, inputs, key=key, continuation=text), what="the submit of a task")
    except Conflict as error:  # the graph has changed since then
        return error.run_id


def register(app: Celery, *, submit: Submitter, outcome: Callable[[str], Any]) -> Task[Any, Any]:
    """Make the task in an app. ``outcome`` gives an ended run's outputs, or raises RunFailed."""

    @app.task(name=RUN_TASK, bind=True, acks_late=True, shared=False)
    def run_graph(self: Task[Any, Any], *args: Any, graph: str, inputs: Mapping[str, Any] | None = None) -> Any:
        """Run a graph as a task."""
        ended = getattr(self.request, _ENDED, None)
        if ended is not None:
            return patiently(lambda: outcome(str(ended)), what="the outcome of a run")
        message = self.signature_from_request(self.request, args, {"graph": graph, "inputs": dict(inputs or {})})
        run = _submit_once(
            submit, graph, args=args, inputs=inputs or {}, key=f"task:{self.request.id}", message=dict(message)
        )
        raise Ignore(f"run {run} was started; its end continues this task")

    return run_graph
