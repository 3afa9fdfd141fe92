"""The store of the Celery result backend in MongoDB."""

from __future__ import annotations

from aurora_celery.store.mongo.task_connection import TaskConnection
from aurora_celery.store.mongo.task_groups import MongoGroups
from aurora_celery.store.mongo.task_joins import MongoJoins
from aurora_celery.store.mongo.task_metas import MongoMetas
from aurora_celery.store.task_ports import GroupStore, JoinStore, TaskMetaStore


class MongoTaskStore:
    """``TaskStore`` in MongoDB. Nothing is sent before the first call; every process has its own client."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = TaskConnection(url)
        self.metas: TaskMetaStore = MongoMetas(self._connection)
        self.groups: GroupStore = MongoGroups(self._connection)
        self.joins: JoinStore = MongoJoins(self._connection)

    def round_trips(self) -> int:
        """How many commands this process has sent so far."""
        return self._connection.sent()

    def close(self) -> None:
        """Close this process's client."""
        self._connection.close()
