"""Find out who sends a request: by the key in its Authorization header, or by its session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Final

from flask import g, request

from aurora_celery import Aurora
from aurora_celery.model.access import LOCAL, SETUP, User
from aurora_web.auth.cookies import check_origin, session_id
from aurora_web.auth.principal import Principal
from aurora_web.auth.standing import Holder, Look, standing
from aurora_web.context import aurora, web
from aurora_web.problems import Problem

#: What a user may call who has to change the password first.
_FIRST: Final = frozenset({"session.Current", "session.OwnPassword"})


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request says who it is by. ``look`` asks the store, and does so outside of the request too."""

    name: str
    look: Look


def recognize() -> Principal | None:
    """Whoever sent the current request; None for who is not known. Raises Problem for a request that was forged."""
    sent = credential()
    holder = standing().of(sent.name, sent.look) if sent else None
    if holder is None:
        return None
    if holder.session is not None:
        check_origin(holder.session)
        if holder.must_change and request.endpoint not in _FIRST:
            raise Problem(HTTPStatus.FORBIDDEN, "password_expired", "change your password first")
        g.session = holder.session
    return holder.principal


def credential() -> Credential | None:
    """That of the current request, if it has one. The names hold digests, no secrets."""
    core = aurora()
    if "Authorization" in request.headers:
        scheme, _, secret = request.headers["Authorization"].partition(" ")
        if scheme.lower() != "bearer" or not secret:
            return None
        digest = core.digest_of(secret.strip())
        return Credential(f"key {digest}", partial(_by_key, core, digest))
    identifier = session_id()
    if identifier is None:
        return None
    idle = web().settings.web.session_idle
    return Credential(f"session {identifier}", partial(_by_session, core, identifier, idle))


def _by_key(core: Aurora, digest: str) -> Holder | None:
    key = core.access.keys.find(digest)
    if key is None or key.owner == SETUP:
        return None
    if key.owner == LOCAL:
        return Holder(user=None, key=key)
    owner = core.access.users.get(key.owner)
    return Holder(user=owner, key=key) if owner is not None and _is_of(key.created, owner) else None


def _by_session(core: Aurora, identifier: str, idle: float) -> Holder | None:
    session = core.access.sessions.get(identifier, idle=idle)
    user = core.access.users.get(session.user) if session else None
    if session is None or user is None or not _is_of(session.created, user):
        return None
    return Holder(user=user, session=session)


def _is_of(created: datetime | None, user: User) -> bool:
    """Whether something made at a time is that of a user, and not of one who had the name before."""
    same = created is None or user.created is None or created >= user.created
    return same and not user.disabled
