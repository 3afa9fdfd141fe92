"""Canvas -> Celery signature: stock chains and chords of one adapter task, for any Celery app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from celery import Celery, Signature, chain, chord

from aurora_celery.compiler.canvas_parts import Canvas, Chain, Chord, Part, Step
from aurora_celery.compiler.templates import inputs_of
from aurora_celery.compiler.timeouts import hard_timeout
from aurora_celery.engine.canvas_step import TASK


def to_celery(canvas: Canvas, *, app: Celery, inputs: Mapping[str, Any] | None = None) -> Signature[Any]:
    """The signature that runs the canvas; its result is the graph's outputs.

    ``inputs`` are complete and checked: defaults filled in. Nothing of Aurora is needed to run it but a
    worker that imports ``aurora_celery.engine.canvas_step``, and the tasks that the nodes name. A node's retries
    become retries of the adapter task, its timeouts time limits, its queue and priority message options.
    """
    return _Writer(canvas, app, inputs or {}).write(canvas.root, first=True, last=True)


@dataclass(frozen=True, slots=True)
class _Writer:
    canvas: Canvas
    app: Celery
    inputs: Mapping[str, Any]

    def write(self, part: Part, *, first: bool, last: bool) -> Signature[Any]:
        """``first`` parts take no result from before; the ``last`` step renders the outputs."""
        match part:
            case Step():
                return self._step(part, first=first, last=last)
            case Chain(parts):
                end = len(parts) - 1
                links = [
                    self.write(item, first=first and not number, last=last and number == end)
                    for number, item in enumerate(parts)
                ]
                return chain(*links, app=self.app)
            case Chord(header, body):
                tasks = [self.write(item, first=first, last=False) for item in header]
                return chord(tasks, body=self._step(body, first=False, last=last), app=self.app)

    def _step(self, step: Step, *, first: bool, last: bool) -> Signature[Any]:
        node, outputs = step.node, self.canvas.outputs
        values: dict[str, Any] = {"outputs": [outputs.template]} if last else {"keep": list(step.keep)}
        templates = [outputs.template] if last else []
        if node is not None:
            values |= {"node": node.id, "handler": node.handler}
            if node.params:
                values["params"] = node.params
            if node.retry is not None:
                values["retry"] = asdict(node.retry)
            templates.append(node.params)
        if names := inputs_of(templates) & self.inputs.keys():
            values["inputs"] = {name: self.inputs[name] for name in sorted(names)}
        return Signature(TASK, kwargs={"step": values}, options=_options(step), immutable=first, app=self.app)


def _options(step: Step) -> dict[str, Any]:
    node = step.node
    if node is None:
        return {}
    options = {
        "queue": node.queue,
        "priority": node.priority,
        "soft_time_limit": node.timeout,
        "time_limit": hard_timeout(node.timeout, node.hard_timeout),
    }
    return {name: value for name, value in options.items() if value is not None}
