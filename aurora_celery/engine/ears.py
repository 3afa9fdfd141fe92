"""Let a worker that does not hear its broker any more end: the part of the check that knows Celery."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from celery.bootsteps import RUN  # type: ignore[attr-defined]
from celery.worker import state

from aurora_celery.engine.broker import fresh_connection
from aurora_celery.engine.hearing import Hearing
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.steward import Rhythm
from aurora_celery.store.ports import Store, Unheard

logger = logging.getLogger(__name__)

#: Seconds that a broker may take to answer a new connection.
_ANSWER = 5.0


class Ears:
    """Listens in a thread of its own. A look costs a read of the signs of life, and only after a long silence.

    ``queue_of`` names the queue of a handler's messages. ``leave`` is called once, with the reason.
    """

    def __init__(
        self,
        worker: Any,
        *,
        store: Store,
        pulse: Pulse,
        rhythm: Rhythm,
        queue_of: Callable[[str, str | None], str | None],
        leave: Callable[[str], None],
    ) -> None:
        self._worker, self._store, self._pulse, self._rhythm = worker, store, pulse, rhythm
        self._queue_of, self._leave = queue_of, leave
        after = rhythm.deaf_after
        self._hearing = Hearing(after=after, able=self._able, called=lambda: pulse.called, serves=self._serves)
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to listen, unless the settings say that nobody shall."""
        if self._rhythm.deaf_after:
            threading.Thread(target=self._run, name="aurora-ears", daemon=True).start()

    def stop(self) -> None:
        """Listen no more. Returns at once."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(self._rhythm.heartbeat):
            try:
                self.listen()
            except Exception:  # a fault in one look must not end the watch; the store may have been away
                logger.warning("whether this worker is deaf cannot be told now", exc_info=True)

    def listen(self) -> None:
        """Leave if the worker is deaf, unless its broker cannot be reached anew either: that is waited for."""
        silent = self._hearing.silence()
        if silent is None:
            return
        beats = self._store.workers.workers(within=self._rhythm.lease)
        calls = (call for beat in beats for call in beat.unheard)
        missed = self._hearing.missed(calls, silent=silent, now=self._store.now())
        if missed is not None and self._broker_answers():
            self.stop()
            self._leave(f"no message has come for {silent:.0f} s, while nodes of {missed.handler} are rung for in vain")

    def _able(self) -> bool:
        """Whether a process is free, and the consumer takes its connection for sound."""
        consumer = getattr(self._worker, "consumer", None)
        sound = consumer is not None and consumer.connection is not None and consumer.blueprint.state == RUN
        free = len(state.active_requests) < (self._worker.concurrency or 1)
        return sound and free and not self._pulse.draining

    def _serves(self, call: Unheard) -> bool:
        """Whether the call's message would have come here at once: a rate limit may keep it waiting."""
        app = self._worker.app
        task = app.tasks.get(call.handler)
        if task is None or task.rate_limit:
            return False
        return self._queue_of(call.handler, call.queue) in app.amqp.queues.consume_from

    def _broker_answers(self) -> bool:
        try:
            with fresh_connection(self._worker.app, timeout=_ANSWER) as connection:
                return connection.default_channel is not None
        except Exception as error:  # noqa: BLE001 - whatever a broker's client raises, there is no connection
            logger.warning("this worker hears nothing, and its broker cannot be reached anew: %s", error)
            return False
