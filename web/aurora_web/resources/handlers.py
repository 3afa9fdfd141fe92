"""``/handlers``: what a node can name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Response, request
from flask.views import MethodView

from aurora_celery.model.access import DEFAULT_PROJECT, Role
from aurora_web.api import Blueprint, FieldsQuery, chosen
from aurora_web.api.interface import PREFIX
from aurora_web.auth.gate import demand
from aurora_web.auth.journal import explain
from aurora_web.context import aurora
from aurora_web.resources.waiting import wait_as_preferred
from aurora_web.schemas.trying import TryHandler, TryView, try_view
from aurora_web.schemas.workers import HandlerList, HandlerView, handler_view

#: Characters of a handler's name that the name of its graph has room for.
_ROOM: Final = 48

blueprint = Blueprint("handlers", __name__, url_prefix="/handlers", description="What a node can name.")


@blueprint.route("")
class Handlers(MethodView):
    """All of them."""

    @blueprint.query(FieldsQuery)
    @blueprint.answers(HandlerList)
    def get(self, query: FieldsQuery) -> HandlerList | Response:
        """List the handlers that are known here, and those that workers serve."""
        known = aurora().handlers()
        served: dict[str, list[str]] = {}
        for beat in aurora().workers.living():
            for name in beat.handlers:
                if not name.startswith("celery."):
                    served.setdefault(name, []).append(beat.id)
        names = sorted({*known, *served})
        return chosen(
            HandlerList(items=[handler_view(name, known.get(name), served.get(name, [])) for name in names]),
            HandlerView,
            query.fields,
        )


@blueprint.route("/<handler>/try")
class HandlerTry(MethodView):
    """One of them, by itself."""

    @blueprint.body(TryHandler, example={"arguments": {"value": 1}})
    @blueprint.answers(TryView, HTTPStatus.CREATED)
    def post(self, order: TryHandler, handler: str) -> tuple[TryView, dict[str, str]]:
        """Call a handler as the one node of a run with the label `aurora.try`; `Prefer: wait=SECONDS` for its result.

        Arguments that it does not take are refused before anything is submitted.
        """
        prefix = "" if order.project == DEFAULT_PROJECT else f"{order.project}/"
        graph = f"{prefix}try {handler[-_ROOM:]}"
        demand(Role.OPERATOR, graph)
        handle = aurora().try_handler(handler, order.arguments, graph=graph, queue=order.queue)
        explain(run=handle.id)
        wait_as_preferred(handle)
        return try_view(handle.summary()), {"Location": f"{request.script_root}{PREFIX}/runs/{handle.id}"}
