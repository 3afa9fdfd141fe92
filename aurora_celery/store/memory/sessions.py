"""Sessions of browsers in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from aurora_celery.model.access import Session
from aurora_celery.store.access_ports import NOTED_EVERY
from aurora_celery.store.memory.state import MemoryState, check_text


class MemorySessions:
    """``SessionStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._sessions: dict[str, Session] = {}

    def add(self, session: Session, *, lifetime: float) -> Session:
        """Keep a session."""
        check_text(session.id, session.user, session.csrf, session.address, session.agent)
        with self._state.lock:
            known = self._living().get(session.id)
            if known is None:
                now = self._state.now()
                known = replace(session, created=now, seen=now, expires=self._state.after(lifetime))
                self._sessions[session.id] = known
            return known

    def get(self, session_id: str, *, idle: float) -> Session | None:
        """A session that is not over."""
        check_text(session_id)
        with self._state.lock:
            session, now = self._living().get(session_id), self._state.now()
            if session is None or session.seen is None or session.seen <= self._state.after(-idle):
                return None
            if session.seen <= now - timedelta(seconds=min(NOTED_EVERY, idle / 2)):
                session = self._sessions[session_id] = replace(session, seen=now)
            return session

    def of(self, user: str) -> tuple[Session, ...]:
        """The sessions of a user."""
        check_text(user)
        with self._state.lock:
            theirs = [session for session in self._living().values() if session.user == user]
            return tuple(sorted(theirs, key=lambda session: (session.created, session.id), reverse=True))

    def end(self, session_id: str) -> bool:
        """End one session."""
        check_text(session_id)
        with self._state.lock:
            return self._living().pop(session_id, None) is not None

    def end_all(self, user: str, *, but: str = "") -> int:
        """End every session of a user, but for one."""
        check_text(user, but)
        with self._state.lock:
            theirs = [session.id for session in self._living().values() if session.user == user and session.id != but]
            for session_id in theirs:
                del self._sessions[session_id]
            return len(theirs)

    def forget(self, user: str) -> None:
        """End every session of a user who goes."""
        self.end_all(user)

    def _living(self) -> dict[str, Session]:
        """All sessions, once those that are over are forgotten."""
        now = self._state.now()
        for session in [*self._sessions.values()]:
            if session.expires is not None and session.expires <= now:
                del self._sessions[session.id]
        return self._sessions
