"""Sealed secrets in memory."""

from __future__ import annotations

from dataclasses import replace

from aurora_celery.model.access import SealedSecret
from aurora_celery.store.memory.state import MemoryState, check_text


class MemorySecrets:
    """``SecretStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._secrets: dict[str, SealedSecret] = {}

    def put(self, secret: SealedSecret) -> SealedSecret:
        """Keep a secret."""
        check_text(secret.name, secret.sealed, secret.key_id, secret.by)
        with self._state.lock:
            known = self._secrets.get(secret.name)
            kept = replace(secret, changed=self._state.now(), version=known.version + 1 if known else 1)
            self._secrets[secret.name] = kept
            return kept

    def get(self, name: str) -> SealedSecret | None:
        """One secret."""
        check_text(name)
        with self._state.lock:
            return self._secrets.get(name)

    def list(self) -> tuple[SealedSecret, ...]:
        """All secrets, without what they hold."""
        with self._state.lock:
            return tuple(replace(self._secrets[name], sealed="") for name in sorted(self._secrets, key=str.encode))

    def remove(self, name: str) -> bool:
        """Forget a secret."""
        check_text(name)
        with self._state.lock:
            return self._secrets.pop(name, None) is not None
