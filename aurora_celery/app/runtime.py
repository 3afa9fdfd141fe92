"""The engine and the store of the calling process, made when first needed and never shared across a fork."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from importlib import import_module

from celery import Celery

from aurora_celery import __version__
from aurora_celery.config import Settings
from aurora_celery.engine.bus import CeleryBus
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.observer import Observer
from aurora_celery.engine.rounds import Rounds
from aurora_celery.engine.steward import Rhythm
from aurora_celery.engine.sweeper import Patience
from aurora_celery.errors import StoreUnfit
from aurora_celery.model.plan import PlanNode
from aurora_celery.observability import watch
from aurora_celery.observability.json_log import write_json
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Store

_SCHEME = "aurora+"


class Runtime:
    """Wires store, bus and engine for one Celery app."""

    def __init__(self, app: Celery, settings: Settings, *, store_url: str | None) -> None:
        self.app, self.settings = app, settings
        self.patience = Patience(
            grace=settings.engine.cancel_grace,
            attention=settings.engine.attention,
            republish=settings.engine.republish,
            republish_max=settings.engine.republish_max,
        )
        self.rhythm = Rhythm(
            heartbeat=settings.worker.heartbeat,
            lease=settings.worker.lease,
            sweep=settings.worker.sweep,
            deaf_after=settings.worker.deaf_after,
        )
        self.labels = settings.worker.labels
        self.observer: Observer = watch(settings, store=lambda: self.store, queue=self._queue, version=__version__)
        bus = CeleryBus(app, confirm_timeout=settings.broker.confirm_timeout, observer=self.observer)
        self._rounds = Rounds(app, bus, enabled=settings.engine.rounds)
        self._store_url = store_url
        self._engines: dict[int, Engine] = {}
        #: What is to end before the store is given back.
        self.closing: list[Callable[[], object]] = []
        self._renew_lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew_lock)

    def _queue(self, node: PlanNode) -> str:
        return self._rounds.queue(node)

    def _renew_lock(self) -> None:
        """Again after a fork: a child must not inherit a lock that another thread of its parent held."""
        self._lock = threading.Lock()

    @property
    def store_url(self) -> str:
        """Where the truth is: as given, as configured, or as the app's result backend has it. Raises StoreUnfit."""
        backend = str(self.app.conf.result_backend or "")
        url = self._store_url or self.settings.store.url
        url = url or (backend.removeprefix(_SCHEME) if backend.startswith(_SCHEME) else "")
        if not url:
            raise StoreUnfit(
                "no store is configured and no local stack runs in this directory: start one with `aurora up`, "
                "or set store.url (AURORA_STORE__URL) to a MongoDB replica set"
            )
        return url

    @property
    def store(self) -> Store:
        """The store of the calling process."""
        return self.engine().store

    def engine(self) -> Engine:
        """The engine of the calling process."""
        pid = os.getpid()
        engine = self._engines.get(pid)
        if engine is None:
            with self._lock:
                engine = self._engines.get(pid) or self._engines.setdefault(pid, self._make())
        return engine

    def shape_log(self) -> None:
        """Let this process log in the form that the settings name."""
        if self.settings.log.format == "json":
            write_json()

    def warm(self) -> None:
        """Import the store's driver and the expression language.

        A pool's children then have them from the start: importing them in several threads of a fresh child
        at once can deadlock, and delays its first node.
        """
        import_module("cel")
        self._open()

    def rounds(self) -> Rounds:
        """The bus, which keeps quick nodes for the process that made them ready."""
        return self._rounds

    def close(self) -> None:
        """Give back the store of the calling process."""
        for end in self.closing:
            end()
        self.observer.close()
        engine = self._engines.pop(os.getpid(), None)
        if engine is not None:
            engine.store.close()

    def _open(self) -> Store:
        settings = self.settings
        return open_store(
            self.store_url,
            retention=settings.store.retention or None,
            inline_limit=settings.store.inline_limit,
            hard_limit=settings.store.hard_limit,
            attention=settings.engine.attention,
        )

    def _make(self) -> Engine:
        settings, store = self.settings, self._open()
        store.prepare()
        return Engine(
            store,
            self._rounds,
            inline_limit=settings.store.inline_limit,
            poison_after=settings.engine.poison_after,
            rng=random.Random(),  # noqa: S311 - spreads retries, guards nothing
            secret_keys=settings.secret_keys,
            observer=self.observer,
        )
