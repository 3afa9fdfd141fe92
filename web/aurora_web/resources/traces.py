"""``/runs/{run}/trace``: where the time of a run went."""

from __future__ import annotations

from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import seen_run
from aurora_web.schemas.traces import RunTrace, trace_view

blueprint = Blueprint("traces", __name__, url_prefix="/runs", description="Where the time of a run went.")


@blueprint.route("/<run_id>/trace")
class Trace(MethodView):
    """Of one run."""

    @blueprint.answers(RunTrace)
    def get(self, run_id: str) -> RunTrace:
        """Read when each node was ready, claimed and done, try by try, and the critical path that was taken."""
        return trace_view(seen_run(run_id, Role.VIEWER).trace())
