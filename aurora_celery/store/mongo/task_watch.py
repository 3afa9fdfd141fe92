"""Wait for changes of given documents by a change stream, so that nobody has to ask again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pymongo.change_stream import ChangeStream
from pymongo.collection import Collection

from aurora_celery.errors import StoreError
from aurora_celery.store.mongo.errors import translated
from aurora_celery.store.mongo.fields import Document

#: Seconds that the server holds one question back while it has no answer; shorter waits are slept.
_HOLD: Final = 0.25
_NAP: Final = 0.01


@contextmanager
def watch(collection: Collection[Document], ids: Sequence[str]) -> Iterator[Callable[[float], bool]]:
    """Give a function that blocks up to so many seconds; True when a document of these ids was written.

    Every write after the beginning of the block is told. Raises StoreError where change streams are refused.
    """
    pipeline: list[Document] = [{"$match": {"documentKey._id": {"$in": list(ids)}}}, {"$project": {"_id": 1}}]
    with translated(), collection.watch(pipeline, max_await_time_ms=int(_HOLD * 1000)) as stream:
        yield lambda seconds: _wait(stream, seconds)


def _wait(stream: ChangeStream[Document], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) >= _HOLD:
        if stream.try_next() is not None:
            return True
        if not stream.alive:
            raise StoreError("the collection was dropped, and its change stream has ended")
    time.sleep(max(0.0, min(left, _NAP)))
    return False
