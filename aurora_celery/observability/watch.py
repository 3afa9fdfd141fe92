"""Choose who watches the engine, as the settings say. What is off is not imported."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, TypeVar

from aurora_celery.config import Settings
from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import NodeEnded, Observer, RunEnded, TryEnded
from aurora_celery.errors import MissingExtra
from aurora_celery.model.plan import PlanNode
from aurora_celery.store.ports import Store

T = TypeVar("T")

logger = logging.getLogger(__name__)


def watch(
    settings: Settings, *, store: Callable[[], Store], queue: Callable[[PlanNode], str], version: str
) -> Observer:
    """Whoever is to watch. Raises MissingExtra for what is on and not installed."""
    observers: list[Observer] = []
    if settings.metrics.enabled:
        observers.append(_counting(settings, store=store, queue=queue, version=version))
    if settings.tracing.enabled:
        observers.append(_tracing())
    if settings.logs.enabled:
        observers.append(_listening(settings, store=store))
    return Watchers(observers) if observers else Observer()


def _counting(
    settings: Settings, *, store: Callable[[], Store], queue: Callable[[PlanNode], str], version: str
) -> Observer:
    try:
        from aurora_celery.observability.counting import Counting
    except ImportError as error:
        raise MissingExtra("metrics", str(error)) from error
    return Counting(settings.metrics, store=store, queue=queue, version=version)


def _listening(settings: Settings, *, store: Callable[[], Store]) -> Observer:
    from aurora_celery.observability.listening import Listening

    return Listening(settings.logs, store=store)


def _tracing() -> Observer:
    try:
        from aurora_celery.observability.tracing import Tracing
    except ImportError as error:
        raise MissingExtra("otel", str(error)) from error
    return Tracing()


class Watchers(Observer):
    """Several observers as one. A fault of theirs is logged and harms no run."""

    def __init__(self, observers: list[Observer]) -> None:
        self.observers = tuple(observers)

    def open(self) -> None:
        """All of them."""
        self._each(lambda observer: observer.open())

    def close(self) -> None:
        """All of them."""
        self._each(lambda observer: observer.close())

    @property
    def wants_history(self) -> bool:
        """Whether any of them does."""
        return any(observer.wants_history for observer in self.observers)

    def trace_requests(self, app: Any) -> None:
        """Trace the requests to a Flask app, if anybody traces."""
        self._each(lambda observer: observer.trace_requests(app))

    def submitted_from(self) -> str | None:
        """As the first says who knows."""
        return next((found for found in self._each(lambda observer: observer.submitted_from()) if found), None)

    def bearings(self, doorbell: Doorbell) -> Mapping[str, str | float]:
        """Those of all."""
        found: dict[str, str | float] = {}
        for more in self._each(lambda observer: observer.bearings(doorbell)):
            found |= more
        return found

    def ringing(self, doorbell: Doorbell) -> AbstractContextManager[None]:
        """Within all of them."""
        return self._within(lambda observer: observer.ringing(doorbell))

    def trying(self, held: Held) -> AbstractContextManager[None]:
        """Within all of them."""
        return self._within(lambda observer: observer.trying(held))

    def handling(self, held: Held) -> AbstractContextManager[None]:
        """Within all of them."""
        return self._within(lambda observer: observer.handling(held))

    def try_ended(self, ended: TryEnded) -> None:
        """All of them."""
        self._each(lambda observer: observer.try_ended(ended))

    def node_ended(self, ended: NodeEnded) -> None:
        """All of them."""
        self._each(lambda observer: observer.node_ended(ended))

    def run_ended(self, ended: RunEnded) -> None:
        """All of them."""
        self._each(lambda observer: observer.run_ended(ended))

    def running(self) -> int | None:
        """As the first says who knows."""
        return next((count for count in self._each(lambda observer: observer.running()) if count is not None), None)

    def _each(self, ask: Callable[[Observer], T]) -> list[T]:
        answers = []
        for observer in self.observers:
            try:
                answers.append(ask(observer))
            except Exception:
                logger.exception("%s could not take note", type(observer).__name__)
        return answers

    def _within(self, enter: Callable[[Observer], AbstractContextManager[None]]) -> AbstractContextManager[None]:
        return Within(self._each(enter))


class Within:
    """Several contexts as one, left in the reverse order. A class, for every node passes through two of them.

    A fault in entering or leaving one is logged; whatever the body raises goes on.
    """

    __slots__ = ("_contexts", "_entered")

    def __init__(self, contexts: list[AbstractContextManager[None]]) -> None:
        self._contexts = contexts
        self._entered: list[AbstractContextManager[None]] = []

    def __enter__(self) -> None:
        for context in self._contexts:
            try:
                context.__enter__()
            except Exception:
                logger.exception("an observer could not take note")
            else:
                self._entered.append(context)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._entered:
            try:
                self._entered.pop().__exit__(kind, error, trace)
            except Exception as fault:
                if fault is not error:
                    logger.exception("an observer could not take note")
