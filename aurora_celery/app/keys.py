"""Keys of programs: made here, shown once, and known by their digest ever after."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final

from aurora_celery.model.access import EVERY_PROJECT, LOCAL, SETUP, ApiKey, Role
from aurora_celery.store.access_ports import AccessStore

#: Begins every key, so that scanners of sources find those that were left there.
PREFIX: Final = "aur"
#: Bytes of what cannot be guessed in a key: 256 bits.
_SECRET_BYTES: Final = 32
#: Seconds in which the first user has to be made.
_SETUP_LIFETIME: Final = 86_400.0
#: Seconds that the key of a local stack is good for; a new one is made at each start.
_LOCAL_LIFETIME: Final = 30 * 86_400.0


def digest_of(secret: str) -> str:
    """What is kept of a key. It has more chance in it than anybody can try, so that a quick digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_key(
    access: AccessStore,
    *,
    owner: str,
    title: str,
    role: Role,
    projects: Sequence[str] = (EVERY_PROJECT,),
    lifetime: float | None,
) -> tuple[ApiKey, str]:
    """Make a key for somebody, good for so many seconds; the second value is the secret, which nothing shows again."""
    key_id = secrets.token_hex(8)
    secret = f"{PREFIX}_{key_id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    key = ApiKey(id=key_id, digest=digest_of(secret), owner=owner, title=title, role=role, projects=tuple(projects))
    return access.keys.add(key, lifetime=lifetime), secret


def local_key(access: AccessStore) -> str:
    """A key for scripts of whoever runs a local stack, who may do everything with it anyway."""
    for old in access.keys.list(LOCAL).items:
        access.keys.remove(old.id)
    _, secret = issue_key(access, owner=LOCAL, title="local stack", role=Role.ADMIN, lifetime=_LOCAL_LIFETIME)
    return secret


def setup_secret(access: AccessStore) -> str | None:
    """What the first user has to bring, as long as there is none; None once there is."""
    if access.users.list(limit=1).items:
        return None
    _, secret = issue_key(access, owner=SETUP, title="first user", role=Role.ADMIN, lifetime=_SETUP_LIFETIME)
    return secret
