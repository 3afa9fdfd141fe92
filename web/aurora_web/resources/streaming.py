"""Answers without an end: server-sent events, with signs of life, for as long as whoever listens may listen."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from http import HTTPStatus
from typing import Final, cast

from flask import Response

from aurora_celery.errors import StoreUnavailable
from aurora_web.auth.principal import Principal
from aurora_web.auth.recognize import credential
from aurora_web.auth.standing import standing
from aurora_web.context import aurora, web
from aurora_web.problems import RETRY_AFTER, Problem

#: What a stream begins with, and what says that something may have been missed.
LISTENING: Final = ": listening\n\n"
RESYNC: Final = "event: resync\ndata: {}\n\n"
#: Seconds of silence after which a comment is sent, so that proxies and dead connections are noticed.
_PING: Final = 15.0
#: Seconds between two looks at whether the listener may still listen.
_RECHECK: Final = 4.0
#: Seconds for which a listener is taken for who they were while the store does not answer: nothing comes from it then.
_PATIENCE: Final = 30.0
#: Threads that answer everything else while the others hold streams open.
_RESERVE: Final = 8


def event_stream(texts: Iterator[str], *, may: Callable[[Principal], bool] = lambda _: True) -> Response:
    """An answer of these texts, a generator that says "" every second or two while there is nothing to tell."""
    sent, known = credential(), standing()

    def still_may() -> bool:
        try:
            holder = known.of(sent.name, sent.look, patience=_PATIENCE) if sent else None
        except StoreUnavailable:
            return False
        return holder is not None and not holder.must_change and may(holder.principal)

    headers = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
    return Response(_alive(texts, still_may), content_type="text/event-stream", headers=headers)


def check_room() -> None:
    """Raise Problem when so many listen that no thread would be left for anything else."""
    if aurora().broadcast.listeners + web().log_seats.taken >= web().settings.web.threads - _RESERVE:
        raise full()


def full() -> Problem:
    """The answer to one listener too many."""
    detail = "as many listen as this process can serve; ask another, or later"
    headers = {"Retry-After": str(RETRY_AFTER)}
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too_many_listeners", detail, (), headers)


def _alive(texts: Iterator[str], still_may: Callable[[], bool]) -> Iterator[str]:
    checked = spoke = time.monotonic()
    with closing(cast("Generator[str]", texts)):
        for text in texts:
            now = time.monotonic()
            if now - checked > _RECHECK:
                if not still_may():
                    return
                checked = now
            if text or now - spoke > _PING:
                spoke = now
                yield text or ": still here\n\n"
