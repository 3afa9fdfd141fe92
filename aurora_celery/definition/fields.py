"""Readers of single values: each gives the value, or None after noting what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.durations import seconds
from aurora_celery.definition.json_values import CONTROL, bad_key, check_text
from aurora_celery.definition.limits import MAX_NAME, MAX_PRIORITY, MAX_SECONDS
from aurora_celery.definition.report import Report, named
from aurora_celery.model.graph import MAX_ID_LENGTH
from aurora_celery.model.paths import Trail, quoted

Reader = Callable[[Any, Trail, Report], Any]

#: What URLs take for the folder they are in, and the one above it: nobody could ask the API for what is called so.
_FOLDERS: Final = (".", "..")
_PRINTABLE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def read_id(value: Any, trail: Trail, report: Report) -> str | None:
    """An id of a node, or the name of a graph or an input: 1 to 128 characters without control characters."""
    return _named_thing(value, trail, report, limit=MAX_ID_LENGTH)


def read_name(value: Any, trail: Trail, report: Report) -> str | None:
    """The name of a handler or a queue."""
    return _named_thing(value, trail, report, limit=MAX_NAME)


def _named_thing(value: Any, trail: Trail, report: Report, *, limit: int) -> str | None:
    if not isinstance(value, str):
        report.wrong_type(trail, "text", value)
    elif not 1 <= len(value) <= limit:
        report.add(codes.BAD_NAME, trail, f"must have 1 to {limit} characters, not {len(value)}")
    elif value in _FOLDERS:
        report.add(codes.BAD_NAME, trail, f"{quoted(value)} means something else in a URL; choose another name")
    elif _PRINTABLE.fullmatch(value):
        return value
    else:
        report.add(codes.BAD_NAME, trail, f"{quoted(value)} holds a control character or half of a surrogate pair")
    return None


def read_text(value: Any, trail: Trail, report: Report) -> str:
    """Any text."""
    if isinstance(value, str):
        check_text(value, trail, report=report)
        return value
    report.wrong_type(trail, "text", value)
    return ""


def read_duration(value: Any, trail: Trail, report: Report) -> float | None:
    """Seconds, as a number or as text like ``1h30m``; not negative."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        found = seconds(value)
        if found is None:
            report.add(codes.BAD_DURATION, trail, f"{named(value)} is no duration; write seconds, or text like 1h30m")
        elif found > MAX_SECONDS:
            report.add(codes.OUT_OF_RANGE, trail, f"must be at most {MAX_SECONDS:.0f} seconds")
        else:
            return found
    else:
        report.wrong_type(trail, "a number of seconds or text like 1h30m", value)
    return None


def read_timeout(value: Any, trail: Trail, report: Report) -> float | None:
    """A duration above zero."""
    found = read_duration(value, trail, report)
    if found == 0:
        report.add(codes.OUT_OF_RANGE, trail, "must be more than 0 seconds")
        return None
    return found


def read_integer(value: Any, trail: Trail, report: Report, *, most: int) -> int | None:
    """An integer from 0 to ``most``."""
    if not isinstance(value, int) or isinstance(value, bool):
        report.wrong_type(trail, "an integer", value)
    elif 0 <= value <= most:
        return value
    else:
        report.add(codes.OUT_OF_RANGE, trail, f"must be from 0 to {most}")
    return None


def read_priority(value: Any, trail: Trail, report: Report) -> int | None:
    """A priority of the broker."""
    return read_integer(value, trail, report, most=MAX_PRIORITY)


def read_ids(value: Any, trail: Trail, report: Report) -> tuple[str, ...]:
    """A list of ids; repeats collapse."""
    if not isinstance(value, list | tuple):
        report.wrong_type(trail, "a list of ids", value)
        return ()
    found: dict[str, None] = {}
    for place, item in enumerate(value):
        if isinstance(item, str) and item in found:
            continue
        name = read_id(item, (trail, place), report)
        if name is not None:
            found[name] = None
    return tuple(found)


def read_labels(value: Any, trail: Trail, report: Report) -> dict[str, str]:
    """A mapping of short text to short text."""
    found: dict[str, str] = {}
    for key, item in read_mapping(value, trail, report).items():
        label = read_text(item, (trail, key), report)
        if not 1 <= len(key) <= MAX_NAME or len(label) > MAX_NAME:
            report.add(codes.OUT_OF_RANGE, (trail, key), f"a label and its value have up to {MAX_NAME} characters")
        found[key] = label
    return found


def read_mapping(value: Any, trail: Trail, report: Report) -> dict[str, Any]:
    """A mapping whose keys are text without control characters; its values as they are."""
    if not isinstance(value, Mapping):
        report.wrong_type(trail, "a mapping", value)
        return {}
    found: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(key, str) and not CONTROL.search(key):
            check_text(key, trail, report=report)
            found[key] = item
        else:
            bad_key(key, trail, report=report)
    return found
