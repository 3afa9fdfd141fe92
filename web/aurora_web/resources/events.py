"""``/events``: what happens, as it happens, over one open answer for each browser or program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from flask import Response, request
from flask.views import MethodView

from aurora_celery import Interest, Missed, Subscription
from aurora_celery.errors import BadCursor, EventsLost
from aurora_celery.model.access import Role, project_of
from aurora_celery.model.event import RunEvent
from aurora_web.api import Blueprint
from aurora_web.auth.gate import principal, seen_run
from aurora_web.context import aurora
from aurora_web.resources.streaming import LISTENING, RESYNC, check_room, event_stream
from aurora_web.schemas.events import EventsQuery, event_text

#: Seconds of silence after which a stream looks after itself.
_PULSE: Final = 2.0
#: Events whose text is kept.
_LATEST: Final = 64

blueprint = Blueprint("events", __name__, url_prefix="/events", description="What happens, as it happens.")


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
        check_room()
        return event_stream(_stream(interest, request.headers.get("Last-Event-ID") or query.after))


def _stream(interest: Interest, after: str | None) -> Iterator[str]:
    """The text of a stream, begun at once so that what is wrong with it is still a problem."""
    try:
        subscription, first = aurora().broadcast.subscribe(interest, after=after), LISTENING
    except (BadCursor, EventsLost):
        subscription, first = aurora().broadcast.subscribe(interest), RESYNC
    return _told(subscription, first)


def _told(subscription: Subscription, first: str) -> Iterator[str]:
    try:
        yield first
        while True:
            yield _next(subscription)
    finally:
        subscription.close()


def _next(subscription: Subscription) -> str:
    try:
        event = subscription.next(timeout=_PULSE)
    except Missed:
        return RESYNC
    return "" if event is None else _text(_Shared(event))


class _Shared:
    """An event that many hear, all of them the same object."""

    __slots__ = ("event",)

    def __init__(self, event: RunEvent) -> None:
        self.event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shared) and other.event is self.event

    def __hash__(self) -> int:
        return id(self.event)


@lru_cache(maxsize=_LATEST)
def _text(shared: _Shared) -> str:
    """What all who hear it are sent, written once."""
    return event_text(shared.event)
