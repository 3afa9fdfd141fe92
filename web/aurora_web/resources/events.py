"""``/events``: what happens, as it happens, over one open answer for each browser or program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Final

from flask import Response, copy_current_request_context, request
from flask.views import MethodView

from aurora_celery import Interest, Missed, Subscription
from aurora_celery.errors import BadCursor, EventsLost
from aurora_celery.model.access import Role, project_of
from aurora_web.api import Blueprint
from aurora_web.auth.gate import principal, seen_run
from aurora_web.auth.recognize import recognize
from aurora_web.context import aurora, web
from aurora_web.problems import RETRY_AFTER, Problem
from aurora_web.schemas.events import EventsQuery, event_text

blueprint = Blueprint("events", __name__, url_prefix="/events", description="What happens, as it happens.")

#: Seconds of silence after which a comment is sent, so that proxies and dead connections are noticed.
_PING: Final = 15.0
#: Seconds between two looks at whether the listener may still listen.
_RECHECK: Final = 4.0
#: Threads that answer everything else while the others hold streams open.
_RESERVE: Final = 8


@blueprint.route("")
class Events(MethodView):
    """One stream."""

    @blueprint.query(EventsQuery)
    @blueprint.response(HTTPStatus.OK, {"type": "string"}, content_type="text/event-stream")
    def get(self, query: EventsQuery) -> Response:
        """Follow runs as server-sent events, live; with Last-Event-ID from that event on.

        Each event has the id to go on after, a name (`run`, `node`, `progress`, `control`, `operation`, `deleted`) and
        JSON. `resync` says that something may have been missed: look at everything anew, and listen on.
        """
        for run_id in query.run:
            seen_run(run_id, Role.VIEWER)
        who = principal()
        interest = Interest(
            runs=frozenset(query.run),
            every=query.runs,
            may_see=lambda graph: who.may(Role.VIEWER, project_of(graph)),
        )
        if aurora().broadcast.listeners >= web().settings.web.threads - _RESERVE:
            raise _full()
        stream = _stream(interest, request.headers.get("Last-Event-ID") or query.after)
        headers = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
        return Response(stream, content_type="text/event-stream", headers=headers)


def _stream(interest: Interest, after: str | None) -> Iterator[str]:
    """The text of a stream, begun at once so that what is wrong with it is still a problem."""
    try:
        subscription, first = aurora().broadcast.subscribe(interest, after=after), ": listening\n\n"
    except (BadCursor, EventsLost):
        subscription, first = aurora().broadcast.subscribe(interest), _RESYNC
    recheck = copy_current_request_context(recognize)
    return _told(subscription, first, still_may=lambda: recheck() is not None)


_RESYNC: Final = "event: resync\ndata: {}\n\n"


def _told(subscription: Subscription, first: str, *, still_may: Callable[[], bool]) -> Iterator[str]:
    checked = spoke = time.monotonic()
    try:
        yield first
        while True:
            now = time.monotonic()
            if now - checked > _RECHECK:
                if not still_may():
                    return
                checked = now
            text = _next(subscription)
            if text or now - spoke > _PING:
                spoke = now
                yield text or ": still here\n\n"
    finally:
        subscription.close()


def _next(subscription: Subscription) -> str:
    try:
        event = subscription.next(timeout=1.0)
    except Missed:
        return _RESYNC
    return "" if event is None else event_text(event)


def _full() -> Problem:
    detail = "as many listen as this process can serve; ask another, or later"
    headers = {"Retry-After": str(RETRY_AFTER)}
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too_many_listeners", detail, (), headers)
