"""``/bulk-operations``: do one operation to many runs, see how far it has come, and stop it."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final

from flask import current_app, request
from flask.views import MethodView

from aurora_celery import RunFilter
from aurora_celery.model.access import Role
from aurora_celery.model.bulk import BulkOperation
from aurora_celery.model.operation import OperationKind
from aurora_web.api import Blueprint
from aurora_web.api.interface import PREFIX
from aurora_web.auth.gate import forbidden, principal
from aurora_web.auth.journal import explain
from aurora_web.context import aurora
from aurora_web.schemas.bulk import BulkFilter, BulkPage, BulkQuery, BulkView, StartBulk, bulk_page, bulk_view
from aurora_web.schemas.moments import utc

blueprint = Blueprint("bulk", __name__, url_prefix="/bulk-operations", description="Operations on many runs.")

#: Seconds after which a process that answers requests looks whether one lies idle.
_EVERY: Final = 10.0
_LOOKED: Final = "aurora.bulk.looked"


@blueprint.route("")
class BulkOperations(MethodView):
    """All of them."""

    @blueprint.query(BulkQuery)
    @blueprint.answers(BulkPage)
    def get(self, query: BulkQuery) -> BulkPage:
        """List what was done to many runs at once, newest first. It is kept for a month."""
        return bulk_page(aurora().bulk.list(limit=query.limit, cursor=query.cursor))

    @blueprint.body(
        StartBulk,
        example={"kind": "retry", "filter": {"state": ["failed"], "graph": "etl"}, "why": "the disk is mended"},
    )
    @blueprint.answers(BulkView, HTTPStatus.ACCEPTED)
    def post(self, order: StartBulk) -> tuple[BulkView, dict[str, str]]:
        """Do one operation to every run that a filter finds and that you may operate on.

        It goes on in the background, in another process when this one dies; `Location` tells how far it has come.
        """
        kind = OperationKind(order.kind)
        bulk = aurora().bulk.start(
            kind, _where(order.filter), by=principal().name, why=order.why, dry_run=order.dry_run
        )
        explain(kind=kind.value, why=order.why, bulk=bulk.id, dry_run=str(order.dry_run))
        return bulk_view(bulk), {"Location": f"{request.script_root}{PREFIX}/bulk-operations/{bulk.id}"}


@blueprint.route("/<bulk_id>")
class BulkById(MethodView):
    """One of them."""

    @blueprint.answers(BulkView)
    def get(self, bulk_id: str) -> BulkView:
        """Read how far one has come: to how many runs it was done, how many refused it, and why."""
        return bulk_view(_seen(bulk_id))


@blueprint.route("/<bulk_id>/cancel")
class BulkCancel(MethodView):
    """The end of one."""

    @blueprint.answers(BulkView)
    def post(self, bulk_id: str) -> BulkView:
        """Begin no more runs. What has been done is not undone; one that has ended stays as it is."""
        return bulk_view(aurora().bulk.cancel(_seen(bulk_id).id))


def carry_on() -> None:
    """Before a request: see to it that no bulk operation lies idle whose process has died. Costs no time."""
    looked = current_app.extensions.get(_LOOKED)
    now = time.monotonic()
    if looked is None or now - looked > _EVERY:
        current_app.extensions[_LOOKED] = now
        aurora().bulk.wake()


def _seen(bulk_id: str) -> BulkOperation:
    """One that is their own, or that of others for who operates on everything. Raises BulkNotFound, Problem."""
    bulk = aurora().bulk.get(bulk_id)
    if bulk.by != principal().name and not principal().may_everywhere(Role.OPERATOR):
        raise forbidden(Role.OPERATOR)
    return bulk


def _where(wanted: BulkFilter) -> RunFilter:
    return RunFilter(
        states=tuple(wanted.state),
        graph=wanted.graph,
        labels=dict(wanted.label),
        facts=aurora().facts(wanted.input),
        projects=principal().projects(Role.OPERATOR),
        created_after=utc(wanted.since),
        created_before=utc(wanted.until),
        text=wanted.text,
    )
