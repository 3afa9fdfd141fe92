"""Tracers that outlive a fork: each process makes a provider and an exporter of its own when it first needs them."""

from __future__ import annotations

import os
import random
import threading
from importlib.metadata import entry_points
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator

_SERVICE: Final = "aurora"
#: Links of a span: as many as a node may have predecessors, unless the environment says less.
_LINKS: Final = 100_000
#: Commands to MongoDB that belong to nothing, such as those of the sweeper, are not worth a trace of their own.
_ONLY_WITHIN: Final = "opentelemetry.instrumentation.pymongo"


class ChosenIds(IdGenerator):
    """Random ids, but for spans whose ids were chosen before."""

    def __init__(self) -> None:
        self._chosen = threading.local()
        self._random = random.SystemRandom()

    def choose(self, *, span: int, trace: int = 0) -> None:
        """The ids of the next span of the calling thread; that of the trace counts if it is a root."""
        self._chosen.span, self._chosen.trace = span, trace

    def generate_span_id(self) -> int:
        """The chosen one, once."""
        chosen: int = getattr(self._chosen, "span", 0)
        self._chosen.span = 0
        return chosen or self._random.getrandbits(64) or 1

    def generate_trace_id(self) -> int:
        """The chosen one, once."""
        chosen: int = getattr(self._chosen, "trace", 0)
        self._chosen.trace = 0
        return chosen or self._random.getrandbits(128) or 1


class ForkSafeProvider(trace.TracerProvider):
    """A provider that stands for the one of the calling process."""

    def __init__(self) -> None:
        self.ids = ChosenIds()
        self._made: dict[int, TracerProvider] = {}

    def get_tracer(self, *names: Any, **options: Any) -> trace.Tracer:
        """A tracer that stands for the one of the calling process."""
        return _Tracer(self, names, options)

    def real(self) -> TracerProvider:
        """The provider of the calling process."""
        pid = os.getpid()
        made = self._made.get(pid)
        return made or self._made.setdefault(pid, self._make())

    def flush(self) -> None:
        """Send what waits to be sent, if there is anything."""
        made = self._made.get(os.getpid())
        if made is not None:
            made.force_flush()

    def _make(self) -> TracerProvider:
        named = os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
        resource = Resource.create({} if named else {"service.name": _SERVICE})
        limited = "OTEL_SPAN_LINK_COUNT_LIMIT" in os.environ
        limits = SpanLimits() if limited else SpanLimits(max_links=_LINKS)
        provider = TracerProvider(resource=resource, id_generator=self.ids, span_limits=limits)
        for name in os.environ.get("OTEL_TRACES_EXPORTER", "otlp").split(","):
            if name.strip() not in ("", "none"):
                provider.add_span_processor(BatchSpanProcessor(_exporter(name.strip())))
        return provider


class _Tracer(trace.Tracer):
    def __init__(self, provider: ForkSafeProvider, names: tuple[Any, ...], options: dict[str, Any]) -> None:
        self._provider, self._names = provider, names
        self._options = {name: value for name, value in options.items() if name != "tracer_provider"}
        scope = str(names[0] if names else options.get("instrumenting_module_name", ""))
        self._only_within = scope.startswith(_ONLY_WITHIN)

    def start_span(self, name: str, context: Context | None = None, **options: Any) -> trace.Span:  # type: ignore[override]
        """As the process's own tracer does."""
        if self._only_within and not trace.get_current_span(context).get_span_context().is_valid:
            return trace.INVALID_SPAN
        return self._real().start_span(name, context, **options)

    def start_as_current_span(self, name: str, *rest: Any, **options: Any) -> Any:
        """As the process's own tracer does."""
        return self._real().start_as_current_span(name, *rest, **options)

    def _real(self) -> trace.Tracer:
        return self._provider.real().get_tracer(*self._names, **self._options)


def _exporter(name: str) -> Any:
    """An exporter by the name that ``OTEL_TRACES_EXPORTER`` has for it. Raises LookupError for one that is not here."""
    if name == "otlp":
        variables = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
        protocol = next(filter(None, map(os.environ.get, variables)), "http/protobuf")
        name = "otlp_proto_grpc" if protocol == "grpc" else "otlp_proto_http"
    for found in entry_points(group="opentelemetry_traces_exporter", name=name):
        return found.load()()
    raise LookupError(f"OTEL_TRACES_EXPORTER names the exporter {name}, which is not installed")
