"""The cookie of a session, and the proof that a request with it came from our own page."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Final

from flask import Response, request

from aurora_celery.model.access import Session
from aurora_web.context import aurora, web
from aurora_web.problems import Problem

CSRF_HEADER: Final = "X-CSRF-Token"
#: The prefix lets no other host and no plain connection set the cookie; without TLS no browser would take it.
_SECURE_NAME: Final = "__Host-aurora"
_PLAIN_NAME: Final = "aurora"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def session_id() -> str | None:
    """The id of the session that the current request names: the digest of the token in its cookie."""
    token = request.cookies.get(_name())
    return aurora().digest_of(token) if token else None


def set_cookie(response: Response, token: str) -> None:
    """Give a browser its token."""
    secure = web().settings.web.production
    response.set_cookie(_name(), token, httponly=True, secure=secure, samesite="Lax", path="/")


def clear_cookie(response: Response) -> None:
    """Take the token from a browser."""
    response.delete_cookie(_name(), httponly=True, secure=web().settings.web.production, samesite="Lax", path="/")


def check_origin(session: Session) -> None:
    """Raise Problem unless a request that changes something was made by a page of ours.

    A foreign page can make a browser send the cookie, but can neither read the token that the header needs nor hide
    where it comes from.
    """
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin not in {f"http://{request.host}", f"https://{request.host}"}:
        raise _foreign("the request comes from another origin")
    if not hmac.compare_digest(request.headers.get(CSRF_HEADER, "").encode(), session.csrf.encode()):
        raise _foreign(f"the header {CSRF_HEADER} is not the one of the session")


def _name() -> str:
    return _SECURE_NAME if web().settings.web.production else _PLAIN_NAME


def _foreign(detail: str) -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "csrf", detail)
