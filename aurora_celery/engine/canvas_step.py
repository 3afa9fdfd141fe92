"""The one task of a stock canvas: merge what comes in, run a node's own task in this process, hand on what is needed.

Needs nothing of Aurora's store or engine: any Celery worker that imports this module can run a canvas.
What travels between the steps is a mapping of node ids to their results, without those that nobody behind needs.
"""

from __future__ import annotations

import asyncio
import inspect
import random
from collections.abc import Mapping, Sequence
from typing import Any

from celery import shared_task
from celery.app.task import Task

from aurora_celery.engine.verdict import backoff
from aurora_celery.errors import ExpressionError, HandlerNotFound, ValueRejected
from aurora_celery.expressions import render
from aurora_celery.handlers.codec import decode, encode
from aurora_celery.model.graph import RetryPolicy

TASK = "aurora.canvas_step"

_rng = random.Random()  # noqa: S311 - spreads retries, guards nothing


@shared_task(bind=True, name=TASK, max_retries=None)
def canvas_step(self: Task[Any, Any], *incoming: Any, step: Mapping[str, Any]) -> Any:
    """One step. ``incoming`` is nothing, the values of the step before, or a list of those of a chord's header.

    ``step`` says what to do: ``handler``, ``node``, ``params`` and ``retry`` for a node; ``inputs`` that the templates
    read; ``keep``, the ids that go on; ``outputs``, the template of the last step, in a list of one.
    """
    values = merged(incoming)
    if "handler" in step:
        values[step["node"]] = _call(self, step, values)
    if "outputs" in step:
        return render(step["outputs"][0], nodes=values, inputs=step.get("inputs", {}), path="outputs")
    return {name: values[name] for name in step["keep"] if name in values}


def merged(incoming: Sequence[Any]) -> dict[str, Any]:
    """The values of every step before, in one mapping."""
    values: dict[str, Any] = {}
    for item in incoming:
        values.update(merged(item) if isinstance(item, list | tuple) else item)
    return values


def _call(self: Task[Any, Any], step: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """The result of the node's task, as JSON would give it back. Asks Celery for another try where the node does."""
    try:
        task = self.app.tasks.get(step["handler"])
        if task is None:
            raise HandlerNotFound(step["handler"])
        path = f"nodes.{step['node']}.with"
        params = render(step.get("params", {}), nodes=values, inputs=step.get("inputs", {}), path=path)
        value = task(**params)
        return decode(encode(asyncio.run(_await(value)) if inspect.isawaitable(value) else value))
    except (ExpressionError, HandlerNotFound, ValueRejected):
        raise
    except Exception as error:
        policy = RetryPolicy(**step["retry"]) if "retry" in step else None
        if policy is None or self.request.retries >= policy.max:
            raise
        raise self.retry(exc=error, countdown=backoff(policy, retries=self.request.retries, rng=_rng)) from error


async def _await(value: Any) -> Any:
    return await value
