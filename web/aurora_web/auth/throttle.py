"""Slow down whoever guesses: counts in the store, which no restart forgets and all web processes share."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Final

from flask import request

from aurora_web.context import aurora
from aurora_web.problems import Problem

#: Tries for one name, and from one address, in a window of so many seconds. Nobody is kept out for longer than that.
_PER_NAME: Final = 10
_PER_ADDRESS: Final = 100
_WINDOW: Final = 60.0


def address() -> str:
    """Where the current request comes from; behind trusted proxies what they say."""
    return request.remote_addr or ""


def count_try(name: str) -> None:
    """Count a try to sign in under a name. Raises Problem when there were too many."""
    count_address()
    _count("name", name, most=_PER_NAME)


def count_address() -> None:
    """Count a try that names nobody. Raises Problem when there were too many."""
    _count("address", address(), most=_PER_ADDRESS)


def forgive(name: str) -> None:
    """The right password was given: what was guessed before does not count any more."""
    aurora().access.limits.clear(_key("name", name))


def _count(kind: str, what: str, *, most: int) -> None:
    limits = aurora().access.limits
    if limits.hit(_key(kind, what), window=_WINDOW) > most:
        raise _too_many(limits.count(_key(kind, what))[1])


def _key(kind: str, what: str) -> str:
    return f"signin/{kind}/{hashlib.sha256(what.encode()).hexdigest()}"


def _too_many(seconds: float) -> Problem:
    wait = str(max(1, round(seconds)))
    detail = "there were too many tries; wait before the next"
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many_tries", detail, (), {"Retry-After": wait})
