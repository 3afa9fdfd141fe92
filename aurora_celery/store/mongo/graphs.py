"""Graph definitions in MongoDB: one document for each version, numbered by a unique index."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

from bson.binary import Binary
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError

from aurora_celery.errors import GraphChanged, GraphNotFound
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.ports import GraphVersion

_NAME: Final = "name"
_VERSION: Final = "version"
_DEFINITION: Final = "definition"
_PLAN: Final = "plan"
_CREATED: Final = "created"


class MongoGraphs:
    """``GraphStore`` in MongoDB."""

    def __init__(self, connection: Connection, clock: ServerClock) -> None:
        self._connection = connection
        self._clock = clock

    @answered
    def put(self, *, name: str, definition: str, plan: str, expected: int | None = None) -> GraphVersion:
        """Two round trips; again when somebody else has just made the next version."""
        while True:
            newest = self._newest(name)
            if newest is not None and (newest.definition, newest.plan) == (definition, plan):
                return newest
            before = newest.version if newest else 0
            if expected not in (None, before):
                raise GraphChanged(name, expected or 0, before)
            made = GraphVersion(
                name=name,
                version=before + 1,
                definition=definition,
                plan=plan,
                created=self._clock.now(),
            )
            if self._inserted(made):
                return made

    @answered
    def get(self, name: str, version: int | None = None) -> GraphVersion:
        """One round trip."""
        found = self._newest(name) if version is None else self._numbered(name, version)
        if found is None:
            raise GraphNotFound(name if version is None else f"{name}@{version}")
        return found

    @answered
    def versions(self, name: str) -> tuple[GraphVersion, ...]:
        """One round trip."""
        found = self._connection.handles().graphs.find({_NAME: name}, sort=[(_VERSION, DESCENDING)])
        return tuple(map(_from_document, found))

    @answered
    def names(self) -> tuple[GraphVersion, ...]:
        """One round trip."""
        stages: list[Document] = [
            {"$sort": {_NAME: ASCENDING, _VERSION: DESCENDING}},
            {"$group": {"_id": f"${_NAME}", "newest": {"$first": "$$ROOT"}}},
            {"$sort": {"_id": ASCENDING}},
        ]
        found = self._connection.handles().graphs.aggregate(stages)
        return tuple(_from_document(group["newest"]) for group in found)

    def _newest(self, name: str) -> GraphVersion | None:
        found = self._connection.handles().graphs.find_one({_NAME: name}, sort=[(_VERSION, DESCENDING)])
        return None if found is None else _from_document(found)

    def _numbered(self, name: str, version: int) -> GraphVersion | None:
        found = self._connection.handles().graphs.find_one({_NAME: name, _VERSION: version})
        return None if found is None else _from_document(found)

    def _inserted(self, graph: GraphVersion) -> bool:
        try:
            self._connection.handles().graphs.insert_one(_to_document(graph))
        except DuplicateKeyError:
            return False
        return True


def _to_document(graph: GraphVersion) -> Document:
    return {
        "_id": hashlib.sha256(f"{graph.version}:{graph.name}".encode()).hexdigest(),
        _NAME: graph.name,
        _VERSION: graph.version,
        _DEFINITION: Binary(zlib.compress(graph.definition.encode())),
        _PLAN: graph.plan,
        _CREATED: graph.created,
    }


def _from_document(document: Document) -> GraphVersion:
    return GraphVersion(
        name=document[_NAME],
        version=document[_VERSION],
        definition=zlib.decompress(document[_DEFINITION]).decode(),
        plan=document[_PLAN],
        created=document[_CREATED],
    )
