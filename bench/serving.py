"""The web process of the bench."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aurora_celery.config import load
from aurora_celery.embedded.web import WebProcess
from bench.ground import Ground


@contextmanager
def serving(ground: Ground, *, threads: int) -> Iterator[str]:
    """One web process on the ground's servers; its address."""
    decided = {"web.threads": threads, "web.port": 0, "worker.include": ("bench.handlers",)}
    settings = load(overrides=decided, local=False).settings
    web = WebProcess(settings, log=ground.directory / "logs" / "web.log")
    web.start()
    try:
        web.wait_until_ready()
        yield web.url
    finally:
        web.stop()
