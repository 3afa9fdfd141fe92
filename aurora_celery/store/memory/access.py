"""People and programs in memory."""

from __future__ import annotations

from aurora_celery.store.access_ports import AuditStore, KeyStore, LimitStore, SecretStore, SessionStore, UserStore
from aurora_celery.store.memory.audit import MemoryAudit
from aurora_celery.store.memory.keys import MemoryKeys
from aurora_celery.store.memory.limits import MemoryLimits
from aurora_celery.store.memory.sealed import MemorySecrets
from aurora_celery.store.memory.sessions import MemorySessions
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.memory.users import MemoryUsers


class MemoryAccess:
    """``AccessStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        sessions, keys = MemorySessions(state), MemoryKeys(state)
        self.users: UserStore = MemoryUsers(state, sessions, keys)
        self.sessions: SessionStore = sessions
        self.keys: KeyStore = keys
        self.audit: AuditStore = MemoryAudit(state)
        self.limits: LimitStore = MemoryLimits(state)
        self.secrets: SecretStore = MemorySecrets(state)
