"""What both clients decide alike about a request: its address and headers, when to try again, what the answer means."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from aurora_celery.client.calls import PREFIX, Call
from aurora_celery.client.refusals import refusal
from aurora_celery.errors import Refused

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

#: Answers that say that the same request may succeed a little later.
_LATER = frozenset({429, 502, 503, 504})
#: Pauses in seconds between tries of a request that may be repeated, and the longest that a server may ask for.
PAUSES = (0.2, 0.5, 1.0, 2.0)
_LONGEST_PAUSE = 10.0


def load_httpx() -> Any:
    """The library that speaks HTTP. Raises ImportError that names what to install."""
    try:
        return import_module("httpx")
    except ImportError as error:
        raise ImportError("the client needs httpx: pip install 'aurora-celery[client]'") from error


def options(url: str, *, token: str | None, timeout: float, verify: bool | str) -> dict[str, Any]:
    """How an httpx client is made for an API at an address, with or without the prefix of its version.

    Raises ValueError for what is no address, and for a file without authorities.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the address of a management API begins with http:// or https:// and a host")
    base = url.rstrip("/").removesuffix(PREFIX) + PREFIX
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    believed = _authorities(verify) if isinstance(verify, str) else verify
    return {"base_url": base, "headers": headers, "timeout": timeout, "verify": believed}


def _authorities(file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=file)
    except OSError as error:
        raise ValueError(f"{file} holds no certificates of authorities that can be read: {error}") from error


def request_of(call: Call[Any], *, timeout: float) -> dict[str, Any]:
    """The request as httpx takes it."""
    return {
        "method": call.method,
        "url": call.path,
        "params": list(call.query),
        "json": call.body,
        "headers": dict(call.headers),
        "timeout": timeout + call.wait,
    }


def pauses(call: Call[Any]) -> Iterator[float]:
    """The pauses after each try that is not the last."""
    return iter(PAUSES if call.repeatable else ())


def is_passing(status: int) -> bool:
    """True for an answer that may be another one soon."""
    return status in _LATER


def longer(pause: float, headers: Mapping[str, str]) -> float:
    """A pause, or the longer one that the server asks for."""
    wanted = headers.get("Retry-After", "")
    return min(_LONGEST_PAUSE, max(pause, float(wanted))) if wanted.isdecimal() else pause


def read(call: Call[T], response: httpx.Response) -> T:
    """The value of an answer. Raises Refused, also for an answer that is no JSON, or other JSON than promised."""
    if response.is_error:
        raise refusal(response.status_code, response.content)
    try:
        return call.read(response.json() if response.content else None)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("unknown_answer", f"the answer cannot be read: {error!r}", status=response.status_code) from error
