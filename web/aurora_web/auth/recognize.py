"""Find out who sends a request: by the key in its Authorization header, or by its session."""

from __future__ import annotations

import hashlib

from flask import request

from aurora_web.auth.principal import Principal, of_key
from aurora_web.context import aurora


def recognize() -> Principal | None:
    """Whoever sent the current request; None for who is not known."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    access = aurora().access
    key = access.keys.find(hashlib.sha256(secret.strip().encode()).hexdigest())
    owner = access.users.get(key.owner) if key else None
    if key is None or owner is None or owner.disabled:
        return None
    return of_key(key, owner)
