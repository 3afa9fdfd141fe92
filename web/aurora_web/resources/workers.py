"""``/workers``: who runs handlers, how they stand, and what they are told."""

from __future__ import annotations

from flask import Response
from flask.views import MethodView

from aurora_celery.model.worker import WorkerOrder
from aurora_web.api import Blueprint, FieldsQuery, chosen
from aurora_web.auth.journal import explain
from aurora_web.context import aurora
from aurora_web.schemas.orders import OrderView, OrderWorker
from aurora_web.schemas.workers import WorkerDetail, WorkerList, WorkerQuery, WorkerView, worker_detail, worker_view

blueprint = Blueprint("workers", __name__, url_prefix="/workers", description="Who runs handlers.")


@blueprint.route("")
class Workers(MethodView):
    """All of them."""

    @blueprint.query(FieldsQuery)
    @blueprint.answers(WorkerList)
    def get(self, query: FieldsQuery) -> WorkerList | Response:
        """List the workers that live."""
        return chosen(
            WorkerList(items=[worker_view(beat) for beat in aurora().workers.living()]), WorkerView, query.fields
        )


@blueprint.route("/<worker_id>")
class WorkerById(MethodView):
    """One of them."""

    @blueprint.query(WorkerQuery)
    @blueprint.answers(WorkerDetail)
    def get(self, query: WorkerQuery, worker_id: str) -> WorkerDetail:
        """Read a worker, and ask it how it stands: its pool, its queues, and the nodes that it has taken.

        504 when it does not answer within five seconds; `live=false` reads what it told the store, and asks nobody.
        """
        beat = aurora().workers.find(worker_id)
        return worker_detail(beat, aurora().workers.look(worker_id) if query.live == "true" else None)


@blueprint.route("/<worker_id>/orders")
class WorkerOrders(MethodView):
    """What one is told."""

    @blueprint.body(OrderWorker, example={"kind": "drain", "why": "the machine is to be renewed"})
    @blueprint.answers(OrderView)
    def post(self, order: OrderWorker, worker_id: str) -> OrderView:
        """Ping, grow or shrink a worker, change its queues or limits, drain it or shut it down.

        409 when it cannot; 504 when it does not answer within five seconds, and may still do it. Nothing of it
        outlives the worker.
        """
        kind = WorkerOrder(order.root.kind)
        explain(kind=kind.value, why=order.root.why, **{name: str(it) for name, it in order.root.given().items()})
        answer = aurora().workers.tell(worker_id, kind, order.root.given())
        return OrderView(worker=worker_id, kind=kind, answer=answer)
