"""Wait for results, one or many: one query for each look, however many are missing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from celery.exceptions import TimeoutError as CeleryTimeoutError

from aurora_celery.backend.waiting import Vigil

Metas = Mapping[str, dict[str, Any]]


class Every:
    """A call that is passed on when ``seconds`` have gone by since the last, first after ``first`` seconds."""

    def __init__(self, seconds: float, call: Callable[[], Any], *, first: float = 0.0) -> None:
        self._seconds, self._call = seconds, call
        self._next = time.monotonic() + first

    def __call__(self) -> None:
        """Pass it on if it is time."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._seconds
            self._call()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How to wait. ``timeout`` is in seconds; ``looks`` is how often to look at most; ``between`` is called often."""

    timeout: float | None = None
    looks: int | None = None
    on_message: Callable[[Any], Any] | None = None
    between: tuple[Callable[[], Any], ...] = ()


def collect(
    missing: set[str], look: Callable[[list[str]], Metas], *, vigil: Vigil, terms: Terms
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield results as they come. ``look`` gives those that are there. Raises Celery's TimeoutError."""
    began, looks = time.monotonic(), 0
    while missing:
        found = look(list(missing))
        missing.difference_update(found)
        for task_id, meta in found.items():
            if terms.on_message is not None:
                terms.on_message(meta)
            yield task_id, meta
        looks += 1
        if not missing or (terms.looks and looks >= terms.looks):
            return
        left = None if terms.timeout is None else began + terms.timeout - time.monotonic()
        if left is not None and left <= 0:
            raise CeleryTimeoutError(f"The operation timed out after {terms.timeout} s")
        for call in terms.between:
            call()
        vigil.rest(list(missing), left=left)
