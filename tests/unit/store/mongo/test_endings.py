"""However the thread that tells of ended runs breaks off, nobody goes on waiting for it."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Self

import pytest
from pymongo.errors import AutoReconnect

from aurora_celery.store.mongo.endings import Endings


class Stream:
    """A change stream that breaks when the test says so."""

    alive = True

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.breaks = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def try_next(self) -> None:
        self.breaks.wait()
        raise self._error


class Runs:
    """In place of the collection: every question is another stream."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.streams: list[Stream] = []

    def watch(self, *_: Any, **__: Any) -> Stream:
        self.streams.append(Stream(self._error))
        return self.streams[-1]


@pytest.mark.parametrize("error", [AutoReconnect("no answer"), KeyError("documentKey")])
def test_whoever_waits_is_told_to_look_and_the_next_one_asks_anew(error: Exception) -> None:
    runs: Any = Runs(error)
    endings = Endings(runs)
    for number in (1, 2):
        with endings.of("run") as news:
            runs.streams[-1].breaks.set()
            assert news.wait(30)
            assert news.success is None
        assert len(runs.streams) == number
