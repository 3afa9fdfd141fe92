"""``/workers``: who runs handlers."""

from __future__ import annotations

from flask.views import MethodView

from aurora_web.api import Blueprint
from aurora_web.context import aurora, web
from aurora_web.schemas.workers import WorkerList, worker_view

blueprint = Blueprint("workers", __name__, url_prefix="/workers", description="Who runs handlers.")


@blueprint.route("")
class Workers(MethodView):
    """All of them."""

    @blueprint.answers(WorkerList)
    def get(self) -> WorkerList:
        """List the workers that live."""
        beats = aurora().store.workers.workers(within=web().settings.worker.lease)
        return WorkerList(items=[worker_view(beat) for beat in beats])
