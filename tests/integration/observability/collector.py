"""A small OpenTelemetry collector: takes spans over OTLP/HTTP, as protobuf, and keeps them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Seen:
    """One span that arrived."""

    name: str
    trace: str
    span: str
    parent: str
    links: tuple[tuple[str, str], ...]
    start: int
    end: int
    failed: bool
    service: str
    attributes: dict[str, Any] = field(hash=False)


class Collector:
    """Listens on loopback until it is closed."""

    def __init__(self) -> None:
        self.spans: list[Seen] = []
        self.news = threading.Condition()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.take(ExportTraceServiceRequest.FromString(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What ``OTEL_EXPORTER_OTLP_ENDPOINT`` has to be."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def take(self, request: Any) -> None:
        """Keep what was sent."""
        with self.news:
            for resource in request.resource_spans:
                named = {each.key: each.value.string_value for each in resource.resource.attributes}
                for scope in resource.scope_spans:
                    self.spans += [_seen(span, named.get("service.name", "")) for span in scope.spans]
            self.news.notify_all()

    def of(self, trace: str) -> list[Seen]:
        """The spans of a trace, so far."""
        with self.news:
            return [span for span in self.spans if span.trace == trace]

    def wait(self, trace: str, enough: Callable[[list[Seen]], bool], *, seconds: float = 30.0) -> list[Seen]:
        """The spans of a trace once there are enough of them."""

        def found() -> bool:
            return enough([span for span in self.spans if span.trace == trace])

        with self.news:
            arrived = self.news.wait_for(found, timeout=seconds)
            names = sorted(span.name for span in self.spans if span.trace == trace)
        assert arrived, f"not within {seconds:g} s; there are {names}"
        return self.of(trace)

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _seen(span: Any, service: str) -> Seen:
    return Seen(
        name=span.name,
        trace=span.trace_id.hex(),
        span=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        links=tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
        start=span.start_time_unix_nano,
        end=span.end_time_unix_nano,
        failed=span.status.code == 2,
        service=service,
        attributes={each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes},
    )
