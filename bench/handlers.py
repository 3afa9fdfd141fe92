"""The work as Aurora's handlers, in the app that ``celery -A aurora_celery worker -I bench.handlers`` serves."""

from __future__ import annotations

from aurora_celery import aurora
from bench.work import WORK

__all__ = ["HANDLERS", "aurora", "pair"]

HANDLERS = {name: aurora.handler(name=name)(function) for name, function in WORK.items()}


@aurora.graph
def pair() -> object:
    """Two nodes and their join."""
    one, total = HANDLERS["bench.one"], HANDLERS["bench.total"]
    return total([one(), one()])
