"""``/handlers``: what a node can name."""

from __future__ import annotations

from flask.views import MethodView

from aurora_web.api import Blueprint
from aurora_web.context import aurora, web
from aurora_web.schemas.workers import HandlerList, handler_view

blueprint = Blueprint("handlers", __name__, url_prefix="/handlers", description="What a node can name.")


@blueprint.route("")
class Handlers(MethodView):
    """All of them."""

    @blueprint.answers(HandlerList)
    def get(self) -> HandlerList:
        """List the handlers that are known here, and those that workers serve."""
        known = aurora().handlers()
        served: dict[str, list[str]] = {}
        for beat in aurora().store.workers.workers(within=web().settings.worker.lease):
            for name in beat.handlers:
                if not name.startswith("celery."):
                    served.setdefault(name, []).append(beat.id)
        names = sorted({*known, *served})
        return HandlerList(items=[handler_view(name, known.get(name), served.get(name, [])) for name in names])
