"""What can go wrong when somebody looks after workers, queues and many runs at once. Part of the tree in ``errors``.

AuroraError
 +-- NotFound
 |    `-- WorkerNotFound, QueueNotFound, BulkNotFound
 +-- ValueRejected
 |    `-- BadSecretName      no expression could refer to it
 +-- WorkerSilent            a worker does not answer in time
 `-- OrderRefused            a worker cannot do what it was told
"""

from __future__ import annotations

from aurora_celery.errors import AuroraError, NotFound, ValueRejected


class WorkerNotFound(NotFound):
    """No worker with this id gives signs of life."""

    code, kind = "worker_not_found", "worker"


class QueueNotFound(NotFound):
    """No worker consumes a queue of this name, no node waits for it, and the app does not know it."""

    code, kind = "queue_not_found", "queue"


class BulkNotFound(NotFound):
    """No bulk operation with this id exists in the store."""

    code, kind = "bulk_operation_not_found", "bulk operation"


class BadSecretName(ValueRejected):
    """A secret, or its project, cannot have this name."""

    code = "bad_secret_name"

    def __init__(self, project: str, name: str) -> None:
        self.project, self.name = project, name
        super().__init__("a secret is named with A-Z a-z 0-9 _, 64 of them at most, and no digit first")


class WorkerSilent(AuroraError):
    """A worker did not answer in time. It may still do what it was told."""

    code = "worker_silent"

    def __init__(self, worker: str, seconds: float) -> None:
        self.worker, self.seconds = worker, seconds
        super().__init__(f"worker {worker} did not answer within {seconds:g} s; it may still do what it was told")


class OrderRefused(AuroraError):
    """A worker cannot do what it was told. Nothing was changed."""

    code = "order_refused"

    def __init__(self, worker: str, order: str, reason: str) -> None:
        self.worker, self.order, self.reason = worker, order, reason
        super().__init__(f"worker {worker} cannot take the order {order}: {reason}")
