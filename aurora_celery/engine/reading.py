"""Look at a message before Celery does: what in it would bring a worker down, and why it is refused."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from aurora_celery.engine.doorbell import HEADER, Unreadable, read_message

logger = logging.getLogger(__name__)

#: What reading a message can raise that says more about the message than about the worker.
UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
#: Bytes of the body of a doorbell, which says nothing, are a hundred.
_BODY = 64 * 1024
#: More seconds than any limit has.
_AGES = 10**9
#: Headers that are texts wherever they are set.
_TEXTS = ("root_id", "parent_id", "shadow", "group", "eta", "argsrepr", "kwargsrepr", "origin", "lang")
#: Characters that are shown of what a message says of itself, and of an error.
_SHOWN, _LONG = 80, 200


class Message(Protocol):
    """What kombu makes of a message."""

    headers: Any
    body: Any

    @property
    def payload(self) -> Any:
        """Its body, once that is read as its type says. Raises what its serializer raises."""


def fault_of(message: Message) -> str | None:
    """Why a message cannot be served; None if nothing speaks against it, or if Celery itself will tell.

    Whoever calls a task in Celery's own way may choose its id; of doorbells more is known.
    """
    headers = message.headers
    if not isinstance(headers, Mapping) or "task" not in headers:
        return _fault_of_first_protocol(message)
    if not isinstance(headers["task"], str):
        return "the name of its task is not a text"
    if HEADER in headers:
        return _fault_of_doorbell(headers, message)
    if not isinstance(headers.get("id"), str | int):
        return "its task id is not a text"
    return _fault_of_headers(headers)


def _fault_of_first_protocol(message: Message) -> str | None:
    """Celery takes a message of its first protocol without an id, and stumbles over that when the task has ended."""
    try:
        payload = message.payload
    except Exception:  # noqa: BLE001 - every serializer has errors of its own; Celery reads it again, and tells
        return None
    nameless = isinstance(payload, Mapping) and "task" in payload and not isinstance(payload.get("id"), str | int)
    return "its task id is not a text" if nameless else None


def is_doorbell(message: Message) -> bool:
    """Whether a message, without a fault, is for a node of a run."""
    return isinstance(message.headers, Mapping) and HEADER in message.headers


def tell_refusal(message: Message, why: str) -> None:
    """Log that a message is refused. All that is shown of it is short, and without control characters."""
    headers = message.headers if isinstance(message.headers, Mapping) else {}
    task, task_id = (ascii(headers.get(name))[:_SHOWN] for name in ("task", "id"))
    logger.error("a message is refused: %s (task %s, id %s, %d bytes)", why, task, task_id, len(message.body or b""))


def _fault_of_doorbell(headers: Mapping[str, Any], message: Message) -> str | None:
    try:
        read_message(headers.get("id"), headers[HEADER])
    except Unreadable as error:
        return str(error)
    if len(message.body or b"") > _BODY:
        return f"its body has more than {_BODY} bytes"
    return _fault_of_headers(headers) or _fault_of_body(message)


def _fault_of_body(message: Message) -> str | None:
    """A doorbell gives its handler no arguments, and calls nothing afterwards."""
    try:
        args, kwargs, further = message.payload
    except Exception as error:  # noqa: BLE001 - every serializer has errors of its own, and each means the same
        return f"its body cannot be read: {type(error).__name__}: {str(error)[:_LONG]}"
    shaped = isinstance(args, list | tuple) and isinstance(kwargs, Mapping) and isinstance(further, Mapping)
    if not shaped or args or kwargs:
        return "its body is not that of a doorbell"
    return "its body names further tasks" if any(further.values()) else None


def _fault_of_headers(headers: Mapping[str, Any]) -> str | None:
    for name in _TEXTS:
        if not isinstance(headers.get(name), str | None):
            return f"its header {name} is not a text"
    stamps = headers.get("stamped_headers") or []
    if not isinstance(stamps, list | tuple) or not all(isinstance(stamp, str) for stamp in stamps):
        return "its header stamped_headers is not a list of texts"
    if not _is_count(headers.get("retries")):
        return "its header retries is not a count"
    if not _is_pair_of_seconds(headers.get("timelimit")):
        return "its header timelimit is not two numbers of seconds"
    return None


def _is_count(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def _is_pair_of_seconds(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_seconds, value))


def _is_seconds(value: Any) -> bool:
    return value is None or (type(value) in (int, float) and 0 <= value < _AGES)
