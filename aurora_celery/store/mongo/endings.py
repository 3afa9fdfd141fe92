"""One question to the server, kept open for all the runs whose end a process waits for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pymongo.change_stream import ChangeStream
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from aurora_celery.model.states import RunState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.errors import translated
from aurora_celery.store.mongo.fields import Document

logger = logging.getLogger(__name__)

_UPDATED: Final = "updateDescription.updatedFields"
_TERMINAL: Final = [state.value for state in RunState if state.is_terminal]
#: How long the server may keep the question open before it says that there is nothing new.
_HELD_MS: Final = 1000
#: Seconds for which the question stays open when nobody waits: the next wait then costs nothing to begin.
_LINGER: Final = 10.0


class News:
    """What one wait is told: that it should look again, or at once what the run has come to."""

    def __init__(self) -> None:
        self.success: Document | None = None
        self._told = threading.Event()

    def wait(self, seconds: float) -> bool:
        """True once there is news. ``success`` then has the fields of the write that ended the run well, if it did."""
        return self._told.wait(seconds)

    def tell(self, success: Document | None = None) -> None:
        """Wake whoever waits."""
        self.success = success
        self._told.set()


class Endings:
    """Of one process: a thread that is there while somebody waits, and some seconds longer.

    To open a change stream is dear and to wait on an open one is not, so all waits share one.
    """

    def __init__(self, runs: Collection[Document]) -> None:
        self._runs = runs
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._waiting: dict[str, list[News]] = {}
        self._open = False
        self._last = 0.0

    @contextmanager
    def of(self, run: str) -> Iterator[News]:
        """Told when the run has ended, or when the question broke off so that its end may have been missed.

        Whatever ends after the beginning of the block is told. Raises StoreUnavailable.
        """
        news = News()
        with self._lock:
            self._waiting.setdefault(run, []).append(news)
        try:
            self._ensure_open()
            yield news
        finally:
            with self._lock:
                self._last = time.monotonic()
                self._waiting[run].remove(news)
                if not self._waiting[run]:
                    del self._waiting[run]

    def _ensure_open(self) -> None:
        with self._opening:
            with self._lock:
                if self._open:
                    return
            with translated():
                stream = self._runs.watch(_question(), max_await_time_ms=_HELD_MS)
            with self._lock:
                self._open, self._last = True, time.monotonic()
            threading.Thread(target=self._follow, args=(stream,), name="aurora-endings", daemon=True).start()

    def _follow(self, stream: ChangeStream[Document]) -> None:
        """Tell what ends until nobody wants to know. However else this ends, nobody may go on waiting for its news."""
        try:
            with stream:
                while self._is_wanted():
                    if (change := stream.try_next()) is not None:
                        self._tell(change["documentKey"]["_id"], success=_success(change))
                    elif not stream.alive:  # the collection was dropped
                        break
                else:
                    return
        except PyMongoError as error:
            logger.info("the news of ended runs broke off: %s", error)
        except Exception:
            logger.exception("the news of ended runs broke off")
        self._break_off()

    def _is_wanted(self) -> bool:
        with self._lock:
            self._open = bool(self._waiting) or time.monotonic() - self._last < _LINGER
            return self._open

    def _tell(self, run: str, *, success: Document | None) -> None:
        with self._lock:
            for news in self._waiting.get(run, ()):
                news.tell(success)

    def _break_off(self) -> None:
        with self._lock:
            self._open = False
            for waiting in self._waiting.values():
                for news in waiting:
                    news.tell()


def _question() -> list[Document]:
    """Changes that end a run, or delete it. The server may record a change as a new document, if that is shorter."""
    ended = {f"{_UPDATED}.{f.RUN_STATE}": {"$in": _TERMINAL}}
    replaced = {f"fullDocument.{f.RUN_STATE}": {"$in": _TERMINAL}}
    wanted = {"$match": {"$or": [ended, replaced, {"operationType": "delete"}]}}
    fields = {f"{_UPDATED}.{name}": True for name in (f.RUN_STATE, f.ENDED, f.OUTPUTS)}
    return [wanted, {"$project": {"documentKey": True, **fields}}]


def _success(change: Document) -> Document | None:
    """All that a run's success changes in its view: one write has it. A failure may have been noted before its end."""
    fields: Document = change.get("updateDescription", {}).get("updatedFields", {})
    return fields if fields.get(f.RUN_STATE) == RunState.SUCCEEDED.value else None
