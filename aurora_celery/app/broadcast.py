"""Tell many at once what moves: one open question to the store for a whole process, however many listen."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from typing import Final

from aurora_celery.app.events import Teller
from aurora_celery.app.subscription import Interest, Subscription
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import EventsLost, NotFound, RunNotFound, StoreError
from aurora_celery.model.event import RunEvent
from aurora_celery.store.changes import RunChange

logger = logging.getLogger(__name__)

#: Seconds that the thread waits for a change before it looks whether anybody still listens.
_STRETCH: Final = 1.0
#: Seconds between two questions to a store that does not answer.
_PAUSE: Final = 0.5
#: Runs of which is known what was told last, and what their graphs are called.
_TELLERS: Final = 512
_GRAPHS: Final = 20_000
#: Changes that are remembered, for listeners who come back after a moment.
_REMEMBERED: Final = 5_000
#: Seconds without a change after which a listener who comes back has heard all.
_SILENCE: Final = 0.3


class Broadcast:
    """Reads the store's changes while anybody listens, and hands each to those who want to hear of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listeners: set[Subscription] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._listening = threading.Event()
        self._cursor: str | None = None
        self._lately: deque[RunChange] = deque(maxlen=_REMEMBERED)
        self._teller = lru_cache(maxsize=_TELLERS)(lambda run: Teller(engine, run))
        self._graph = lru_cache(maxsize=_GRAPHS)(lambda run: engine.store.runs.view(run).graph)

    def subscribe(self, interest: Interest, *, after: str | None = None, capacity: int = 1000) -> Subscription:
        """Listen from now on, or after a cursor. Raises EventsLost, BadCursor, StoreUnavailable."""
        subscription = Subscription(interest, capacity=capacity, leave=self._leave)
        with self._lock:
            self._listeners.add(subscription)
            self._start()
        try:
            self._listening.wait(_STRETCH)
            if after is not None:
                subscription.put_first(list(self._since(after, interest, capacity)))
        except BaseException:
            subscription.close()
            raise
        return subscription

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def _start(self) -> None:
        if self._thread is None:
            self._listening.clear()
            self._thread = threading.Thread(target=self._run, name="aurora-broadcast", daemon=True)
            self._thread.start()

    def _leave(self, subscription: Subscription) -> None:
        with self._lock:
            self._listeners.discard(subscription)

    def _run(self) -> None:
        while self._goes_on():
            try:
                self._listen()
            except EventsLost:
                self._lose()
            except StoreError as error:
                logger.warning("what moves in the store cannot be told now: %s", error)
                threading.Event().wait(_PAUSE)
                if self._cursor is None:
                    self._lose()
            except Exception:  # whatever it is, nobody may go on listening to a thread that is gone
                logger.exception("what moves in the store cannot be told now")
                threading.Event().wait(_PAUSE)
                self._lose()

    def _goes_on(self) -> bool:
        """False when nobody listens; whoever comes next starts a new thread then."""
        with self._lock:
            if not self._listeners:
                self._thread, self._cursor = None, None
                self._lately.clear()
            return bool(self._listeners)

    def _listen(self) -> None:
        with closing(self._engine.store.changes.follow(after=self._cursor)) as feed:
            self._listening.set()
            while self._listeners:
                change = feed.next(timeout=_STRETCH)
                if change is not None:
                    self._tell(change)

    def _lose(self) -> None:
        """What happened since is not known: everybody has to look anew."""
        self._cursor = None
        with self._lock:
            self._lately.clear()
            for listener in self._listeners:
                listener.miss()

    def _tell(self, change: RunChange) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        teller = self._teller(change.run)
        teller.stand_at(self._cursor or change.cursor)
        heard = [each for each in listeners if change.run in each.interest.runs]
        of_run = [each for each in listeners if each.interest.every and each not in heard]
        if heard or of_run:
            self._hand_out(change, teller, heard=heard, of_run=of_run)
        self._cursor = change.cursor
        with self._lock:
            self._lately.append(change)

    def _hand_out(
        self, change: RunChange, teller: Teller, *, heard: list[Subscription], of_run: list[Subscription]
    ) -> None:
        graph = self._graph_of(change)
        events = _events(teller, change if heard else _of_the_run(change), graph)
        for listener in heard:
            if graph is None or listener.interest.may_see(graph):
                listener.put(events)
        for listener in of_run:
            if graph is None or listener.interest.may_see(graph):
                listener.put([event for event in events if event.node is None])

    def _graph_of(self, change: RunChange) -> str | None:
        """The graph of a changed run; None for one that is gone, of which nothing is told but that."""
        if change.graph is not None:
            return change.graph
        try:
            return self._graph(change.run)
        except RunNotFound:
            return None

    def _since(self, after: str, interest: Interest, capacity: int) -> Iterator[RunEvent]:
        """The events after a cursor, as far as the store's log tells, at least up to now."""
        tellers: dict[str, Teller] = {}
        for change in self._changes_since(after, capacity):
            wanted = change.run in interest.runs
            graph = self._graph_of(change) if wanted or interest.every else None
            if not (wanted or interest.every) or (graph is not None and not interest.may_see(graph)):
                continue
            teller = tellers.setdefault(change.run, Teller(self._engine, change.run))
            teller.stand_at(after)
            yield from _events(teller, change if wanted else _of_the_run(change), graph)
            after = change.cursor

    def _changes_since(self, after: str, capacity: int) -> Iterator[RunChange]:
        with self._lock:
            lately = tuple(self._lately)
        cursors = [change.cursor for change in lately]
        if after in cursors:
            yield from lately[cursors.index(after) + 1 :]
            return
        with closing(self._engine.store.changes.follow(after=after)) as feed:
            for _ in range(20 * capacity):
                change = feed.next(timeout=_SILENCE)
                if change is None:
                    return
                yield change
        raise EventsLost(after)


def _of_the_run(change: RunChange) -> RunChange:
    """What a change says of the run as such."""
    return replace(change, nodes=(), cancelled=None)


def _events(teller: Teller, change: RunChange, graph: str | None) -> list[RunEvent]:
    """The events of a change; of a run that is gone meanwhile only what needs no look at it."""
    try:
        told = teller.tell(change)
    except NotFound:
        told = teller.tell(_of_the_run(change))
    return [replace(event, graph=graph) for event in told]
