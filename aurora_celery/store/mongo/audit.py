"""The audit log in MongoDB: entries under their numbers, which the index of ids lets nobody give twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError

from aurora_celery.model.access import AuditEntry
from aurora_celery.store.access_cursors import AUDIT
from aurora_celery.store.audit_chain import End, chain_of, first_unfit
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_collections import AccessCollections
from aurora_celery.store.mongo.access_updates import upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.values import Page

ACTOR: Final = "actor"
ACTION: Final = "action"
TARGET: Final = "target"
_AT: Final = "at"
_DETAIL: Final = "detail"
_CHAIN: Final = "chain"
_TEXTS: Final = (ACTOR, ACTION, TARGET, "outcome", "address", "trace", _CHAIN)
#: The one document that says where the log ended.
_END: Final = "end"
_NUMBER: Final = "number"


class MongoAudit:
    """``AuditStore`` in MongoDB."""

    def __init__(self, connection: Connection, clock: ServerClock) -> None:
        self._connection = connection
        self._clock = clock
        #: The last entry that this process wrote: where the log ends, unless somebody else has written since.
        self._tail: End | None = None

    @property
    def _access(self) -> AccessCollections:
        return self._connection.handles().access

    @answered
    def append(
        self,
        *,
        actor: str,
        action: str,
        target: str,
        outcome: str,
        address: str = "",
        trace: str = "",
        detail: Mapping[str, str] | None = None,
    ) -> AuditEntry:
        """Two round trips, and one for the first entry; two more for each entry of another process that comes first."""
        new = AuditEntry(
            number=0,
            at=self._clock.now(),
            actor=actor,
            action=action,
            target=target,
            outcome=outcome,
            address=address,
            trace=trace,
            detail=dict(detail or {}),
        )
        while True:
            end = self._tail or self._newest()
            entry = replace(new, number=end.number + 1)
            entry = replace(entry, chain=chain_of(entry, before=end.chain))
            if self._inserted(entry):
                self._tail = End(entry.number, entry.chain)
                self._note_end(entry)
                return entry
            self._tail = None

    @answered
    def list(
        self,
        *,
        actor: str | None = None,
        action: str | None = None,
        target: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:
        """One round trip."""
        pairs = ((ACTOR, actor), (ACTION, action), (TARGET, target))
        query: Document = {name: value for name, value in pairs if value is not None}
        if cursor is not None:
            query[f.ID] = {"$lt": AUDIT.read(cursor).number}
        found = self._access.audit.find(query, sort=[(f.ID, DESCENDING)], limit=limit + 1)
        entries = tuple(map(_from_document, found))
        return AUDIT.page(entries, limit=limit)

    @answered
    def verify(self) -> int | None:
        """Reads the whole log, a batch at a time. Where it ended is read first, so that it may grow meanwhile."""
        noted = self._access.audit_end.find_one({f.ID: _END})
        return first_unfit(self._entries(), end=_end_from_document(noted) if noted else End())

    def _entries(self) -> Iterator[AuditEntry | None]:
        for document in self._access.audit.find({}, sort=[(f.ID, ASCENDING)]):
            yield _readable(document)

    def _newest(self) -> End:
        """Where the log ends, or ended before somebody cut it off: what is missing then stays missing for all to see.

        Either of the last entry and the noted end may be newer, for entries are written meanwhile. Of one number, the
        noted one counts: the entry may have been changed.
        """
        stages: list[Document] = [
            {"$match": {f.ID: {"$gt": 0}}},
            {"$sort": {f.ID: DESCENDING}},
            {"$limit": 1},
            {"$project": {_NUMBER: f"${f.ID}", _CHAIN: True}},
            {"$unionWith": {"coll": self._access.audit_end.name, "pipeline": [{"$match": {f.ID: _END}}]}},
        ]
        newest = End()
        for end in map(_end_from_document, self._access.newest_audit.aggregate(stages)):
            if end.number >= newest.number:
                newest = end
        return newest

    def _inserted(self, entry: AuditEntry) -> bool:
        try:
            self._access.audit.insert_one(_to_document(entry))
        except DuplicateKeyError:
            return False
        return True

    def _note_end(self, entry: AuditEntry) -> None:
        """Move the noted end on, unless somebody else has noted a later one."""
        earlier = {"$lt": [f"${_NUMBER}", entry.number]}
        later = {
            _CHAIN: {"$cond": [earlier, entry.chain, f"${_CHAIN}"]},
            _NUMBER: {"$max": [f"${_NUMBER}", entry.number]},
        }
        upserted(self._access.audit_end, _END, [{"$set": later}])


def _to_document(entry: AuditEntry) -> Document:
    """Names of details are values here, never names of fields."""
    values = {name: getattr(entry, name) for name in _TEXTS}
    return {f.ID: entry.number, _AT: entry.at, _DETAIL: [[*pair] for pair in sorted(entry.detail.items())], **values}


def _from_document(document: Document) -> AuditEntry:
    values = {name: document[name] for name in _TEXTS}
    return AuditEntry(number=document[f.ID], at=document[_AT], detail=dict(document[_DETAIL]), **values)


def _readable(document: Document) -> AuditEntry | None:
    """An entry whose digest can be made; None for what somebody has made of it."""
    try:
        entry = _from_document(document)
        chain_of(entry, before="")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    return entry if _to_document(entry) == document else None


def _end_from_document(document: Document) -> End:
    return End(document[_NUMBER], document[_CHAIN])
