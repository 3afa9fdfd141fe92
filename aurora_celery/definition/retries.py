"""Read the retry policy of a node: a number of retries, or a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.fields import Reader, read_duration, read_integer, read_mapping
from aurora_celery.definition.limits import MAX_RETRIES
from aurora_celery.definition.report import Report, named
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.paths import Trail

BACKOFFS: Final = ("exponential", "linear", "fixed")


def read_retry(value: Any, trail: Trail, report: Report) -> RetryPolicy | None:
    """A retry policy."""
    if isinstance(value, int) and not isinstance(value, bool):
        most = _retries(value, trail, report)
        return None if most is None else RetryPolicy(max=most)
    if not isinstance(value, Mapping):
        report.wrong_type(trail, "a number of retries or a mapping", value)
        return None
    found: dict[str, Any] = {}
    for key, item in read_mapping(value, trail, report).items():
        reader = RETRY_FIELDS.get(key)
        if reader is None:
            report.unknown(key, (trail, key), RETRY_FIELDS)
        elif item is not None:
            found[key] = reader(item, (trail, key), report)
    return RetryPolicy(**{key: item for key, item in found.items() if item is not None})


def _retries(value: Any, trail: Trail, report: Report) -> int | None:
    return read_integer(value, trail, report, most=MAX_RETRIES)


def _backoff(value: Any, trail: Trail, report: Report) -> str | None:
    if isinstance(value, str) and value in BACKOFFS:
        return value
    report.add(codes.OUT_OF_RANGE, trail, f"must be one of {', '.join(BACKOFFS)}, not {named(value)}")
    return None


def _share(value: Any, trail: Trail, report: Report) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.wrong_type(trail, "a number", value)
    elif 0 <= value <= 1:
        return float(value)
    else:
        report.add(codes.OUT_OF_RANGE, trail, "must be from 0 to 1")
    return None


RETRY_FIELDS: Final[Mapping[str, Reader]] = {
    "max": _retries,
    "backoff": _backoff,
    "delay": read_duration,
    "max_delay": read_duration,
    "jitter": _share,
}
