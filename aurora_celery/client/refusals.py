"""What a management API answers instead of what was asked for, as the exceptions that the Python interface raises."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import aurora_celery.operator_errors  # noqa: F401 - an exception is known once its module is imported
from aurora_celery.errors import AuroraError, Diagnostic, Refused

#: The longest text of an answer that is no problem document that an exception repeats.
_SHOWN = 200


def refusal(status: int, content: bytes) -> Refused:
    """The exception for an answer that is not one of success."""
    found = _document(content)
    if found is None:
        text = content[:_SHOWN].decode("utf-8", "replace").strip()
        return Refused("unknown_answer", f"the server answered {status}, not as Aurora does: {text}", status=status)
    code = str(found.get("code", "unknown"))
    places = [Diagnostic(each["code"], each["path"], each["message"]) for each in found.get("errors", ())]
    detail, trace_id = str(found.get("detail", "")), str(found.get("trace_id", ""))
    return _kind(code)(code, detail, status=status, trace_id=trace_id, diagnostics=places)


def _document(content: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "code" in found else None


@cache
def _kind(code: str) -> type[Refused]:
    """A class that is both Refused and the exception of that code; the latter's attributes are in the text only."""
    ours = next((kind for kind in _descendants(AuroraError) if kind.__dict__.get("code") == code), None)
    if ours is None or issubclass(ours, Refused):
        return Refused
    return type(ours.__name__, (Refused, ours), {"__module__": __name__})


def _descendants(kind: type[AuroraError]) -> Iterator[type[AuroraError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _descendants(each)
