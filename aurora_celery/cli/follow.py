"""Wait for a run and show how it goes, without asking too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from aurora_celery.errors import ServerUnavailable, StoreUnavailable, WaitTimeout
from aurora_celery.model.run import Run

if TYPE_CHECKING:
    from aurora_celery.app.runs import RunHandle
    from aurora_celery.client import ClientRun

T = TypeVar("T")

#: Seconds between two looks, and how much longer than a look itself the pause has to be: a look at a run of
#: ten thousand nodes is expensive.
_PAUSE = 0.2
_SHARE = 5.0
#: Seconds for which a store that does not answer is asked again: it may be starting.
_PATIENCE = 120.0


class Follower:
    """Follows one run until it ends. ``show`` is given the whole run after each look."""

    def __init__(self, handle: RunHandle | ClientRun, *, timeout: float | None, note: Callable[[str], None]) -> None:
        self._handle, self._note, self._timeout = handle, note, timeout
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._silent_since: float | None = None

    def watch(self, show: Callable[[Run], None]) -> None:
        """Look again and again. Raises WaitTimeout; StoreUnavailable when the store stays away for long."""
        ended = False
        while not ended:
            began = time.monotonic()
            run = self._patiently(self._handle.view)
            if run is not None:
                show(run)
                ended = run.state.is_terminal
            if not ended:
                self._pause(max(_PAUSE, _SHARE * (time.monotonic() - began)))

    def wait(self) -> None:
        """Only wait. Raises as ``watch`` does."""
        while not self._pause(30.0):
            pass

    def _pause(self, seconds: float) -> bool:
        """Wait for the end, but not longer than so many seconds; True when the run has ended."""
        left = seconds if self._deadline is None else min(seconds, self._deadline - time.monotonic())
        if left <= 0:
            raise WaitTimeout(self._handle.id, self._timeout or 0.0)
        return self._patiently(lambda: self._ended_within(left)) or False

    def _ended_within(self, seconds: float) -> bool:
        try:
            self._handle.wait(timeout=seconds)
        except WaitTimeout:
            return False
        return True

    def _patiently(self, ask: Callable[[], T]) -> T | None:
        """The answer, or None when the store or the API is away; it is told once, and not for ever."""
        try:
            answer = ask()
        except (StoreUnavailable, ServerUnavailable) as error:
            now = time.monotonic()
            if self._silent_since is None:
                self._silent_since = now
                self._note(f"no answer, asking again: {error}")
            if now - self._silent_since > _PATIENCE:
                raise
            time.sleep(_PAUSE)
            return None
        self._silent_since = None
        return answer
