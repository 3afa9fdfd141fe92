"""Find out who sends a request: by the key in its Authorization header, or by its session."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Final

from flask import g, request

from aurora_celery.model.access import EVERY_PROJECT, LOCAL, SETUP, User
from aurora_web.auth.cookies import check_origin, session_id
from aurora_web.auth.principal import Principal, of_key, of_user
from aurora_web.context import aurora, web
from aurora_web.problems import Problem

#: What a user may call who has to change the password first.
_FIRST: Final = frozenset({"session.Current", "session.OwnPassword"})


def recognize() -> Principal | None:
    """Whoever sent the current request; None for who is not known. Raises Problem for a request that was forged."""
    if "Authorization" in request.headers:
        return _by_key(request.headers["Authorization"])
    identifier = session_id()
    return None if identifier is None else _by_session(identifier)


def _by_key(header: str) -> Principal | None:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    access = aurora().access
    key = access.keys.find(aurora().digest_of(secret.strip()))
    if key is None or key.owner == SETUP:
        return None
    if key.owner == LOCAL:
        return Principal(name="local", user="", grants={EVERY_PROJECT: key.role}, key=key.id)
    owner = access.users.get(key.owner)
    return of_key(key, owner) if owner is not None and _is_of(key.created, owner) else None


def _by_session(identifier: str) -> Principal | None:
    access = aurora().access
    session = access.sessions.get(identifier, idle=web().settings.web.session_idle)
    user = access.users.get(session.user) if session else None
    if session is None or user is None or not _is_of(session.created, user):
        return None
    check_origin(session)
    if user.must_change and request.endpoint not in _FIRST:
        raise Problem(HTTPStatus.FORBIDDEN, "password_expired", "change your password first")
    g.session = session
    return of_user(user, session=session.id)


def _is_of(created: datetime | None, user: User) -> bool:
    """Whether something made at a time is that of a user, and not of one who had the name before."""
    same = created is None or user.created is None or created >= user.created
    return same and not user.disabled
