"""Spans of runs, nodes and tries, beside those of the stock instrumentations of Celery, Flask and pymongo."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.instrumentation.pymongo import PymongoInstrumentor
from opentelemetry.trace import Link, NonRecordingSpan, Span, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import NodeEnded, NodePlace, Observer, RunEnded, TryEnded, place_of
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.observability import identity
from aurora_celery.observability.attributes import node_attributes, result_of, run_attributes
from aurora_celery.observability.provider import ForkSafeProvider

_W3C: Final = TraceContextTextMapPropagator()
_NANOSECONDS: Final = 1_000_000_000


class Tracing(Observer):
    """One root span for each epoch of a run, one span for each node below it, one for each try below that.

    Whoever's write ends something tells its span, so that there is one. The ids are made of names, so that the
    spans fit together whichever processes tell them, and whether a message was sent by whoever made a node ready or by
    the sweeper.
    """

    def __init__(self) -> None:
        self._provider = ForkSafeProvider()
        self._tracer = self._provider.get_tracer("aurora")
        self._local = threading.local()
        self._is_sampled = lru_cache(maxsize=10_000)(self._ask_sampler)
        if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
            trace.set_tracer_provider(self._provider)
        for instrumentor in (CeleryInstrumentor(), PymongoInstrumentor()):
            if not instrumentor.is_instrumented_by_opentelemetry:
                instrumentor.instrument(tracer_provider=self._provider)

    def trace_requests(self, app: Any) -> None:
        """Trace the requests to a Flask app."""
        FlaskInstrumentor().instrument_app(app, tracer_provider=self._provider, excluded_urls="/health/,/metrics")

    def close(self) -> None:
        """Send what waits to be sent."""
        self._provider.flush()

    @property
    def wants_history(self) -> bool:
        """A node's span begins with its first try."""
        return True

    def submitted_from(self) -> str | None:
        """The current span's place."""
        carrier: dict[str, str] = {}
        _W3C.inject(carrier)
        return carrier.get("traceparent")

    def bearings(self, doorbell: Doorbell) -> Mapping[str, str | float]:
        """The place of the node's span, whoever rings. The stock instrumentation puts the message's in its stead."""
        carrier: dict[str, str] = {}
        _W3C.inject(carrier, trace.set_span_in_context(self._remote(doorbell.run, _node_id(doorbell)), Context()))
        return carrier

    @contextmanager
    def ringing(self, doorbell: Doorbell) -> Iterator[None]:
        """Let the message's span be below the node's. A message that cannot be sent must leave nothing behind."""
        below = trace.set_span_in_context(self._remote(doorbell.run, _node_id(doorbell)))
        token = contexts.attach(below)
        try:
            yield
        except BaseException as error:
            span = trace.get_current_span()
            if span.is_recording():  # the instrumentation ends it only after a message was sent
                span.record_exception(error)
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                span.end()
            raise
        finally:
            contexts.detach(token)

    @contextmanager
    def trying(self, held: Held) -> Iterator[None]:
        """The span of a try, below that of the task it is made in, which is below that of the node."""
        place, attempt = place_of(held), held.claim.attempt
        current = trace.get_current_span()
        if current.get_span_context().trace_id != identity.trace_id(place.run):
            current = self._remote(place.run, _span_id(place))
        span = self._start_try(place, attempt, trace.set_span_in_context(current))
        self._local.began = time.time_ns()
        with trace.use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=True):
            yield

    def try_ended(self, ended: TryEnded) -> None:
        """Say how, on the try's own span; for one whose process is gone, tell the span now."""
        if not ended.lost:
            _conclude(trace.get_current_span(), ended.state, ended.failure)
            return
        below = trace.set_span_in_context(self._remote(ended.place.run, _span_id(ended.place)), Context())
        span = self._start_try(ended.place, ended.attempt, below, began=ended.started)
        span.set_attribute("aurora.task.lost", True)
        _conclude(span, NodeState.FAILED, ended.failure)
        span.end()

    def node_ended(self, ended: NodeEnded) -> None:
        """Tell the span of a node, with links to all its predecessors."""
        place = ended.place
        began = _nanoseconds(ended.began) or getattr(self._local, "began", None)
        self._provider.ids.choose(span=_span_id(place))
        parent = self._remote(place.run, identity.run_span_id(place.run, place.epoch))
        span = self._tracer.start_span(
            f"node {place.node.id}",
            trace.set_span_in_context(parent, Context()),
            kind=SpanKind.INTERNAL,
            attributes=node_attributes(place) | {"aurora.task.attempts": ended.attempts},
            links=[Link(self._context(place.run, _span_id(place, pred))) for pred in place.node.preds],
            start_time=began,
        )
        _conclude(span, ended.state, ended.failure)
        span.end()

    def run_ended(self, ended: RunEnded) -> None:
        """Tell the root span of an epoch, with a link to where the run was submitted."""
        submitted = _W3C.extract({"traceparent": ended.traceparent or ""}, Context())
        links = [trace.get_current_span(submitted).get_span_context()]
        if ended.epoch:
            links.append(self._context(ended.run, identity.run_span_id(ended.run, ended.epoch - 1)))
        root = identity.run_span_id(ended.run, ended.epoch)
        self._provider.ids.choose(span=root, trace=identity.trace_id(ended.run))
        span = self._tracer.start_span(
            f"run {ended.head.name}",
            Context(),
            kind=SpanKind.INTERNAL,
            attributes=run_attributes(ended),
            links=[Link(link) for link in links if link.is_valid],
            start_time=_nanoseconds(ended.began),
        )
        if ended.failure is not None:
            _fail(span, ended.failure)
        span.end()

    def _start_try(self, place: NodePlace, attempt: int, below: Context, *, began: datetime | None = None) -> Span:
        self._provider.ids.choose(span=identity.try_span_id(place.run, place.epoch, place.node.index, attempt=attempt))
        return self._tracer.start_span(
            f"try {place.node.id}",
            below,
            kind=SpanKind.INTERNAL,
            attributes=node_attributes(place) | {"aurora.task.attempt": attempt},
            start_time=_nanoseconds(began),
        )

    def _remote(self, run: str, span: int) -> NonRecordingSpan:
        return NonRecordingSpan(self._context(run, span))

    def _context(self, run: str, span: int) -> SpanContext:
        flags = TraceFlags(TraceFlags.SAMPLED if self._is_sampled(run) else TraceFlags.DEFAULT)
        return SpanContext(identity.trace_id(run), span, is_remote=True, trace_flags=flags)

    def _ask_sampler(self, run: str) -> bool:
        """As the root span will be asked for: every process comes to the same answer."""
        result = self._provider.real().sampler.should_sample(Context(), identity.trace_id(run), "run")
        return bool(result.decision.is_sampled())


def _conclude(span: Span, state: NodeState, failure: Failure | None) -> None:
    span.set_attribute("cicd.pipeline.task.run.result", result_of(state))
    if failure is not None:
        _fail(span, failure)


def _fail(span: Span, failure: Failure) -> None:
    """The kind of a failure only: what it says may hold what is not for those who look at traces."""
    span.set_attribute("error.type", failure.type or failure.reason)
    span.set_status(Status(StatusCode.ERROR, failure.reason))


def _node_id(doorbell: Doorbell) -> int:
    return identity.node_span_id(doorbell.run, doorbell.epoch, doorbell.node.index)


def _span_id(place: NodePlace, index: int | None = None) -> int:
    """The id of a node's span, or of that of another node of the same epoch."""
    return identity.node_span_id(place.run, place.epoch, place.node.index if index is None else index)


def _nanoseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * _NANOSECONDS)
