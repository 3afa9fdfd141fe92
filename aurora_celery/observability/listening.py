"""Listen to handlers: keep what they log and print while their node is being tried, with where it is from."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from aurora_celery.config.settings import LogsSettings
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import Observer
from aurora_celery.model.log import LogLevel, level_of
from aurora_celery.observability.shipping import Shipping
from aurora_celery.observability.speech import Speech
from aurora_celery.store.ports import Store

#: Seconds for which the end of a try, and of a process, waits until its lines are written.
_PATIENCE, _LAST_PATIENCE = 0.5, 3.0
#: What Celery makes of that which is printed; it is kept as it was printed.
_REDIRECTED: Final = "celery.redirected"
_KEPT: Final = "aurora_kept"

#: The try that the calling code is part of. Tasks of asyncio have it, and threads that are given the context.
_speech: ContextVar[Speech | None] = ContextVar("aurora_speech", default=None)


class Listening(Observer):
    """Costs a try that says nothing no question to the store, and one that says something no wait for an answer.

    The lines of quick tries are written together, within ``logs.interval``. Those of a longer one are on their way
    while its end is being recorded, and before the process goes on it waits for them, half a second at most.
    """

    def __init__(self, settings: LogsSettings, *, store: Callable[[], Store]) -> None:
        self._settings = settings
        self._shipping = Shipping(settings, store)
        self._records = RecordListener(logging.getLevelNamesMapping()[settings.level])
        self._loggers = 0

    def close(self) -> None:
        """Write what is still on its way."""
        self._shipping.flush(timeout=_LAST_PATIENCE)

    @contextmanager
    def trying(self, held: Held) -> Iterator[None]:
        """Let the lines of a try be known as its own."""
        self._attach()
        speech = Speech(held, self._settings, self._shipping)
        token = _speech.set(speech)
        try:
            yield
        finally:
            _speech.reset(token)
            if speech.is_worth_a_write:
                self._shipping.flush(timeout=_PATIENCE)

    @contextmanager
    def handling(self, held: Held) -> Iterator[None]:  # noqa: ARG002 - the try is known
        """Listen."""
        speech = _speech.get()
        if speech is None:
            yield
            return
        speech.begin()
        try:
            yield
        finally:
            speech.end()

    def _attach(self) -> None:
        """Hear every logger, also those that pass nothing on; whoever sets up logging may have sent us away."""
        root = logging.getLogger()
        known = len(root.manager.loggerDict)
        if self._records not in root.handlers or known != self._loggers:
            self._loggers = known
            every = [each for each in list(root.manager.loggerDict.values()) if isinstance(each, logging.Logger)]
            for one in (root, *(each for each in every if not each.propagate)):
                if self._records not in one.handlers:
                    one.addHandler(self._records)
        if self._settings.capture_output:
            for name in ("stdout", "stderr"):
                if not isinstance(stream := getattr(sys, name), Overheard | None):
                    setattr(sys, name, Overheard(stream, name))


class RecordListener(logging.Handler):
    """Hears the records of tries, and nobody else's."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what it says, once, however many loggers bring it here."""
        speech = _speech.get()
        if speech is None or record.name == _REDIRECTED or hasattr(record, _KEPT):
            return
        setattr(record, _KEPT, True)
        speech.say(level_of(record.levelno), record.name, _text(record), at=record.created)


_PLAIN: Final = logging.Formatter("%(message)s")


def _text(record: logging.LogRecord) -> str:
    try:
        return _PLAIN.format(record)
    except Exception as error:  # noqa: BLE001 - arguments that do not fit, or that cannot be made text
        return f"{record.msg!r} <its text cannot be had: {type(error).__name__}>"


class Overheard:
    """A stream that writes as the one before did, and lets the current try know what is written."""

    def __init__(self, stream: Any, name: str) -> None:
        self._stream, self._name = stream, name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stream)

    def write(self, text: str) -> int:
        """Write a text."""
        written: int = self._stream.write(text)
        speech = _speech.get()
        if speech is not None:
            speech.write(LogLevel.INFO if self._name == "stdout" else LogLevel.WARNING, self._name, text)
        return written

    def writelines(self, texts: Any) -> None:
        """Write several."""
        for text in texts:
            self.write(text)
