"""Large values in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aurora_celery.errors import ResultNotFound, ResultTooLarge
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.ports import Output


class MemoryResults:
    """``ResultStore`` in memory."""

    def __init__(self, state: MemoryState, *, hard_limit: int) -> None:
        self._state = state
        self._hard_limit = hard_limit

    def put(self, key: str, text: str, *, run: str) -> Output:
        """Keep a value. Raises ValueError for a key that does not begin with the run's id."""
        if not key.startswith(f"{run}/"):
            raise ValueError(f"the key {key!r} does not begin with {run + '/'!r}")
        check_text(key, text)
        size = len(text.encode())
        if size > self._hard_limit:
            raise ResultTooLarge(size, self._hard_limit)
        with self._state.lock:
            self._state.results.setdefault(key, (run, text))
        return Output(ref=key, size=size)

    def put_many(self, texts: Mapping[str, str], *, run: str) -> None:
        """Keep several values."""
        for key, text in texts.items():
            self.put(key, text, run=run)

    def get(self, key: str) -> str:
        """One value."""
        return self.get_many([key])[key]

    def get_many(self, keys: Sequence[str]) -> dict[str, str]:
        """Some values."""
        with self._state.lock:
            for key in keys:
                if key not in self._state.results:
                    raise ResultNotFound(key)
            return {key: self._state.results[key][1] for key in keys}

    def lost(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Those that are not there."""
        with self._state.lock:
            return tuple(key for key in keys if key not in self._state.results)
