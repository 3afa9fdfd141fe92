"""People and programs in MongoDB: the parts behind one connection."""

from __future__ import annotations

from aurora_celery.store.access_ports import AuditStore, KeyStore, LimitStore, SecretStore, SessionStore, UserStore
from aurora_celery.store.mongo.audit import MongoAudit
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.keys import MongoKeys
from aurora_celery.store.mongo.limits import MongoLimits
from aurora_celery.store.mongo.sealed import MongoSecrets
from aurora_celery.store.mongo.sessions import MongoSessions
from aurora_celery.store.mongo.users import MongoUsers


class MongoAccess:
    """``AccessStore`` in MongoDB."""

    def __init__(self, connection: Connection, clock: ServerClock) -> None:
        self.users: UserStore = MongoUsers(connection)
        self.sessions: SessionStore = MongoSessions(connection)
        self.keys: KeyStore = MongoKeys(connection)
        self.audit: AuditStore = MongoAudit(connection, clock)
        self.limits: LimitStore = MongoLimits(connection)
        self.secrets: SecretStore = MongoSecrets(connection)
