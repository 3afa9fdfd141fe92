"""``/queues``: what waits for workers, and how to throw it away."""

from __future__ import annotations

from http import HTTPStatus

from flask.views import MethodView

from aurora_celery.errors import Diagnostic
from aurora_web.api import Blueprint
from aurora_web.auth.journal import explain
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.schemas.queues import PurgeQueue, PurgeView, QueueList, QueueView, queue_view

blueprint = Blueprint("queues", __name__, url_prefix="/queues", description="What waits for workers.")


@blueprint.route("")
class Queues(MethodView):
    """All of them."""

    @blueprint.answers(QueueList)
    def get(self) -> QueueList:
        """List the queues: how many messages wait, who takes them, and for how long nodes have been ready."""
        return QueueList(items=[queue_view(look) for look in aurora().queues.all()])


@blueprint.route("/<path:name>/purge")
class QueuePurge(MethodView):
    """What waits in one."""

    @blueprint.body(PurgeQueue, example={"confirm": "aurora", "why": "a million messages of a test"})
    @blueprint.answers(PurgeView)
    def post(self, order: PurgeQueue, name: str) -> PurgeView:
        """Remove every message that waits in a queue.

        Nodes are not lost: they stay ready, and are rung for again. Messages of other Celery tasks are gone for good.
        """
        explain(why=order.why)
        if order.confirm != name:
            places = (Diagnostic("not_confirmed", "confirm", "write the name of the queue"),)
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "the request has mistakes", places)
        removed = aurora().queues.purge(name)
        explain(removed=str(removed))
        return PurgeView(queue=name, removed=removed)


@blueprint.route("/<path:name>")
class QueueByName(MethodView):
    """One of them."""

    @blueprint.answers(QueueView)
    def get(self, name: str) -> QueueView:
        """Read a queue."""
        return queue_view(aurora().queues.find(name))
