"""``/audit``: what people did, and whether the record of it is whole."""

from __future__ import annotations

from flask.views import MethodView

from aurora_web.api import Blueprint
from aurora_web.context import aurora
from aurora_web.schemas.access import AuditPage, AuditQuery, AuditVerdict, audit_view

blueprint = Blueprint("audit", __name__, url_prefix="/audit", description="What people did.")


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
