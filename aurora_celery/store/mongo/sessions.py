"""Sessions of browsers in MongoDB. The server judges when one is over, and deletes it some time after."""

from __future__ import annotations

from typing import Any, Final

from pymongo import DESCENDING, ReturnDocument

from aurora_celery.model.access import Session
from aurora_celery.store.access_ports import NOTED_EVERY
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_updates import EXPIRES, ago, ahead, kept_if_new, living, noted, upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.users import OWNER

_SEEN: Final = "seen"
_VALUES: Final = ("csrf", "address", "agent")


class MongoSessions:
    """``SessionStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def add(self, session: Session, *, lifetime: float) -> Session:
        """One round trip."""
        values = {name: getattr(session, name) for name in _VALUES} | {OWNER: session.user}
        times = {f.CREATED: "$$NOW", _SEEN: "$$NOW", EXPIRES: ahead(lifetime)}
        sessions = self._connection.handles().access.sessions
        return _from_document(upserted(sessions, session.id, kept_if_new(values, times)))

    @answered
    def get(self, session_id: str, *, idle: float) -> Session | None:
        """One round trip, which writes once a minute, or twice in a shorter ``idle``.

        It is a durable write even when it changes nothing: a primary that was cut off, and does not know yet that a
        session was ended, can then not say that it goes on.
        """
        active = {"$expr": {"$gt": [f"${_SEEN}", ago(idle)]}}
        document = self._connection.handles().access.sessions.find_one_and_update(
            {f.ID: session_id, "$and": [living(), active]},
            noted(_SEEN, every=min(NOTED_EVERY, idle / 2)),
            return_document=ReturnDocument.AFTER,
        )
        return None if document is None else _from_document(document)

    @answered
    def of(self, user: str) -> tuple[Session, ...]:
        """One round trip."""
        newest = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
        found = self._connection.handles().access.sessions.find({OWNER: user, **living()}, sort=newest)
        return tuple(map(_from_document, found))

    @answered
    def end(self, session_id: str) -> bool:
        """One round trip."""
        return self._connection.handles().access.sessions.delete_one({f.ID: session_id, **living()}).deleted_count == 1

    @answered
    def end_all(self, user: str, *, but: str = "") -> int:
        """One round trip."""
        others = {OWNER: user, f.ID: {"$ne": but}, **living()}
        return self._connection.handles().access.sessions.delete_many(others).deleted_count


def _from_document(document: Document) -> Session:
    values: dict[str, Any] = {name: document[name] for name in _VALUES}
    return Session(
        id=document[f.ID],
        user=document[OWNER],
        created=document[f.CREATED],
        seen=document[_SEEN],
        expires=document[EXPIRES],
        **values,
    )
