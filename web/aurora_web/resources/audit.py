"""``/audit``: what people did, and whether the record of it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from flask import Response
from flask.views import MethodView

from aurora_celery import Aurora, Page
from aurora_celery.model.access import AuditEntry
from aurora_web.api import Blueprint
from aurora_web.context import aurora
from aurora_web.schemas.access import AuditFilter, AuditPage, AuditQuery, AuditVerdict, audit_view

blueprint = Blueprint("audit", __name__, url_prefix="/audit", description="What people did.")

_NDJSON: Final = "application/x-ndjson"
_AT_ONCE: Final = 500


@blueprint.route("")
class Audit(MethodView):
    """The log."""

    @blueprint.query(AuditQuery)
    @blueprint.answers(AuditPage)
    def get(self, query: AuditQuery) -> AuditPage:
        """List what was done, newest first."""
        page = aurora().access.audit.list(
            actor=query.actor, action=query.action, target=query.target, limit=query.limit, cursor=query.cursor
        )
        return AuditPage(items=[audit_view(entry) for entry in page.items], cursor=page.cursor)


@blueprint.route("/verdict")
class Verdict(MethodView):
    """Whether it is whole."""

    @blueprint.answers(AuditVerdict)
    def get(self) -> AuditVerdict:
        """Check that no entry was changed or removed."""
        wrong = aurora().access.audit.verify()
        return AuditVerdict(sound=wrong is None, first_wrong=wrong)


@blueprint.route("/export")
class Export(MethodView):
    """The log as a file."""

    @blueprint.query(AuditFilter)
    @blueprint.response(HTTPStatus.OK, {"type": "string", "format": "binary"}, content_type=_NDJSON)
    def get(self, query: AuditFilter) -> Response:
        """Write what was done as lines of JSON, newest first, an entry a line, in as many pages as there are."""
        first = _page(aurora(), query, None)
        answer = Response(_lines(aurora(), query, first), mimetype=_NDJSON)
        answer.headers["Content-Disposition"] = 'attachment; filename="audit.ndjson"'
        return answer


def _lines(source: Aurora, query: AuditFilter, page: Page[AuditEntry]) -> Iterator[str]:
    """Page after page, the first of which was read before the answer began."""
    while True:
        yield from (f"{audit_view(entry).model_dump_json()}\n" for entry in page.items)
        if page.cursor is None:
            return
        page = _page(source, query, page.cursor)


def _page(source: Aurora, query: AuditFilter, cursor: str | None) -> Page[AuditEntry]:
    return source.access.audit.list(
        actor=query.actor, action=query.action, target=query.target, limit=_AT_ONCE, cursor=cursor
    )
