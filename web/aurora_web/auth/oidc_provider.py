"""An identity provider: what it says of itself, its keys, and the exchange of a code for an ID token."""

from __future__ import annotations

import ipaddress
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from aurora_celery.config.settings import OidcSettings
from aurora_web.problems import RETRY_AFTER, Problem

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

T = TypeVar("T")

logger = logging.getLogger(__name__)

#: Seconds that the provider has to answer, bytes that it may answer with.
_PATIENCE: Final = 5.0
_LARGEST: Final = 2**20
#: Seconds for which is believed what it said, and before which it is not asked for a key that it did not name.
_BELIEVED: Final = 3600.0
_AGAIN: Final = 60.0
_KINDS: Final = frozenset({"RSA", "EC"})


class Away(Exception):
    """The provider does not answer, or not as it should. The message is for the log."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where things are at the provider."""

    authorization: str
    token: str
    keys: str
    basic: bool
    userinfo: str | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for: who it is, and what opens more about them."""

    identity: str
    access: str | None


class Provider:
    """One provider. What it says of itself is remembered for an hour; shared by the threads of a process."""

    def __init__(self, settings: OidcSettings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._lock = threading.Lock()
        self._away_until = 0.0
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def endpoints(self) -> Endpoints:
        """Where things are. Raises Away."""
        with self._lock:
            if self._endpoints is None or self._clock() - self._endpoints[0] > _BELIEVED:
                self._endpoints = (self._clock(), self._ask_once(self._discover))
            return self._endpoints[1]

    def keys(self, *, kid: str | None = None) -> KeySet:
        """The keys that sign ID tokens; asked for anew, once a minute at most, if ``kid`` is not among them.

        Raises Away.
        """
        address = self.endpoints().keys
        with self._lock:
            known = self._keys
            age = _BELIEVED + 1 if known is None else self._clock() - known[0]
            strange = known is not None and kid is not None and all(key.kid != kid for key in known[1])
            if known is None or age > _BELIEVED or (strange and age > _AGAIN):
                known = self._keys = (self._clock(), self._ask_once(lambda: _key_set(_ask("GET", address))))
            return known[1]

    def exchange(self, code: str, *, verifier: str, redirect: str) -> Tokens | None:
        """The tokens for a code; None when the provider does not take the code. Raises Away."""
        endpoints, settings = self.endpoints(), self._settings
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
        secret = Path(settings.client_secret_file).read_text("utf-8").strip() if settings.client_secret_file else ""
        basic = (settings.client_id, secret) if secret and endpoints.basic else None
        if basic is None:
            form |= {"client_id": settings.client_id, **({"client_secret": secret} if secret else {})}
        answer = _ask("POST", endpoints.token, form=form, basic=basic, refusable=True)
        token, access = (answer or {}).get("id_token"), (answer or {}).get("access_token")
        if not isinstance(token, str):
            return None
        return Tokens(token, access if isinstance(access, str) else None)

    def tell(self, tokens: Tokens) -> Mapping[str, Any]:
        """What the provider tells of somebody beside the ID token; nothing if it tells nothing. Raises Away."""
        address = self.endpoints().userinfo
        if address is None or tokens.access is None:
            return {}
        return _ask("GET", address, bearer=tokens.access, refusable=True) or {}

    def _ask_once(self, ask: Callable[[], T]) -> T:
        """Who waited while the provider did not answer does not wait for the same once more. Raises Away."""
        if self._clock() < self._away_until:
            raise Away("it was away a moment ago")
        try:
            return ask()
        except Away:
            self._away_until = self._clock() + _PATIENCE
            raise

    def _discover(self) -> Endpoints:
        issuer = self._settings.issuer
        said = _ask("GET", issuer.rstrip("/") + "/.well-known/openid-configuration") or {}
        if said.get("issuer") != issuer:
            raise Away(f"it calls itself {str(said.get('issuer'))[:200]!r}, and not {issuer!r}")
        there, token, keys = (
            _checked(said.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        )
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        more = said.get("userinfo_endpoint")
        userinfo = None if more is None else _checked(more)
        return Endpoints(there, token, keys, basic="client_secret_basic" in methods, userinfo=userinfo)


def away(error: Away) -> Problem:
    """What whoever wants to sign in is told."""
    logger.warning("the identity provider cannot be used: %s", error)
    headers = {"Retry-After": str(RETRY_AFTER)}
    detail = "the identity provider cannot be used now"
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "provider_unavailable", detail, (), headers)


def _ask(
    method: str,
    address: str,
    *,
    form: Mapping[str, str] | None = None,
    basic: tuple[str, str] | None = None,
    bearer: str | None = None,
    refusable: bool = False,
) -> dict[str, Any] | None:
    """What an endpoint answers, a JSON object of bounded size. None for a refusal, if the endpoint may refuse."""
    # Only who signs in there needs the library.
    import httpx

    began, body = time.monotonic(), b""
    headers = {"Accept": "application/json"} | ({} if bearer is None else {"Authorization": f"Bearer {bearer}"})
    try:
        with httpx.stream(
            method, _checked(address), data=form, auth=basic, timeout=_PATIENCE, headers=headers
        ) as answer:
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LARGEST or time.monotonic() - began > _PATIENCE:
                    raise Away(f"{address} answers with too much, or too slowly")
        found = json.loads(body) if answer.status_code == HTTPStatus.OK else {}
    except (httpx.HTTPError, ValueError) as error:
        raise Away(f"{address}: {type(error).__name__}: {error}") from error
    if refusable and HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    if answer.status_code != HTTPStatus.OK or not isinstance(found, dict):
        raise Away(f"{address} answers with {answer.status_code}, or with no JSON object")
    return found


def _checked(address: Any) -> str:
    """An address that nobody on the way can read or change: over TLS, or on this machine."""
    parts = urlsplit(address if isinstance(address, str) else "")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        return str(address)
    raise Away(f"{str(address)[:200]!r} is no address with https://")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key_set(said: Mapping[str, Any] | None) -> KeySet:
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry, KeySet

    found = []
    for each in (said or {}).get("keys", ()):
        if isinstance(each, dict) and each.get("kty") in _KINDS and each.get("use", "sig") == "sig":
            try:
                found.append(JWKRegistry.import_key(each))
            except (JoseError, ValueError, KeyError, TypeError) as error:
                logger.warning("a key of the identity provider cannot be read: %s", error)
    return KeySet(found)
