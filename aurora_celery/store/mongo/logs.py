"""What handlers say, in MongoDB: a document for each batch, which the server forgets when its time is over."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from pymongo import ASCENDING, DESCENDING
from pymongo.change_stream import CollectionChangeStream
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, PyMongoError
from pymongo.read_concern import ReadConcern

from aurora_celery.errors import EventsLost
from aurora_celery.model.log import LogBatch
from aurora_celery.store.log_pages import Place, page_of, reach_of, read_place
from aurora_celery.store.log_ports import LogFeed, LogFilter, LogNews, LogPage
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.errors import answered, only_duplicates, translated
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.log_documents import FIRST, LINES, NODE, from_document, shown, to_document
from aurora_celery.store.mongo.stream_places import instant_of, place_of, reason_of, written

#: How long the server may keep the question open before it says that there is nothing new.
_HELD_MS: Final = 500
#: Documents in one answer.
_BATCH: Final = 50


class MongoLogs:
    """``LogStore`` in MongoDB. Its writes do not wait for the journal: nobody's work depends on them."""

    def __init__(self, connection: Connection, clock: ServerClock) -> None:
        self._connection, self._clock = connection, clock

    @property
    def _logs(self) -> Collection[Document]:
        return self._connection.handles().logs

    @answered
    def append(self, batches: Sequence[LogBatch], *, keep: float | None) -> None:
        """One round trip."""
        if not batches:
            return
        expires = None if keep is None else self._clock.now() + timedelta(seconds=keep)
        try:
            self._logs.insert_many([to_document(batch, expires) for batch in batches], ordered=False)
        except BulkWriteError as error:
            if not only_duplicates(error):
                raise

    @answered
    def read(self, where: LogFilter, *, limit: int = 100, cursor: str | None = None, newest: bool = False) -> LogPage:
        """One round trip for every fifty batches that are looked at."""
        after = None if cursor is None else read_place(cursor)
        found = self._logs.find(
            _query(where, after, newest=newest),
            shown(where),
            sort=[(FIRST, DESCENDING if newest else ASCENDING)],
            batch_size=_BATCH,
        )
        with found:
            return page_of(map(_told, found), where, limit=limit, after=after, newest=newest)

    def batches(self, run: str) -> Iterator[LogBatch]:
        """One round trip for every fifty."""
        ids = {f.ID: {"$gte": f"{run}/", "$lt": f"{run}0"}}  # "0" is the character after "/"
        with translated(), self._logs.find(ids, sort=[(f.ID, ASCENDING)], batch_size=_BATCH) as found:
            yield from map(from_document, found)

    def instant(self) -> str:
        """One round trip."""
        with translated():
            return written(instant_of(self._connection.handles().client))

    def follow(self, run: str, *, after: str | None = None) -> LogFeed:
        """One question that stays open; the driver asks it anew at the same place when the connection breaks."""
        place = {} if after is None else place_of(after)
        where = {"$match": {"operationType": "insert", f"fullDocument.{f.RUN}": run}}
        try:
            logs = self._logs.with_options(read_concern=ReadConcern("majority"))  # no other is asked so
            stream = logs.watch([where], max_await_time_ms=_HELD_MS, **place)
        except PyMongoError as error:
            raise reason_of(error, after) from error
        return MongoLogFeed(stream, cursor=after)


class MongoLogFeed:
    """``LogFeed`` over one change stream. Not to be shared by threads."""

    def __init__(self, stream: CollectionChangeStream[Document], *, cursor: str | None) -> None:
        self._stream, self._cursor = stream, cursor

    def next(self, *, timeout: float) -> LogNews | None:
        """The server is asked at least once, and again every half second."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                event = self._stream.try_next()
            except PyMongoError as error:
                raise reason_of(error, self._cursor) from error
            if event is not None:
                self._cursor = str(event["_id"]["_data"])
                return LogNews(self._cursor, from_document(dict(event["fullDocument"])))
            if not self._stream.alive:  # the collection was dropped
                raise EventsLost(self._cursor or "")
            if time.monotonic() >= deadline:
                return None

    def close(self) -> None:
        """Tell the server that nobody listens any more."""
        with translated():
            self._stream.close()


def _query(where: LogFilter, after: Place | None, *, newest: bool) -> Document:
    """What an index answers; the rest is looked at document by document, so that a page costs what it may."""
    reach = reach_of(where, after, newest=newest)
    pairs = (("$gte", reach.since), ("$lte", reach.until))
    times: Document = {operator: moment for operator, moment in pairs if moment is not None}
    query: Document = {FIRST: times} if times else {}
    if where.run is not None:
        query[f.RUN] = where.run
        if where.node is not None:
            query[NODE] = where.node
    return query


def _told(document: Document) -> tuple[datetime, LogBatch | None]:
    return document[FIRST], from_document(document) if document[LINES] else None
