"""Follow a run: how it stands, then everything that happens to it, in order and as it happens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from aurora_celery.app.events import Teller
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import StoreUnavailable, WaitTimeout
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.states import RunState
from aurora_celery.store.values import RunView

#: Seconds for which a single question waits for an answer, so that whoever follows can be interrupted.
_STRETCH: Final = 1.0
#: Seconds for which a store that does not answer is asked again, and the pause between two questions.
_PATIENCE: Final = 60.0
_PAUSE: Final = 0.2


class Following:
    """One who follows one run. ``until_end`` is False for those who also want to see what is done to ended runs."""

    def __init__(self, engine: Engine, run: str, *, after: str | None, timeout: float | None, until_end: bool) -> None:
        self._engine, self._run, self._cursor, self._until_end = engine, run, after, until_end
        self._timeout = timeout
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._teller = Teller(engine, run)
        self._over = self._quiet = False
        self._may_have_ended = until_end and after is not None
        self._silent_since: float | None = None
        if after is not None:
            self._teller.resume(after)

    def events(self) -> Iterator[RunEvent]:
        """Until the run has ended, or was deleted. A store that is away for a while is asked again where it broke off.

        Raises WaitTimeout, EventsLost, BadCursor, RunNotFound, StoreUnavailable.
        """
        while not self._over:
            try:
                yield from self._stretch()
            except StoreUnavailable as error:
                self._bear(error)

    def _stretch(self) -> Iterator[RunEvent]:
        """As long as the store answers."""
        changes = self._engine.store.changes
        if self._cursor is None:
            snapshot = changes.snapshot(self._run)
            event = self._teller.begin(snapshot)
            self._cursor = event.cursor
            self._over = self._until_end and has_ended(snapshot.run)
            yield event
        if self._over:
            return
        with closing(changes.follow(self._run, after=self._cursor)) as feed:
            while not self._over:
                change = feed.next(timeout=self._patience())
                self._silent_since = None
                if change is None:
                    self._check()
                    continue
                self._quiet = False
                yield from map(self._noted, self._teller.tell(change))

    def _noted(self, event: RunEvent) -> RunEvent:
        self._cursor = event.cursor
        ended = isinstance(event.state, RunState) and event.state.is_terminal
        self._over = event.kind is EventKind.DELETED or (self._until_end and ended)
        return event

    def _patience(self) -> float:
        return _STRETCH if self._deadline is None else max(0.0, min(_STRETCH, self._deadline - time.monotonic()))

    def _check(self) -> None:
        """Nothing came. Whoever went on after the last event of an ended run would wait for ever.

        The news of an end may be a little later than the end itself, so it takes two silences. The end of a run that
        was seen to go on will be told.
        """
        if self._may_have_ended:
            self._may_have_ended = has_ended(self._engine.store.runs.view(self._run))
            self._over, self._quiet = self._may_have_ended and self._quiet, True
        if not self._over and self._deadline is not None and time.monotonic() >= self._deadline:
            raise WaitTimeout(self._run, self._timeout or 0.0)

    def _bear(self, error: StoreUnavailable) -> None:
        now = time.monotonic()
        self._silent_since = self._silent_since or now
        if now - self._silent_since > _PATIENCE:
            raise error
        time.sleep(_PAUSE)


def has_ended(run: RunView) -> bool:
    """True for a run that has ended and that nothing lets go on."""
    return run.state.is_terminal and run.pending is None
