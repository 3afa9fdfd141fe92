"""The local stack of real servers: Valkey, MongoDB and a worker, as child processes on loopback."""

from __future__ import annotations

from aurora_celery.embedded.ports import is_free
from aurora_celery.embedded.stack import Stack, running
from aurora_celery.embedded.supervisor import supervise
from aurora_celery.embedded.up_file import clear, places, publish, withdraw
from aurora_celery.embedded.web import is_installed, web_command

__all__ = [
    "Stack",
    "clear",
    "is_free",
    "is_installed",
    "places",
    "publish",
    "running",
    "supervise",
    "web_command",
    "withdraw",
]
