"""``/logs``: what handlers said, in all runs."""

from __future__ import annotations

from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import principal
from aurora_web.context import aurora
from aurora_web.schemas.logs import LogPage, LogsQuery, entry_view

blueprint = Blueprint("logs", __name__, url_prefix="/logs", description="What handlers said, in all runs.")


@blueprint.route("")
class Logs(MethodView):
    """All of it."""

    @blueprint.query(LogsQuery)
    @blueprint.answers(LogPage)
    def get(self, query: LogsQuery) -> LogPage:
        """Find lines in all runs that may be seen, the newest first; a page looks at a bounded number of them.

        So a page may be empty and `cursor` lead on to more.
        """
        lines = query.lines(principal().projects(Role.VIEWER))
        page = aurora().logs.page(lines, limit=query.limit, cursor=query.cursor, newest=query.order == "desc")
        return LogPage(items=[entry_view(entry) for entry in page.items], cursor=page.cursor)
