"""What spans say of themselves: OpenTelemetry's words for pipelines and messages, and the same in Aurora's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aurora_celery.engine.ids import node_task_id
from aurora_celery.engine.observer import NodePlace, RunEnded
from aurora_celery.model.states import NodeState, RunState

Attributes = dict[str, str | int | bool]

_RESULTS: Final[Mapping[str, str]] = {
    NodeState.SUCCEEDED.value: "success",
    NodeState.FAILED.value: "failure",
    NodeState.RETRYING.value: "error",
    NodeState.SKIPPED.value: "skip",
    NodeState.CANCELLED.value: "cancellation",
}


def result_of(state: NodeState | RunState) -> str:
    """A state as ``cicd.pipeline.result`` and ``cicd.pipeline.task.run.result`` have it."""
    return _RESULTS[state.value]


def run_attributes(ended: RunEnded) -> Attributes:
    """Of the root span."""
    return {
        "aurora.graph.name": ended.head.name,
        "aurora.run.id": ended.run,
        "aurora.run.epoch": ended.epoch,
        "aurora.run.state": ended.state.value,
        "aurora.run.nodes": ended.head.size,
        "cicd.pipeline.name": ended.head.name,
        "cicd.pipeline.run.id": ended.run,
        "cicd.pipeline.result": result_of(ended.state),
        "messaging.message.conversation_id": ended.run,
    }


def node_attributes(place: NodePlace) -> Attributes:
    """Of the spans of a node and its tries."""
    node, task = place.node, node_task_id(place.run, place.epoch, place.node.index)
    return {
        "aurora.graph.name": place.head.name,
        "aurora.run.id": place.run,
        "aurora.run.epoch": place.epoch,
        "aurora.task.id": node.id,
        "aurora.handler.name": node.handler,
        "cicd.pipeline.name": place.head.name,
        "cicd.pipeline.run.id": place.run,
        "cicd.pipeline.task.name": node.id,
        "cicd.pipeline.task.run.id": task,
        "messaging.message.id": task,
        "messaging.message.conversation_id": place.run,
    }
