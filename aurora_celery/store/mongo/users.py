"""Users in MongoDB: one document for each, under the name."""

from __future__ import annotations

from typing import Any, Final

from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from aurora_celery.model.access import Role, User
from aurora_celery.store.access_cursors import USERS
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_collections import AccessCollections
from aurora_celery.store.mongo.access_updates import kept_if_new
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.values import Page

SUBJECT: Final = "subject"
#: Only the very first user has it, and an index lets only one have it.
FIRST: Final = "first"
#: Of sessions and of keys: whose they are.
OWNER: Final = "owner"
_GRANTS: Final = "grants"
_RECOVERY: Final = "recovery"
_CHANGED: Final = "changed"
_VERSION: Final = "version"
_VALUES: Final = ("password", "disabled", "must_change", "totp", "totp_step")


class MongoUsers:
    """``UserStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def _access(self) -> AccessCollections:
        return self._connection.handles().access

    @answered
    def add(self, user: User) -> bool:
        """One round trip."""
        return self._inserted(user, {})

    @answered
    def add_first(self, user: User) -> bool:
        """Two round trips. An index, not the look before, lets one of two at once be the first."""
        if self._access.users.find_one({}, {f.ID: True}) is not None:
            return False
        return self._inserted(user, {FIRST: True})

    @answered
    def get(self, name: str) -> User | None:
        """One round trip."""
        return _found(self._access.users.find_one({f.ID: name}))

    @answered
    def by_subject(self, subject: str) -> User | None:
        """One round trip."""
        return _found(self._access.users.find_one({SUBJECT: subject})) if subject else None

    @answered
    def change(self, user: User) -> bool:
        """One round trip."""
        update: Document = {
            "$set": _values(user),
            "$inc": {_VERSION: 1},
            "$currentDate": {_CHANGED: True},
        }
        if not user.subject:
            update["$unset"] = {SUBJECT: True}
        try:
            return self._access.users.update_one({f.ID: user.name, _VERSION: user.version}, update).matched_count == 1
        except DuplicateKeyError:
            return False

    @answered
    def remove(self, name: str) -> bool:
        """Five round trips.

        The user goes after what is theirs, so that a call that broke off can be repeated; what was made in between,
        by a sign-in that had begun, goes after the user, so that nobody of the same name inherits it.
        """
        self._forget(name)
        known = self._access.users.delete_one({f.ID: name}).deleted_count == 1
        self._forget(name)
        return known

    @answered
    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[User]:
        """One round trip."""
        query = {} if cursor is None else {f.ID: {"$gt": USERS.read(cursor).text}}
        found = self._access.users.find(query, sort=[(f.ID, ASCENDING)], limit=limit + 1)
        users = tuple(map(_from_document, found))
        return USERS.page(users, limit=limit)

    def _inserted(self, user: User, marks: Document) -> bool:
        """Whether a user was made, at the time of the server, by which their keys and sessions are judged."""
        values = {_VERSION: 1, **_values(user), **marks}
        update = kept_if_new(values, {f.CREATED: "$$NOW", _CHANGED: "$$NOW"})
        try:
            return self._access.users.update_one({f.ID: user.name}, update, upsert=True).upserted_id is not None
        except DuplicateKeyError:
            return False

    def _forget(self, name: str) -> None:
        self._access.sessions.delete_many({OWNER: name})
        self._access.keys.delete_many({OWNER: name})


def _values(user: User) -> Document:
    """What can be changed of a user. Names of projects are values here, never names of fields."""
    values: Document = {name: getattr(user, name) for name in _VALUES}
    values[_GRANTS] = [[project, role.value] for project, role in user.grants.items()]
    values[_RECOVERY] = [*user.recovery]
    return values | ({SUBJECT: user.subject} if user.subject else {})


def _found(document: Document | None) -> User | None:
    return None if document is None else _from_document(document)


def _from_document(document: Document) -> User:
    values: dict[str, Any] = {name: document[name] for name in _VALUES}
    return User(
        name=document[f.ID],
        grants={project: Role(role) for project, role in document[_GRANTS]},
        recovery=tuple(document[_RECOVERY]),
        subject=document.get(SUBJECT, ""),
        created=document[f.CREATED],
        changed=document[_CHANGED],
        version=document[_VERSION],
        **values,
    )
