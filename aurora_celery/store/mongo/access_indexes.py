"""The indexes for people and programs. Only what is over is deleted by time: nothing else has an expiry."""

from __future__ import annotations

from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_collections import AccessCollections
from aurora_celery.store.mongo.access_updates import EXPIRES
from aurora_celery.store.mongo.audit import ACTION, ACTOR, TARGET
from aurora_celery.store.mongo.keys import DIGEST
from aurora_celery.store.mongo.users import FIRST, OWNER, SUBJECT

_OVER: Final = IndexModel([(EXPIRES, ASCENDING)], name="over", expireAfterSeconds=0)
_NEWEST: Final = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
_OWNED: Final = IndexModel([(OWNER, ASCENDING), *_NEWEST], name="by_owner")
_USERS: Final = [
    IndexModel(
        [(SUBJECT, ASCENDING)], name="subject", unique=True, partialFilterExpression={SUBJECT: {"$exists": True}}
    ),
    IndexModel([(FIRST, ASCENDING)], name="first", unique=True, partialFilterExpression={FIRST: {"$exists": True}}),
]
_KEYS: Final = [
    _OVER,
    _OWNED,
    IndexModel(_NEWEST, name="newest"),
    IndexModel([(DIGEST, ASCENDING)], name="digest", unique=True),
]
_AUDIT: Final = [
    IndexModel([(field, ASCENDING), (f.ID, DESCENDING)], name=f"by_{field}") for field in (ACTOR, ACTION, TARGET)
]


def ensure_access_indexes(access: AccessCollections) -> None:
    """Make every index. Those that are there are left as they are."""
    access.users.create_indexes(_USERS)
    access.sessions.create_indexes([_OVER, _OWNED])
    access.keys.create_indexes(_KEYS)
    access.limits.create_indexes([_OVER])
    access.audit.create_indexes(_AUDIT)
    access.audit_end.create_index([(f.ID, ASCENDING)])
    access.secrets.create_index([(f.ID, ASCENDING)])
