"""What others see of Aurora's work: numbers for Prometheus, spans for OpenTelemetry. Off, it imports neither."""

from aurora_celery.observability.current import current_trace_id
from aurora_celery.observability.watch import watch

__all__ = ["current_trace_id", "watch"]
