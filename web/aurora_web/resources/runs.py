"""``/runs``: start runs, find them, look at them, operate on them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from flask import Response, request
from flask.views import MethodView

from aurora_celery import RunFilter
from aurora_celery.errors import Diagnostic
from aurora_celery.model.access import Role
from aurora_celery.model.graph import Graph
from aurora_celery.model.pairs import read_pair
from aurora_web.api import Blueprint, chosen
from aurora_web.api.interface import PREFIX
from aurora_web.api.json_body import parse_json
from aurora_web.auth.gate import demand, principal, seen_run
from aurora_web.auth.journal import explain, pass_over
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.resources.waiting import wait_as_preferred
from aurora_web.schemas.moments import utc
from aurora_web.schemas.operations import EffectView, OperateRun, OperationList, effect_view, operations_of
from aurora_web.schemas.runs import (
    RunDetail,
    RunPage,
    RunQuery,
    RunResultView,
    RunsQuery,
    RunSummary,
    SubmitRun,
    detail_of,
    page_of,
    result_of,
    summary_of,
)

blueprint = Blueprint("runs", __name__, url_prefix="/runs", description="Executions of graphs.")

#: Seconds for which an Idempotency-Key gives the same run.
KEY_WINDOW: Final = 86400.0


@blueprint.route("")
class Runs(MethodView):
    """All of them."""

    @blueprint.query(RunsQuery)
    @blueprint.answers(RunPage)
    def get(self, query: RunsQuery) -> RunPage | Response:
        """List runs, newest first."""
        page = page_of(aurora().runs(_filter(query), limit=query.limit, cursor=query.cursor))
        return chosen(page, RunSummary, query.fields)

    @blueprint.body(SubmitRun, example={"graph": "etl", "inputs": {"path": "README.md"}})
    @blueprint.answers(RunSummary, HTTPStatus.CREATED)
    def post(self, order: SubmitRun) -> tuple[RunSummary, dict[str, str]]:
        """Start a run. When this answers, it is durable.

        `Idempotency-Key: KEY` gives the same run for a day, whoever asks again. `Prefer: wait=SECONDS` answers when the
        run has ended, or after that time.
        """
        key = request.headers.get("Idempotency-Key")
        handle = aurora().submit(
            _what(order),
            order.inputs,
            version=order.version,
            labels=order.labels,
            deadline=order.deadline,
            key=key,
            key_window=KEY_WINDOW if key else None,
        )
        waited = wait_as_preferred(handle)
        run = handle.summary() if waited else handle.accepted()
        return summary_of(run), {"Location": f"{request.script_root}{PREFIX}/runs/{handle.id}"}


@blueprint.route("/<run_id>")
class RunById(MethodView):
    """One of them."""

    @blueprint.query(RunQuery)
    @blueprint.answers(RunDetail)
    def get(self, query: RunQuery, run_id: str) -> RunDetail:
        """Read a run with all its nodes; with `nodes=false` without them, which costs the same for any number."""
        handle = seen_run(run_id, Role.VIEWER)
        return detail_of(handle.view() if query.nodes == "true" else handle.summary())

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, run_id: str) -> None:
        """Delete an ended run with its results, but for those that another run refers to."""
        seen_run(run_id, Role.OPERATOR).delete(by=principal().name)


@blueprint.route("/<run_id>/result")
class RunResult(MethodView):
    """What one returned."""

    @blueprint.answers(RunResultView)
    def get(self, run_id: str) -> RunResultView:
        """Read the outputs of a run; `Prefer: wait=SECONDS` waits for them."""
        handle = seen_run(run_id, Role.VIEWER)
        wait_as_preferred(handle)
        return result_of(handle.summary())


@blueprint.route("/<run_id>/operations")
class RunOperations(MethodView):
    """What is done to one."""

    @blueprint.answers(OperationList)
    def get(self, run_id: str) -> OperationList:
        """List what was done to a run by whom and why, oldest first; of very many the last ones."""
        return operations_of(seen_run(run_id, Role.VIEWER).operations())

    @blueprint.body(OperateRun, example={"kind": "cancel", "why": "wrong input"})
    @blueprint.answers(EffectView)
    def post(self, operation: OperateRun, run_id: str) -> EffectView:
        """Cancel, pause, resume, retry, rerun, skip, mark or delete; atomic, idempotent, and kept with who and why."""
        wanted = operation.root
        explain(**wanted.told())
        handle = seen_run(run_id, Role.OPERATOR)
        if wanted.dry_run:
            pass_over()
        effect = wanted.carry_out(handle, by=principal().name)
        if effect.run != run_id:
            explain(made=effect.run or "")
        return effect_view(effect, dry_run=wanted.dry_run)


def _what(order: SubmitRun) -> str | Graph:
    """The graph that an order is about, if whoever asks may run it: one that is not stored takes who may store it."""
    if order.graph is not None:
        demand(Role.OPERATOR, order.graph)
        return order.graph
    graph = aurora().read(order.definition or {})
    demand(Role.EDITOR, graph.name)
    return graph


def _filter(query: RunsQuery) -> RunFilter:
    return RunFilter(
        states=tuple(query.state),
        graph=query.graph,
        labels=dict(_pair("label", text) for text in query.label),
        facts=aurora().facts(dict(_value(text) for text in query.input)),
        projects=principal().projects(Role.VIEWER),
        created_after=utc(query.since),
        created_before=utc(query.until),
        text=query.text,
    )


def _pair(where: str, text: str) -> tuple[str, str]:
    pair = read_pair(text)
    if pair is None:
        raise _bad(where, "write name=value")
    return pair


def _value(text: str) -> tuple[str, Any]:
    """An input and its value. Text that is no JSON counts as the text itself."""
    name, value = _pair("input", text)
    try:
        return name, parse_json(value.encode())
    except Problem:
        return name, value


def _bad(path: str, message: str) -> Problem:
    places = (Diagnostic("bad_filter", path, message),)
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "the request has mistakes", places)
