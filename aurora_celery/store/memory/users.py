"""Users in memory."""

from __future__ import annotations

from dataclasses import replace

from aurora_celery.model.access import User
from aurora_celery.store.access_cursors import USERS
from aurora_celery.store.memory.keys import MemoryKeys
from aurora_celery.store.memory.sessions import MemorySessions
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.values import Page


class MemoryUsers:
    """``UserStore`` in memory."""

    def __init__(self, state: MemoryState, sessions: MemorySessions, keys: MemoryKeys) -> None:
        self._state = state
        self._sessions = sessions
        self._keys = keys
        self._users: dict[str, User] = {}

    def add(self, user: User) -> bool:
        """Keep a new user."""
        _check(user)
        with self._state.lock:
            if user.name in self._users or self._subject_taken(user):
                return False
            now = self._state.now()
            self._users[user.name] = _copied(replace(user, created=now, changed=now, version=1))
            return True

    def add_first(self, user: User) -> bool:
        """Keep the very first user."""
        with self._state.lock:
            return not self._users and self.add(user)

    def get(self, name: str) -> User | None:
        """A user by name."""
        check_text(name)
        with self._state.lock:
            return self._users.get(name)

    def by_subject(self, subject: str) -> User | None:
        """A user by subject."""
        check_text(subject)
        with self._state.lock:
            return next((user for user in self._users.values() if subject and user.subject == subject), None)

    def change(self, user: User) -> bool:
        """Keep all of a user."""
        _check(user)
        with self._state.lock:
            known = self._users.get(user.name)
            if known is None or known.version != user.version or self._subject_taken(user):
                return False
            changed = replace(user, created=known.created, changed=self._state.now(), version=known.version + 1)
            self._users[user.name] = _copied(changed)
            return True

    def remove(self, name: str) -> bool:
        """Forget a user, and all that is theirs."""
        check_text(name)
        with self._state.lock:
            self._sessions.forget(name)
            self._keys.forget(name)
            return self._users.pop(name, None) is not None

    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[User]:
        """A page of users."""
        after = USERS.read(cursor).text if cursor is not None else None
        with self._state.lock:
            names = sorted(self._users, key=str.encode)
            later = [self._users[name] for name in names if after is None or name.encode() > after.encode()]
        return USERS.page(later, limit=limit)

    def _subject_taken(self, user: User) -> bool:
        others = (other for other in self._users.values() if other.name != user.name)
        return bool(user.subject) and any(other.subject == user.subject for other in others)


def _copied(user: User) -> User:
    """A user whose grants are nobody else's to change."""
    return replace(user, grants=dict(user.grants))


def _check(user: User) -> None:
    check_text(user.name, user.password, user.totp, user.subject, *user.recovery, *user.grants)
