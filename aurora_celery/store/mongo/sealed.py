"""Sealed secrets in MongoDB: one document for each, under its name."""

from __future__ import annotations

from typing import Final

from pymongo import ASCENDING

from aurora_celery.model.access import SealedSecret
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_updates import upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document

_SEALED: Final = "sealed"
_KEY_ID: Final = "key_id"
_BY: Final = "by"
_CHANGED: Final = "changed"
_VERSION: Final = "version"


class MongoSecrets:
    """``SecretStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def put(self, secret: SealedSecret) -> SealedSecret:
        """One round trip."""
        values: Document = {
            _SEALED: {"$literal": secret.sealed},
            _KEY_ID: {"$literal": secret.key_id},
            _BY: {"$literal": secret.by},
            _CHANGED: "$$NOW",
            _VERSION: {"$add": [{"$ifNull": [f"${_VERSION}", 0]}, 1]},
        }
        return _from_document(upserted(self._connection.handles().access.secrets, secret.name, [{"$set": values}]))

    @answered
    def get(self, name: str) -> SealedSecret | None:
        """One round trip."""
        document = self._connection.handles().access.secrets.find_one({f.ID: name})
        return None if document is None else _from_document(document)

    @answered
    def list(self) -> tuple[SealedSecret, ...]:
        """One round trip, in which what is sealed does not leave the server."""
        found = self._connection.handles().access.secrets.find({}, {_SEALED: False}, sort=[(f.ID, ASCENDING)])
        return tuple(map(_from_document, found))

    @answered
    def remove(self, name: str) -> bool:
        """One round trip."""
        return self._connection.handles().access.secrets.delete_one({f.ID: name}).deleted_count == 1


def _from_document(document: Document) -> SealedSecret:
    return SealedSecret(
        name=document[f.ID],
        sealed=document.get(_SEALED, ""),
        key_id=document[_KEY_ID],
        by=document[_BY],
        changed=document[_CHANGED],
        version=document[_VERSION],
    )
