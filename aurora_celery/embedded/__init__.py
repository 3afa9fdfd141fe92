"""The local stack of real servers: Valkey, MongoDB and a worker, as child processes on loopback."""

from __future__ import annotations

from aurora_celery.embedded.stack import Stack, running
from aurora_celery.embedded.supervisor import supervise
from aurora_celery.embedded.up_file import clear, places, publish, withdraw

__all__ = ["Stack", "clear", "places", "publish", "running", "supervise", "withdraw"]
