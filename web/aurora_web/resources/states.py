"""``/runs/{run}/states`` and ``/runs/{run}/plan``: all nodes of a run, compactly."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import seen_run
from aurora_web.context import aurora
from aurora_web.resources.revalidating import answer_if_changed, answer_once
from aurora_web.schemas.states import RunPlan, RunStates, StatesQuery, plan_of_run, states_view

blueprint = Blueprint("states", __name__, url_prefix="/runs", description="All nodes of a run, compactly.")


@blueprint.route("/<run_id>/states")
class States(MethodView):
    """How they stand."""

    @blueprint.query(StatesQuery)
    @blueprint.answers(RunStates)
    @blueprint.alt_response(HTTPStatus.NOT_MODIFIED, description="Nothing has changed since the `If-None-Match`.")
    def get(self, query: StatesQuery, run_id: str) -> Response:
        """Read the state of every node of a run, in the order of its plan."""
        run = seen_run(run_id, Role.VIEWER).summary()
        nodes = aurora().overview.states(run_id)
        return answer_if_changed(states_view(run, nodes, times=query.times == "true"))


@blueprint.route("/<run_id>/plan")
class PlanOfRun(MethodView):
    """What they are."""

    @blueprint.answers(RunPlan)
    @blueprint.alt_response(HTTPStatus.NOT_MODIFIED, description="The `If-None-Match` is that of this plan.")
    def get(self, run_id: str) -> Response:
        """Read the nodes of a run and what each comes after, as they were compiled for it; it never changes."""
        run = seen_run(run_id, Role.VIEWER).summary()
        return answer_once(f"{run.id}-{run.plan}", lambda: plan_of_run(run, aurora().overview.plan(run.plan)))
