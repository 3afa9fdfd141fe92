"""``/stats``: how runs fare, in numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from flask.views import MethodView

from aurora_celery.errors import Diagnostic
from aurora_celery.model.access import Role
from aurora_celery.model.glance import Stretch
from aurora_web.api import Blueprint
from aurora_web.auth.gate import principal
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.schemas.moments import FIRST, utc
from aurora_web.schemas.stats import StatsQuery, StatsView, stats_view

blueprint = Blueprint("stats", __name__, url_prefix="/stats", description="How runs fare, in numbers.")

#: Buckets are added to it.
_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_LONGEST: Final = 3660 * _DAY


@blueprint.route("")
class Stats(MethodView):
    """Of the runs that may be seen."""

    @blueprint.query(StatsQuery)
    @blueprint.answers(StatsView)
    def get(self, query: StatsQuery) -> StatsView:
        """Count runs by state over time, and name the graphs that fail most."""
        stretch, overview = _stretch(query), aurora().overview
        going_on = overview.going_on(projects=stretch.projects)
        return stats_view(stretch, overview.history(stretch), going_on, buckets=query.buckets)


def _stretch(query: StatsQuery) -> Stretch:
    until = utc(query.until) or aurora().store.now()
    since = utc(query.since) or until - min(_DAY, until - FIRST)
    if not timedelta(0) < until - since <= _LONGEST or until > _LATEST:
        places = (Diagnostic("bad_filter", "since", "has to be before until, by ten years at most"),)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "the request has mistakes", places)
    step = max((until - since) / query.buckets, timedelta(milliseconds=1))
    return Stretch(since=since, until=until, step=step, projects=principal().projects(Role.VIEWER))
