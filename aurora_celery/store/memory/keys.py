"""Keys of programs in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from aurora_celery.model.access import ApiKey
from aurora_celery.store.access_cursors import KEYS
from aurora_celery.store.access_ports import NOTED_EVERY
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.values import Page


class MemoryKeys:
    """``KeyStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._keys: dict[str, ApiKey] = {}

    def add(self, key: ApiKey, *, lifetime: float | None) -> ApiKey:
        """Keep a key."""
        check_text(key.id, key.digest, key.owner, key.title, *key.projects)
        with self._state.lock:
            known = self._living().get(key.id)
            if known is None:
                expires = None if lifetime is None else self._state.after(lifetime)
                known = replace(key, created=self._state.now(), expires=expires, used=None)
                self._keys[key.id] = known
            return known

    def find(self, digest: str) -> ApiKey | None:
        """A key by its digest."""
        check_text(digest)
        with self._state.lock:
            key, now = next((key for key in self._living().values() if key.digest == digest), None), self._state.now()
            if key is not None and (key.used is None or key.used <= now - timedelta(seconds=NOTED_EVERY)):
                key = self._keys[key.id] = replace(key, used=now)
            return key

    def list(self, owner: str | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[ApiKey]:
        """A page of keys."""
        check_text(owner)
        before = KEYS.read(cursor) if cursor is not None else None
        with self._state.lock:
            wanted = [key for key in self._living().values() if owner is None or key.owner == owner]
        later = [key for key in wanted if before is None or KEYS.place(key) < before]
        return KEYS.page(sorted(later, key=KEYS.place, reverse=True), limit=limit)

    def get(self, key_id: str) -> ApiKey | None:
        """A key by its id."""
        check_text(key_id)
        with self._state.lock:
            return self._living().get(key_id)

    def remove(self, key_id: str) -> bool:
        """Forget a key."""
        check_text(key_id)
        with self._state.lock:
            return self._living().pop(key_id, None) is not None

    def forget(self, owner: str) -> None:
        """Forget the keys of an owner who goes."""
        with self._state.lock:
            for key in [key for key in self._keys.values() if key.owner == owner]:
                del self._keys[key.id]

    def _living(self) -> dict[str, ApiKey]:
        """All keys, once those that are over are forgotten."""
        now = self._state.now()
        for key in [*self._keys.values()]:
            if key.expires is not None and key.expires <= now:
                del self._keys[key.id]
        return self._keys
