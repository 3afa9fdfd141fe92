"""Places in MongoDB's log of changes: cursors that stand for them, and what it means that one is not known."""

from __future__ import annotations

import re
from typing import Any, Final

from bson.timestamp import Timestamp
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from aurora_celery.errors import AuroraError, BadCursor, EventsLost, StoreError
from aurora_celery.store.mongo.errors import translate
from aurora_celery.store.mongo.fields import Document

#: The log of changes no longer reaches back to the cursor: ChangeStreamHistoryLost, and two that say the same.
_LOST: Final = frozenset({286, 280, 222})
#: What a cursor looks like: an instant of the server's, or its own token.
_INSTANT: Final = re.compile(r"t([0-9]{1,10})\.([0-9]{1,10})", re.ASCII)
_TOKEN: Final = re.compile(r"[0-9A-F]{20,1000}", re.ASCII)
_LARGEST: Final = 2**32 - 1


def instant_of(client: MongoClient[Document]) -> Timestamp:
    """The server's last instant. One round trip."""
    instant: Timestamp = client.admin.command("ping")["operationTime"]
    return instant


def written(instant: Timestamp) -> str:
    """The cursor of an instant."""
    return f"t{instant.time}.{instant.inc}"


def place_of(cursor: str) -> dict[str, Any]:
    """Where a stream goes on after a cursor. Raises BadCursor."""
    if found := _INSTANT.fullmatch(cursor):
        seconds, counter = map(int, found.groups())
        if seconds <= _LARGEST and counter < _LARGEST:
            return {"start_at_operation_time": Timestamp(seconds, counter + 1)}
    if _TOKEN.fullmatch(cursor):
        return {"resume_after": {"_data": cursor}}
    raise BadCursor(cursor)


def reason_of(error: PyMongoError, cursor: str | None) -> AuroraError:
    """A token that is none gives many codes, none of which is that of anything else that may go wrong here."""
    meant = translate(error)
    if cursor is not None and isinstance(error, OperationFailure):
        if error.code in _LOST:
            return EventsLost(cursor)
        if type(meant) is StoreError:
            return BadCursor(cursor)
    return meant
