"""``/api/task`` and ``/api/worker``: the calls of Aurora's forerunner in Go, for clients that still speak so.

Every answer is an envelope, ``code``, ``message`` and ``data``. What is wrong with a call is told in ``message`` under
the status 200; ``continue`` says that it is not finished.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ValidationError

from aurora_celery import RunHandle
from aurora_celery.errors import AuroraError, WaitTimeout
from aurora_celery.model.access import DEFAULT_PROJECT, Role
from aurora_celery.model.run import NodeRun, Run
from aurora_celery.model.states import NodeState
from aurora_web.api.json_body import parse_json
from aurora_web.auth.gate import demand_in, principal, seen_run
from aurora_web.context import aurora
from aurora_web.problems import Problem, problem_of
from aurora_web.schemas.compatibility import CALLBACK, TaskOrder, TaskQuestion, Uncallable, definition_of

M = TypeVar("M", bound=BaseModel)

blueprint = Blueprint("compatibility", __name__, url_prefix="/api")

#: Seconds that a call is waited for at most; then its client hears ``continue``.
_LONGEST_WAIT: Final = 30.0
_TASK: Final = re.compile(r"task_([A-Za-z0-9-]+)_([0-9]+|callback)")
_WHOLE: Final = re.compile(r"(?:group|chord|graph)_([A-Za-z0-9-]+)")
_STATES: Final[Mapping[NodeState, str]] = {
    NodeState.PENDING: "PENDING",
    NodeState.RUNNING: "STARTED",
    NodeState.WAITING: "STARTED",
    NodeState.RETRYING: "RETRY",
    NodeState.SUCCEEDED: "SUCCESS",
    NodeState.FAILED: "FAILURE",
    NodeState.SKIPPED: "FAILURE",
    NodeState.CANCELLED: "FAILURE",
}


@blueprint.post("/task/send")
def send() -> Response:
    """Start a call, and wait for it as long as it says."""
    order = _taken(TaskOrder)
    demand_in(DEFAULT_PROJECT, Role.EDITOR)
    handle = aurora().submit(aurora().read(definition_of(order, aurora().handlers())))
    wait = order.timeout_duration / 1000 or _LONGEST_WAIT
    try:
        handle.wait(min(wait, _LONGEST_WAIT))
    except WaitTimeout:
        return _envelope(_answer(order, handle), message="continue")
    return _envelope(_answer(order, handle))


@blueprint.post("/task/touch")
def touch() -> Response:
    """Look at a call by what its start answered."""
    order = _taken(TaskOrder)
    named = [_TASK.fullmatch(call.uuid) for _, call in order.calls()]
    runs = {match[1] if match else "" for match in named}
    if len(runs) != 1 or "" in runs:
        raise Uncallable("the signatures are not those of one call")
    handle = seen_run(runs.pop(), Role.VIEWER)
    run = handle.summary()
    if run.error is not None:
        raise Uncallable(f"Task has failed with error: {run.error.message}")
    return _envelope(_answer(order, handle), message="" if run.state.is_terminal else "continue")


@blueprint.post("/task/simple/touch")
def simple_touch() -> Response:
    """Look at one task, or at all of a call, by its name."""
    name = _taken(TaskQuestion).task_uuid
    one, whole = _TASK.fullmatch(name), _WHOLE.fullmatch(name)
    match = one or whole
    if match is None:
        raise Uncallable(f"not found task: {name[:80]}")
    handle = seen_run(match[1], Role.VIEWER)
    run = handle.view()
    states = [_task_state(node, run, handle) for node in run.nodes if one is None or node.id == one[2]]
    if not states:
        raise Uncallable(f"not found task: {name[:80]}")
    return _envelope(states if one is None else states[0])


@blueprint.get("/worker/list")
def worker_list() -> Response:
    """Who runs handlers, and which."""
    known = aurora().handlers()
    beats = aurora().workers.living()
    found = [
        {
            "uuid": beat.id,
            "spec_queue": next(iter(beat.queues), ""),
            "metrics": None,
            "handlers": [_handler(name, known) for name in beat.handlers if not name.startswith("celery.")],
            "labels": dict(label.split("=", 1) for label in beat.labels),
            "timestamp": int(beat.beat.timestamp()) if beat.beat else 0,
        }
        for beat in beats
    ]
    return _envelope(found or None)


@blueprint.errorhandler(Uncallable)
def tell(error: Uncallable) -> Response:
    """What is wrong with a call."""
    return _envelope("", message=str(error))


@blueprint.errorhandler(AuroraError)
def tell_error(error: AuroraError) -> Response:
    """What Aurora found wrong with it; that store or broker are away is not the client's doing."""
    problem = problem_of(error)
    return (
        _envelope("", message=str(error))
        if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR
        else tell_problem(problem)
    )


@blueprint.errorhandler(Problem)
def tell_problem(problem: Problem) -> Response:
    """Who is not known, or may not; bodies that nobody can read."""
    if problem.code in ("malformed_json", "invalid_request"):
        response = jsonify(message="Json unmarshal failed!", error=problem.detail)
        response.status_code = HTTPStatus.BAD_REQUEST
    else:
        response = _envelope("", message=problem.detail, code=problem.status)
    response.headers.extend(dict(problem.headers))
    return response


def _taken(model: type[M]) -> M:
    try:
        return model.model_validate(parse_json(request.get_data()))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise Problem(HTTPStatus.BAD_REQUEST, "invalid_request", f"{where}: {first['msg']}") from None


def _envelope(data: Any, *, message: str = "", code: HTTPStatus = HTTPStatus.OK) -> Response:
    response = jsonify(code=code.value, message=message, data=data)
    response.status_code = code.value
    return response


def _answer(order: TaskOrder, handle: RunHandle) -> dict[str, Any]:
    run, calls = handle.view(), order.calls()
    shown = {node: call.shown(f"task_{run.id}_{node}") for node, call in calls}
    nodes = {node.id: node for node in run.nodes}
    if order.task_type in ("chain", "chord"):
        last = calls[-1][0]
        group = [shown[node] for node, _ in calls if node != CALLBACK]
        done = nodes[last].state is NodeState.SUCCEEDED
        responses = [_response(nodes[last], handle, calls=group, callback=shown.get(CALLBACK))] if done else []
    else:
        responses = [_response(nodes[node], handle, calls=[shown[node]]) for node, _ in calls]
    single = {"task": calls[0][0], "chain": calls[-1][0]}
    number = single.get(order.task_type)
    return {
        "uuid": str(uuid.uuid4()),
        "user": principal().name,
        "batch_id": str(uuid.uuid4()),
        "timestamp": int(time.time()),
        "task_type": order.task_type,
        "task_uuid": f"{order.task_type}_{run.id}" if number is None else f"task_{run.id}_{number}",
        "task_responses": responses,
    }


def _response(node: NodeRun, handle: RunHandle, *, calls: list[Any], callback: Any = None) -> dict[str, Any]:
    results = [handle.inspect().result(node.id)] if node.state is NodeState.SUCCEEDED else None
    return {"results": results, "state": _STATES[node.state], "signatures": calls, "callBack": callback}


def _task_state(node: NodeRun, run: Run, handle: RunHandle) -> dict[str, Any]:
    done = node.state is NodeState.SUCCEEDED
    value = handle.inspect().result(node.id) if done else None
    return {
        "TaskUUID": f"task_{run.id}_{node.id}",
        "TaskName": node.handler,
        "State": _STATES[node.state],
        "Results": [{"Type": _type(value), "Value": value}] if done else [],
        "Error": node.error.message if node.error else "",
        "CreatedAt": run.created.isoformat(),
        "TTL": 0,
    }


def _handler(name: str, known: Mapping[str, Any]) -> dict[str, Any]:
    spec = known.get(name)
    kinds = [parameter.schema.get("type", "") for parameter in spec.parameters] if spec else []
    result = [{"type": spec.result.get("type", ""), "value": None}] if spec else []
    return {
        "name": name,
        "usage": spec.description if spec else "",
        "in_args": [{"type": kind, "value": None} for kind in kinds],
        "out_args": result,
    }


def _type(value: Any) -> str:
    kinds = {bool: "bool", int: "int64", float: "float64", str: "string"}
    return kinds.get(type(value), "json")
