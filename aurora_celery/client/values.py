"""Read what the API answers as the values of the model. Fields that a newer API adds are passed over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aurora_celery.engine.effects import Effect, Touched
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.handler import HandlerSpec, Parameter
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Attempt, Failure, NodeProgress, NodeRun, Run
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.values import GraphVersion, Page

Document = Mapping[str, Any]


def run_of(found: Document) -> Run:
    """A run, with as much of it as the answer has."""
    return Run(
        id=found["id"],
        graph=found["graph"],
        version=found["version"],
        plan=found.get("plan", ""),
        state=RunState(found["state"]),
        epoch=found["epoch"],
        created=_moment(found["created"]),
        started=_time(found.get("started")),
        finished=_time(found["finished"]),
        inputs=found.get("inputs", {}),
        error=_failure(found["error"]),
        labels=found["labels"],
        key=found["key"],
        cancelling=found["cancelling"],
        deadline=_time(found["deadline"]),
        origin=found["origin"],
        nodes=tuple(map(node_of, found.get("nodes", ()))),
    )


def runs_of(found: Document) -> Page[Run]:
    """A page of runs."""
    return Page(tuple(map(run_of, found["items"])), found["cursor"])


def node_of(found: Document) -> NodeRun:
    """A node of a run."""
    return NodeRun(
        id=found["id"],
        index=found["index"],
        handler=found["handler"],
        state=NodeState(found["state"]),
        attempts=found["attempts"],
        queued=_time(found["queued"]),
        started=_time(found["started"]),
        finished=_time(found["finished"]),
        worker=found["worker"],
        error=_failure(found["error"]),
        progress=_progress(found["progress"]),
        history=tuple(map(_attempt, found["history"])),
    )


def effect_of(found: Document) -> Effect:
    """What an operation did."""
    nodes = tuple(Touched(each["node"], NodeState(each["state"]), each["becomes"]) for each in found["nodes"])
    return Effect(OperationKind(found["kind"]), found["run"], nodes)


def graph_of(found: Document) -> GraphVersion:
    """A version of a graph; lists tell no definitions, those are empty."""
    return GraphVersion(
        name=found["name"],
        version=found["version"],
        definition=json.dumps(found["definition"]) if "definition" in found else "",
        plan=found["plan"],
        created=_moment(found["created"]),
    )


def graphs_of(found: Document) -> tuple[GraphVersion, ...]:
    """A list of graphs."""
    return tuple(map(graph_of, found["items"]))


def handlers_of(found: Document) -> dict[str, HandlerSpec]:
    """Handlers by name."""
    return {each["name"]: _handler(each) for each in found["items"]}


def event_of(kind: str, cursor: str, found: Document) -> RunEvent:
    """One event of a stream."""
    made = found.get("operation")
    state = found.get("state")
    told = EventKind(kind)
    of_node = told in (EventKind.NODE, EventKind.PROGRESS)
    return RunEvent(
        cursor=cursor,
        kind=told,
        run=found["run"],
        at=_time(found.get("at")),
        state=None if state is None else NodeState(state) if of_node else RunState(state),
        node=found.get("node"),
        attempt=found.get("attempt"),
        epoch=found.get("epoch"),
        worker=found.get("worker"),
        error=_failure(found.get("error")),
        not_before=_time(found.get("not_before")),
        progress=_progress(found.get("progress")),
        control=Control(found["control"]) if found.get("control") else None,
        operation=made and Operation(id=made["id"], kind=OperationKind(made["kind"]), by=made["by"], why=made["why"]),
        graph=found.get("graph"),
    )


def _handler(found: Document) -> HandlerSpec:
    parameters = [
        Parameter(name=each["name"], required=each["required"], schema=each["value_schema"])
        for each in found["parameters"] or ()
    ]
    return HandlerSpec(
        name=found["name"],
        parameters=tuple(parameters),
        open=found["open"],
        result=found["result"],
        description=found["description"],
    )


def _attempt(found: Document) -> Attempt:
    return Attempt(
        number=found["number"],
        epoch=found["epoch"],
        started=_time(found["started"]),
        finished=_time(found["finished"]),
        worker=found["worker"],
        failure=_failure(found["error"]),
    )


def _failure(found: Document | None) -> Failure | None:
    if found is None:
        return None
    return Failure(
        reason=found["reason"],
        type=found["type"],
        message=found["message"],
        traceback=found.get("traceback") or "",
        node=found.get("node"),
    )


def _progress(found: Document | None) -> NodeProgress | None:
    if found is None:
        return None
    return NodeProgress(
        attempt=found["attempt"],
        fraction=found.get("fraction"),
        message=found["message"],
        at=_time(found.get("at")),
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
