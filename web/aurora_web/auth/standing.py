"""Who stands behind a key or a session: asked of the store once in a while, not for each request and each stream."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, cast

from flask import Flask, Response, current_app, request

from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import ApiKey, Session, User
from aurora_web.auth.cookies import SAFE_METHODS
from aurora_web.auth.principal import Principal, of_key, of_local_key, of_user

_EXTENSION: Final = "aurora-standing"
#: Seconds for which an answer counts: what another process changes, or takes back, holds here by then. An answer that
#: is younger than that is no proof against a primary that was cut off; the next question is, for it is a durable write.
LASTING: Final = 1.0
#: Keys and sessions that are remembered before those that nobody asks for any more are dropped.
_REMEMBERED: Final = 1_000
#: Seconds for which those are remembered.
_KEPT: Final = 60.0
#: The resources that change who somebody is. A sign-in at an identity provider does so with a GET.
_ACCESS: Final = frozenset({"keys", "session", "users"})
_PROVIDER: Final = "oidc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whoever has a key, or is signed in. ``user`` is None for the key of a local stack, which is nobody's."""

    user: User | None
    key: ApiKey | None = None
    session: Session | None = None

    @property
    def principal(self) -> Principal:
        """What they may do."""
        if self.user is None:
            return of_local_key(cast("ApiKey", self.key))
        if self.key is not None:
            return of_key(self.key, self.user)
        return of_user(self.user, session=self.session.id if self.session else "")

    @property
    def must_change(self) -> bool:
        """Whether they are signed in, and have to change their password before anything else."""
        return self.session is not None and self.user is not None and self.user.must_change


Look = Callable[[], Holder | None]


@dataclass(slots=True)
class _Answer:
    """Who it is, and since when that is known."""

    holder: Holder | None = None
    at: float = float("-inf")
    #: While the store is away: by when to ask it again.
    again: float = float("-inf")
    lock: Lock = field(default_factory=Lock)


class Standing:
    """Who stands behind keys and sessions. One for a process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: dict[str, _Answer] = {}
        self._lock = Lock()

    def of(self, credential: str, look: Look, *, patience: float = 0.0) -> Holder | None:
        """Whoever has it, as ``look`` said lately, or says now; None, which is not remembered, for nobody.

        With ``patience`` only one asks for all, and somebody counts as who they were for so many seconds in which the
        store does not answer. Raises StoreUnavailable.
        """
        answer = self._answer(credential)
        if (holder := self._lately(answer)) is not None:
            return holder
        if not patience:
            return self._asked(answer, look)
        with answer.lock:
            if (holder := self._lately(answer)) is not None:
                return holder
            if self._clock() < answer.again:
                return answer.holder
            try:
                return self._asked(answer, look)
            except StoreUnavailable:
                if self._clock() - answer.at > patience:
                    raise
                answer.again = self._clock() + LASTING
                return answer.holder

    def forget(self) -> None:
        """Ask anew for everybody. What is being asked meanwhile is not remembered either."""
        with self._lock:
            self._answers = {}

    def _lately(self, answer: _Answer) -> Holder | None:
        return answer.holder if self._clock() - answer.at < LASTING else None

    def _asked(self, answer: _Answer, look: Look) -> Holder | None:
        """What was true when it was asked, not when the answer came."""
        asked = self._clock()
        holder = look()
        answer.holder, answer.at = holder, asked
        return holder

    def _answer(self, credential: str) -> _Answer:
        """The place of an answer; it is written to no more once it was forgotten, for nobody finds it any longer."""
        with self._lock:
            if credential not in self._answers and len(self._answers) >= _REMEMBERED:
                old = self._clock() - _KEPT
                self._answers = {name: answer for name, answer in self._answers.items() if answer.at > old}
            return self._answers.setdefault(credential, _Answer())


def standing() -> Standing:
    """That of the current app."""
    return cast("Standing", current_app.extensions[_EXTENSION])


def install_standing(app: Flask) -> None:
    """Remember who is who, and forget it with each request that may have changed that."""
    app.extensions[_EXTENSION] = Standing()
    app.after_request(_forget)


def _forget(response: Response) -> Response:
    changes = request.blueprint in _ACCESS and request.method not in SAFE_METHODS
    if changes or request.blueprint == _PROVIDER:
        standing().forget()
    return response
