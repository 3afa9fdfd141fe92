"""What Aurora asks of a store to know people and programs: users, sessions, keys, secrets, limits and the audit log.

The rules of ``ports`` hold here too: writes name what they leave, times are the store's clock, a store that does not
answer raises StoreUnavailable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from aurora_celery.model.access import ApiKey, AuditEntry, SealedSecret, Session, User
from aurora_celery.store.values import Page

#: How often, in seconds, it is noted at most that a session or a key is in use.
NOTED_EVERY: Final = 60.0


class UserStore(Protocol):
    """Those who sign in."""

    def add(self, user: User) -> bool:
        """Keep a new user. False when there is one of this name, or of this subject."""

    def add_first(self, user: User) -> bool:
        """Keep the very first user. False when there is any: of two at once, one is the first."""

    def get(self, name: str) -> User | None:
        """A user by name."""

    def by_subject(self, subject: str) -> User | None:
        """A user by what the identity provider calls them."""

    def change(self, user: User) -> bool:
        """Keep all of a user, whose ``version`` is the one that was read.

        False when that is no longer so, or when another user has the subject.
        """

    def remove(self, name: str) -> bool:
        """Forget a user, with all sessions and keys. False when there was none.

        May be repeated after it broke off: all that was theirs is gone in the end.
        """

    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[User]:
        """Users by name. Raises BadCursor."""


class SessionStore(Protocol):
    """Browsers that are signed in."""

    def add(self, session: Session, *, lifetime: float) -> Session:
        """Keep a session for at most so many seconds. One of this id, of an earlier try, stays as it is."""

    def get(self, session_id: str, *, idle: float) -> Session | None:
        """A session that is not over, and was not idle for so many seconds; noted as seen.

        That is noted once a minute at most, or twice in ``idle`` if that is shorter than two minutes.
        """

    def of(self, user: str) -> tuple[Session, ...]:
        """The sessions of a user, newest first."""

    def end(self, session_id: str) -> bool:
        """End one session. False when there was none."""

    def end_all(self, user: str, *, but: str = "") -> int:
        """End every session of a user, but for one; how many."""


class KeyStore(Protocol):
    """Keys of programs."""

    def add(self, key: ApiKey, *, lifetime: float | None) -> ApiKey:
        """Keep a key, for at most so many seconds. One of this id, of an earlier try, stays as it is."""

    def find(self, digest: str) -> ApiKey | None:
        """A key that is not over, by the digest of its secret; noted as used, once a minute at most."""

    def list(self, owner: str | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[ApiKey]:
        """Keys of one owner or of all, newest first. Raises BadCursor."""

    def get(self, key_id: str) -> ApiKey | None:
        """A key by its id."""

    def remove(self, key_id: str) -> bool:
        """Forget a key. False when there was none."""


class AuditStore(Protocol):
    """The log of what people did. It only grows."""

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
        """Write the next entry; of two at once, one comes after the other.

        Repeated after an unknown outcome, it may leave two entries: rather twice than not at all.
        """

    def list(
        self,
        *,
        actor: str | None = None,
        action: str | None = None,
        target: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:
        """Entries, newest first. Raises BadCursor."""

    def verify(self) -> int | None:
        """The number of the first entry that was changed, or is missing; None when there is none.

        That the end was cut off is told as long as the store knows where it was.
        """


class LimitStore(Protocol):
    """Counts that outlive every process, to slow down whoever guesses."""

    def hit(self, name: str, *, window: float) -> int:
        """Count one more under a name, and say how many there were in the window of so many seconds that it opened."""

    def count(self, name: str) -> tuple[int, float]:
        """How many there were, and in how many seconds they are forgotten."""

    def clear(self, name: str) -> None:
        """Forget a count."""


class SecretStore(Protocol):
    """Secrets by name, sealed before they come here."""

    def put(self, secret: SealedSecret) -> SealedSecret:
        """Keep a secret, in place of an older one of its name."""

    def get(self, name: str) -> SealedSecret | None:
        """One secret."""

    def list(self) -> tuple[SealedSecret, ...]:
        """All secrets by name, without what they hold."""

    def remove(self, name: str) -> bool:
        """Forget a secret. False when there was none."""


class AccessStore(Protocol):
    """All of the above."""

    users: UserStore
    sessions: SessionStore
    keys: KeyStore
    audit: AuditStore
    limits: LimitStore
    secrets: SecretStore
