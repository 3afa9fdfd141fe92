"""Find out who sends a request: by the key in its Authorization header, or by its session."""

from __future__ import annotations

from flask import request

from aurora_celery.model.access import EVERY_PROJECT, LOCAL, SETUP
from aurora_web.auth.principal import Principal, of_key
from aurora_web.context import aurora


def recognize() -> Principal | None:
    """Whoever sent the current request; None for who is not known."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    access = aurora().access
    key = access.keys.find(aurora().digest_of(secret.strip()))
    if key is None or key.owner == SETUP:
        return None
    if key.owner == LOCAL:
        return Principal(name="local", user="", grants={EVERY_PROJECT: key.role}, key=key.id)
    owner = access.users.get(key.owner)
    return None if owner is None or owner.disabled else of_key(key, owner)
