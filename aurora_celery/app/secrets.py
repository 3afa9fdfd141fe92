"""Keep what nodes are given and nobody is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aurora_celery.app.operating import whoever
from aurora_celery.errors import SecretNotFound
from aurora_celery.model.access import DEFAULT_PROJECT, SealedSecret
from aurora_celery.operator_errors import BadSecretName
from aurora_celery.sealing import kept_name, load_seal, sealed_name

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime

#: What an expression can refer to as ``secrets.NAME``.
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
_PROJECT: Final = re.compile(r"[^/\x00-\x1f*]{1,128}")


class Secrets:
    """The secrets of all projects, sealed with the keys of this process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def put(self, name: str, value: str, *, project: str = DEFAULT_PROJECT, by: str | None = None) -> SealedSecret:
        """Keep a secret, in place of an older one; nodes that start from now on are given it.

        ``by`` is who does it; without it, the user and the host of this process.
        Raises BadSecretName, InvalidSettings for keys that cannot be read, StoreUnavailable.
        """
        if not _NAME.fullmatch(name) or not _PROJECT.fullmatch(project):
            raise BadSecretName(project, name)
        seal = load_seal(self._runtime.settings.secret_keys)
        sealed = seal.seal(value, name=sealed_name(project, name))
        secret = SealedSecret(name=kept_name(project, name), sealed=sealed, key_id=seal.key_id, by=by or whoever())
        return self._runtime.store.access.secrets.put(secret)

    def all(self) -> tuple[SealedSecret, ...]:
        """All of them, sealed. Raises StoreUnavailable."""
        return tuple(self._runtime.store.access.secrets.list())

    def remove(self, name: str, *, project: str = DEFAULT_PROJECT) -> None:
        """Forget a secret; nodes that refer to it fail from now on. Raises SecretNotFound, StoreUnavailable."""
        if not self._runtime.store.access.secrets.remove(kept_name(project, name)):
            raise SecretNotFound(kept_name(project, name))
