"""What the parts of the backend ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from celery import Celery

from aurora_celery.backend.options import BackendOptions
from aurora_celery.store.task_ports import Payload, TaskStore


class Host(Protocol):
    """The backend, as its chords see it."""

    app: Celery
    options: BackendOptions

    @property
    def store(self) -> TaskStore:
        """Where results and joins are."""

    @property
    def chord_expires(self) -> float | None:
        """For how many seconds an unfinished chord is kept; None for ever."""

    def reliably(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the store, again after a passing error, within bounds."""

    def encode(self, data: Any) -> Payload:
        """Serialise."""

    def decode(self, payload: Any) -> Any:
        """The pair of ``encode``."""

    def encode_result(self, result: Any, state: str) -> Any:
        """What is serialised for a result: an exception becomes a mapping."""

    def exception_to_python(self, exc: Any) -> BaseException | None:
        """The pair of ``encode_result`` for exceptions."""

    def chord_error_from_stack(self, callback: Any, exc: BaseException | None = None) -> Any:
        """Record that a body failed before it ran, and call its errbacks."""
