"""Tell what moves, from MongoDB's change streams: what they tell is durable, in order, and can be asked for again."""

from __future__ import annotations

import time
from typing import Any, Final

from bson.timestamp import Timestamp
from pymongo.change_stream import DatabaseChangeStream
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from aurora_celery.errors import EventsLost, RunNotFound
from aurora_celery.store.changes import Feed, RunChange, Snapshot
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import cell_from_document
from aurora_celery.store.mongo.change_documents import change_from_event
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered, translated
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.run_documents import run_from_document
from aurora_celery.store.mongo.stream_places import instant_of, place_of, reason_of, written

#: How long the server may keep the question open before it says that there is nothing new.
_HELD_MS: Final = 500
#: How many cells an answer holds.
_BATCH: Final = 20


class MongoChanges:
    """``ChangeStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def snapshot(self, run: str) -> Snapshot:
        """Three round trips, and one for every twenty cells: the server is asked how all stood at one instant of it."""
        handles = self._connection.handles()
        instant = instant_of(handles.client)
        first = _stood(handles.runs, {f.ID: run}, instant)
        if not first:
            raise RunNotFound(run)
        view = run_from_document(first[0])
        later = _stood(handles.cells, {f.RUN: run}, instant) if view.cells > 1 else []
        cells = sorted(map(cell_from_document, [*first, *later]), key=lambda cell: cell.ref.cell)
        return Snapshot(written(instant), view, tuple(cells))

    def follow(self, run: str | None = None, *, after: str | None = None) -> Feed:
        """One question that stays open; the driver asks it anew at the same place when the connection breaks."""
        handles = self._connection.handles()
        options = {} if after is None else place_of(after)
        collections = [handles.runs.name, handles.cells.name]
        where: Document = {"ns.coll": {"$in": collections}}
        if run is not None:
            where["$or"] = [{"documentKey._id": run}, {"documentKey._id": {"$gt": f"{run}:", "$lt": f"{run};"}}]
        try:
            stream = handles.runs.database.watch([{"$match": where}], max_await_time_ms=_HELD_MS, **options)
        except PyMongoError as error:
            raise reason_of(error, after) from error
        return MongoFeed(stream, runs=handles.runs.name, cursor=after)


class MongoFeed:
    """``Feed`` over one change stream. Not to be shared by threads."""

    def __init__(self, stream: DatabaseChangeStream[Document], *, runs: str, cursor: str | None) -> None:
        self._stream, self._runs, self._cursor = stream, runs, cursor

    def next(self, *, timeout: float) -> RunChange | None:
        """The server is asked at least once, and again every half second."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                event = self._stream.try_next()
            except PyMongoError as error:
                raise reason_of(error, self._cursor) from error
            if event is not None:
                if "documentKey" not in event:  # a collection was dropped
                    raise EventsLost(self._cursor or "")
                change = change_from_event(dict(event), runs=self._runs)
                self._cursor = change.cursor
                if not change.is_empty:
                    return change
            elif not self._stream.alive:  # the database was dropped
                raise EventsLost(self._cursor or "")
            elif time.monotonic() >= deadline:
                return None

    def close(self) -> None:
        """Tell the server that nobody listens any more."""
        with translated():
            self._stream.close()


def _stood(collection: Collection[Document], where: Document, instant: Timestamp) -> list[Document]:
    """Documents as they stood at an instant of the server's, which keeps such views for some minutes."""
    command: dict[str, Any] = {
        "aggregate": collection.name,
        "pipeline": [{"$match": where}, {"$addFields": {f.NOW: "$$NOW"}}],
        "cursor": {"batchSize": _BATCH},
        "readConcern": {"level": "snapshot", "atClusterTime": instant},
    }
    database = collection.database
    return list(database.cursor_command(command, codec_options=database.codec_options))
