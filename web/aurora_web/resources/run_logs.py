"""``/runs/{run}/logs``: what the handlers of a run said, by the page, as a file, and as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain, islice

from flask import Response, request
from flask.views import MethodView

from aurora_celery import LogEntry, LogQuery, RunHandle
from aurora_celery.errors import BadCursor, EventsLost
from aurora_celery.model.access import Role, project_of
from aurora_web.api import Blueprint
from aurora_web.auth.gate import seen_run
from aurora_web.context import web
from aurora_web.resources.streaming import LISTENING, RESYNC, check_room, event_stream, full
from aurora_web.schemas.logs import (
    OfRunQuery,
    RunLogPage,
    RunLogsQuery,
    RunLogStreamQuery,
    entry_event,
    entry_text,
    entry_view,
)

blueprint = Blueprint("run_logs", __name__, url_prefix="/runs", description="What the handlers of a run said.")


@blueprint.route("/<run_id>/logs")
class RunLogs(MethodView):
    """Of one run."""

    @blueprint.query(RunLogsQuery)
    @blueprint.answers(RunLogPage)
    def get(self, query: RunLogsQuery, run_id: str) -> RunLogPage:
        """Read what the handlers of a run logged and printed, in the order of time."""
        handle, newest = seen_run(run_id, Role.VIEWER), query.order == "desc"
        page = handle.log_page(query.lines(), limit=query.limit, cursor=query.cursor, newest=newest)
        return RunLogPage(items=[entry_view(entry) for entry in page.items], cursor=page.cursor, follow=page.follow)


@blueprint.route("/<run_id>/logs/raw")
class RawRunLogs(MethodView):
    """As a file."""

    @blueprint.query(OfRunQuery)
    @blueprint.response(HTTPStatus.OK, {"type": "string"}, content_type="text/plain")
    def get(self, query: OfRunQuery, run_id: str) -> Response:
        """Read all of it as text: time, level, node and try, logger, and what was said."""
        entries = seen_run(run_id, Role.VIEWER).logs(query.lines())
        first = list(islice(entries, 1))  # what is wrong with the question shows here
        answer = Response(map(entry_text, chain(first, entries)), content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{run_id}.log"'
        return answer


@blueprint.route("/<run_id>/logs/stream")
class RunLogStream(MethodView):
    """As it comes."""

    @blueprint.query(RunLogStreamQuery)
    @blueprint.response(HTTPStatus.OK, {"type": "string"}, content_type="text/event-stream")
    def get(self, query: RunLogStreamQuery, run_id: str) -> Response:
        """Follow what the handlers of a run say as server-sent events; without `after` from the beginning.

        Each `line` is one item as pages have it, with the id to go on after in Last-Event-ID. Of one try they come in
        order; after a break some may come again. `resync` says that some may have been missed: read the pages anew,
        and listen on. `end` is the last: the run has ended, and all has been told.
        """
        handle = seen_run(run_id, Role.VIEWER)
        project = project_of(handle.summary().graph)
        lines, after = query.lines(), request.headers.get("Last-Event-ID") or query.after
        handle.log_page(lines, limit=1)  # what is wrong with the question shows here
        check_room()
        seats = web().log_seats
        if not seats.take():
            raise full()
        stream = event_stream(_told(handle, lines, after), may=lambda who: who.may(Role.VIEWER, project))
        stream.call_on_close(seats.leave)
        return stream


def _told(handle: RunHandle, lines: LogQuery, after: str | None) -> Iterator[str]:
    yield LISTENING
    try:
        yield from map(_event, handle.tail_logs(lines, after=after))
    except (BadCursor, EventsLost):
        yield RESYNC
        yield from map(_event, handle.tail_logs(lines, after=handle.log_page(limit=1).follow))
    yield "event: end\ndata: {}\n\n"


def _event(entry: LogEntry | None) -> str:
    return "" if entry is None else entry_event(entry)
