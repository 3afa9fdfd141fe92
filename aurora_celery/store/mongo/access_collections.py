"""The collections of people and programs: users, sessions, keys, secrets, limits and the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.read_concern import ReadConcern

from aurora_celery.store.mongo.fields import Document


@dataclass(frozen=True, slots=True)
class AccessCollections:
    """One process's collections, all written durably. ``audit_end`` and ``audit`` together show the newest entry.

    ``newest_audit`` reads what a majority may not have yet: whoever writes the next entry has to come after it.
    """

    users: Collection[Document]
    sessions: Collection[Document]
    keys: Collection[Document]
    secrets: Collection[Document]
    limits: Collection[Document]
    audit: Collection[Document]
    newest_audit: Collection[Document]
    audit_end: Collection[Document]


def access_collections(durable: Database[Document]) -> AccessCollections:
    """The collections in a database that is read and written durably."""
    audit = durable["aurora_audit"]
    return AccessCollections(
        users=durable["aurora_users"],
        sessions=durable["aurora_sessions"],
        keys=durable["aurora_keys"],
        secrets=durable["aurora_secrets"],
        limits=durable["aurora_limits"],
        audit=audit,
        newest_audit=audit.with_options(read_concern=ReadConcern("local")),
        audit_end=durable["aurora_audit_end"],
    )
