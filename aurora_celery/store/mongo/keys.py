"""Keys of programs in MongoDB, found by the digest of their secret."""

from __future__ import annotations

from typing import Final

from pymongo import DESCENDING, ReturnDocument

from aurora_celery.model.access import ApiKey, Role
from aurora_celery.store.access_cursors import KEYS
from aurora_celery.store.access_ports import NOTED_EVERY
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_updates import EXPIRES, ahead, kept_if_new, living, noted, upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.users import OWNER
from aurora_celery.store.values import Page

DIGEST: Final = "digest"
_TITLE: Final = "title"
_ROLE: Final = "role"
_PROJECTS: Final = "projects"
_USED: Final = "used"


class MongoKeys:
    """``KeyStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def add(self, key: ApiKey, *, lifetime: float | None) -> ApiKey:
        """One round trip."""
        values = {
            DIGEST: key.digest,
            OWNER: key.owner,
            _TITLE: key.title,
            _ROLE: key.role.value,
            _PROJECTS: [*key.projects],
        }
        times: Document = {f.CREATED: "$$NOW"} | ({} if lifetime is None else {EXPIRES: ahead(lifetime)})
        keys = self._connection.handles().access.keys
        return _from_document(upserted(keys, key.id, kept_if_new(values, times)))

    @answered
    def find(self, digest: str) -> ApiKey | None:
        """One round trip, durable for the reason that the one for a session is."""
        document = self._connection.handles().access.keys.find_one_and_update(
            {DIGEST: digest, **living()}, noted(_USED, every=NOTED_EVERY), return_document=ReturnDocument.AFTER
        )
        return None if document is None else _from_document(document)

    @answered
    def list(self, owner: str | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[ApiKey]:
        """One round trip."""
        query = living() if owner is None else {OWNER: owner, **living()}
        if cursor is not None:
            place = KEYS.read(cursor)
            query[f.CREATED] = {"$lte": place.moment}
            query["$or"] = [{f.CREATED: {"$lt": place.moment}}, {f.ID: {"$lt": place.text}}]
        newest = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
        found = self._connection.handles().access.keys.find(query, sort=newest, limit=limit + 1)
        keys = tuple(map(_from_document, found))
        return KEYS.page(keys, limit=limit)

    @answered
    def get(self, key_id: str) -> ApiKey | None:
        """One round trip."""
        document = self._connection.handles().access.keys.find_one({f.ID: key_id, **living()})
        return None if document is None else _from_document(document)

    @answered
    def remove(self, key_id: str) -> bool:
        """One round trip."""
        return self._connection.handles().access.keys.delete_one({f.ID: key_id, **living()}).deleted_count == 1


def _from_document(document: Document) -> ApiKey:
    return ApiKey(
        id=document[f.ID],
        digest=document[DIGEST],
        owner=document[OWNER],
        title=document[_TITLE],
        role=Role(document[_ROLE]),
        projects=tuple(document[_PROJECTS]),
        created=document[f.CREATED],
        expires=document.get(EXPIRES),
        used=document.get(_USED),
    )
