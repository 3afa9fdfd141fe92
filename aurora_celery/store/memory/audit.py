"""The audit log in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aurora_celery.model.access import AuditEntry
from aurora_celery.store.access_cursors import AUDIT
from aurora_celery.store.audit_chain import End, chain_of, end_of, first_unfit
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.values import Page


class MemoryAudit:
    """``AuditStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._entries: list[AuditEntry] = []

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
        """Write the next entry."""
        known = dict(detail or {})
        check_text(actor, action, target, outcome, address, trace, *known.keys(), *known.values())
        with self._state.lock:
            end = self._end()
            entry = AuditEntry(
                number=end.number + 1,
                at=self._state.now(),
                actor=actor,
                action=action,
                target=target,
                outcome=outcome,
                address=address,
                trace=trace,
                detail=known,
            )
            entry = replace(entry, chain=chain_of(entry, before=end.chain))
            self._entries.append(entry)
            return entry

    def list(
        self,
        *,
        actor: str | None = None,
        action: str | None = None,
        target: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:
        """A page of entries."""
        check_text(actor, action, target)
        before = AUDIT.read(cursor).number if cursor is not None else None
        with self._state.lock:
            later = [
                entry
                for entry in reversed(self._entries)
                if (before is None or entry.number < before)
                and (actor is None or entry.actor == actor)
                and (action is None or entry.action == action)
                and (target is None or entry.target == target)
            ]
        return AUDIT.page(later, limit=limit)

    def verify(self) -> int | None:
        """Whether every entry fits to the one before it."""
        with self._state.lock:
            return first_unfit(self._entries, end=self._end())

    def _end(self) -> End:
        return end_of(self._entries[-1]) if self._entries else End()
