"""The trace that the calling code is part of, for log lines. Costs nothing where there is none."""

from __future__ import annotations

import sys


def current_trace_id() -> str | None:
    """The id of the current trace as 32 hex digits; None outside of any, and where OpenTelemetry was never imported."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return None
    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None
