"""A plain Celery app with ordinary tasks, for workers and for the tests that use them.

Every task whose effect matters says so in a Valkey list, so that a test can count how often it ran.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import redis
from celery import Celery, chord, current_app, group

CLASS: Final = "aurora_celery.backend:AuroraBackend"
#: Nothing here waits for long: a lost chord is found within a second or two.
TIMES: Final = {
    "chord_lease": 1.5,
    "chord_unsure": 30.0,
    "chord_quiet": 1.0,
    "chord_unsealed": 2.0,
    "sweep_interval": 0.3,
}

_tasks: list[tuple[Callable[..., Any], dict[str, Any]]] = []


def make_app(broker: str, store: str, effects: str, conf: Mapping[str, Any] | None = None) -> Celery:
    """An app on the given servers; ``effects`` is the Valkey in which tasks note that they ran."""
    app = Celery("shop", broker=broker, backend=f"{CLASS}+{store}", set_as_current=False)
    fixed = {"worker_prefetch_multiplier": 1, "task_reject_on_worker_lost": True, "shop_effects": effects}
    fixed |= {"broker_connection_retry_on_startup": True, "result_backend_transport_options": {"aurora": TIMES}}
    app.conf.update({**fixed, **(conf or {})})
    decorate: Any = app.task
    for function, options in _tasks:
        decorate(name=f"shop.{function.__name__}", shared=False, **{"bind": True, **options})(function)
    return app


def task(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function with every app that is made here."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _tasks.append((function, options))
        return function

    return register


@lru_cache
def _notes(address: str, pid: int) -> redis.Redis:
    return redis.Redis.from_url(address)


def _write(app: Any, name: str, text: str = "ran") -> None:
    _notes(app.conf["shop_effects"], os.getpid()).rpush(f"effects:{name}", text)


@task()
def add(self: Any, x: int, y: int) -> int:
    return x + y


@task()
def same(self: Any, x: Any) -> Any:
    return x


@task(ignore_result=True)
def unkept(self: Any, x: Any) -> Any:
    return x


@task()
def fail(self: Any, *_: Any) -> None:
    raise ValueError("broken")


@task()
def large(self: Any, size: int) -> str:
    return "x" * size


@task()
def unserialisable(self: Any) -> Any:
    return {1, object()}


@task()
def note(self: Any, x: Any, name: str) -> Any:
    _write(self.app, name)
    return x


@task(ignore_result=True)
def note_unkept(self: Any, x: Any, name: str) -> None:
    _write(self.app, name)


@task(bind=False)
def errback(request: Any, exc: Any, traceback: Any, name: str) -> None:
    """Called within the worker that saw the failure, since it takes more than an id."""
    _write(current_app, name, f"{type(exc).__name__}: {exc}")


@task()
def old_errback(self: Any, task_id: str, name: str) -> None:
    _write(self.app, name, task_id)


@task(max_retries=2)
def second_time(self: Any, x: int) -> int:
    if self.request.retries == 0:
        raise self.retry(countdown=0)
    return x


@task()
def become_group(self: Any, x: int) -> Any:
    one = self.app.tasks["shop.same"]
    return self.replace(group(one.s(x), one.s(x + 1)))


@task()
def become_chord(self: Any, x: int) -> Any:
    one = self.app.tasks["shop.same"]
    return self.replace(chord([one.s(x), one.s(x + 1)], one.s()))


@task()
def add_another(self: Any, x: int) -> int:
    self.add_to_chord(self.app.tasks["shop.same"].s(x * 100))
    return x


@task()
def launch(self: Any, width: int, name: str) -> str:
    """Apply a chord whose body has an id of its own for every try."""
    one, body = self.app.tasks["shop.same"], self.app.tasks["shop.note"].s(name=name)
    return str(chord([one.s(n) for n in range(width)], body).apply_async().id)


@task()
def process(self: Any) -> int:
    return os.getpid()
