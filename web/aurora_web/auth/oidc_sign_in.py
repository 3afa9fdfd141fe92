"""Sign in at an identity provider: the way there, the way back, and the user that comes of it.

What has to be known on the way back travels in a cookie that is sealed, short-lived, and good for one return.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from aurora_celery.model.access import User
from aurora_celery.sealing import Unsealable
from aurora_web.auth.journal import record
from aurora_web.auth.oidc_identity import Identity, Rejected, identify
from aurora_web.auth.oidc_provider import Away, Provider, away
from aurora_web.auth.sealing import seal
from aurora_web.auth.throttle import count_address
from aurora_web.context import aurora, web
from aurora_web.problems import Problem

#: Seconds that somebody may take at the provider.
_PATIENCE: Final = 600.0
_SEALED_AS: Final = "oidc"
_CHANCE: Final = 32


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody on the way to the provider and back."""

    state: str
    nonce: str
    verifier: str
    return_to: str
    began: float


def leave(provider: Provider, *, return_to: str, redirect: str) -> tuple[str, str]:
    """Where to send a browser, and the sealed journey that it takes along. Raises Problem."""
    count_address()
    try:
        there = provider.endpoints().authorization
    except Away as error:
        raise away(error) from error
    state, nonce, verifier = (secrets.token_urlsafe(_CHANCE) for _ in range(3))
    journey = Journey(state, nonce, verifier, return_to, time.time())
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": web().settings.oidc.client_id,
        "redirect_uri": redirect,
        "scope": " ".join(web().settings.oidc.scopes),
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    address = f"{there}{'&' if '?' in there else '?'}{urlencode(query)}"
    return address, seal().seal(json.dumps(asdict(journey)), name=_SEALED_AS)


def come_back(provider: Provider, *, code: str, state: str, issuer: str, redirect: str) -> tuple[User, str]:
    """The user who comes back, and where they wanted to go. Raises Problem."""
    count_address()
    settings = web().settings.oidc
    try:
        journey = _journey(state)
        if issuer not in ("", settings.issuer):
            raise Rejected("bad_issuer")
        if not code:
            raise Rejected("refused_by_provider")
        tokens = provider.exchange(code, verifier=journey.verifier, redirect=redirect)
        if tokens is None:
            raise Rejected("bad_code")
        user = _user(identify(tokens, provider=provider, settings=settings, nonce=journey.nonce))
    except Away as error:
        raise away(error) from error
    except Rejected as error:
        record("sign_in", "oidc", "refused", actor="anonymous", detail={"reason": error.reason})
        detail = f"the provider's answer lets nobody in: {error.reason}"
        raise Problem(HTTPStatus.UNAUTHORIZED, "sign_in_refused", detail) from error
    record("sign_in", user.name, "done", actor=user.name, detail={"by": "oidc"})
    return user, journey.return_to


def keep_journey(response: Response, sealed: str) -> None:
    """Give a browser what it takes along; empty takes it back."""
    lifetime = int(_PATIENCE) if sealed else 0
    secure = web().settings.web.production
    response.set_cookie(_cookie(), sealed, max_age=lifetime, httponly=True, secure=secure, samesite="Lax", path="/")


def _journey(state: str) -> Journey:
    """The journey that the browser brings back, which is over with that. Raises Rejected."""
    try:
        journey = Journey(**json.loads(seal().open(request.cookies.get(_cookie(), ""), name=_SEALED_AS)))
    except Unsealable as error:
        raise Rejected("bad_state") from error
    if not hmac.compare_digest(journey.state.encode(), state.encode()):
        raise Rejected("bad_state")
    used = f"oidc/{hashlib.sha256(state.encode()).hexdigest()}"
    late = time.time() - journey.began > _PATIENCE
    if late or aurora().access.limits.hit(used, window=2 * _PATIENCE) > 1:
        raise Rejected("bad_state")
    return journey


def _user(identity: Identity) -> User:
    """The user of an identity, made at the first sign-in; one who has the name already is somebody else."""
    users = aurora().access.users
    known = users.by_subject(identity.subject)
    if known is None:
        new = User(name=identity.name, subject=identity.subject, grants=identity.grants or {})
        if not users.add(new):
            raise Rejected("name_taken")
        return users.get(new.name) or new
    if known.disabled:
        raise Rejected("disabled")
    if identity.grants is None or identity.grants == known.grants:
        return known
    changed = replace(known, grants=identity.grants)
    if not users.change(changed):
        raise Rejected("changed_meanwhile")
    return replace(changed, version=changed.version + 1)


def _cookie() -> str:
    return "__Host-aurora-oidc" if web().settings.web.production else "aurora-oidc"
