"""Join a Celery worker: adopt its tasks before the pool starts, and run the steward beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery import Celery
from celery.bootsteps import StartStopStep

from aurora_celery.engine.consumer import enduring
from aurora_celery.engine.lost_lines import spare_the_worker
from aurora_celery.engine.membership import Host, Membership
from aurora_celery.engine.remote import obey_orders


def install(app: Celery, host: Callable[[], Host]) -> None:
    """Make every worker of an app a member. ``host`` is asked when a worker is set up."""

    class AuroraStep(StartStopStep):
        """Starts after the pool and before the consumer; stops in between as well."""

        requires = ("celery.worker.components:Pool",)

        def __init__(self, parent: Any, **kwargs: Any) -> None:
            super().__init__(parent, **kwargs)
            self.membership = parent.aurora = Membership(host(), parent)
            parent.consumer_cls = enduring(parent.consumer_cls, self.membership)

        def start(self, parent: Any) -> None:  # noqa: ARG002 - Celery's signature
            self.membership.start()

        def close(self, parent: Any) -> None:  # noqa: ARG002 - Celery's signature
            self.membership.leaving.begin()

        def stop(self, parent: Any) -> None:  # noqa: ARG002 - Celery's signature
            self.membership.leaving.stop_pool()

        def terminate(self, parent: Any) -> None:
            parent.pool.terminate()
            self.membership.end()

    spare_the_worker()
    obey_orders()
    app.steps["worker"].add(AuroraStep)
