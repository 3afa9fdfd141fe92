"""What must not be where strangers can reach it: default credentials, debugging, failpoints."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from aurora_celery import failpoints
from aurora_celery.config import Settings
from aurora_celery.errors import Diagnostic, InvalidSettings

#: What servers are shipped with, and what is written in everybody's examples.
_DEFAULT: Final = frozenset({"", "guest", "admin", "root", "password", "123456", "secret", "example"})
_DEBUG: Final = "FLASK_DEBUG"


def check_production(settings: Settings, environ: Mapping[str, str] | None = None) -> None:
    """Raise InvalidSettings with all that keeps this configuration from being used in production."""
    if settings.web.production and (found := list(_findings(settings, os.environ if environ is None else environ))):
        raise InvalidSettings(found)


def _findings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Diagnostic]:
    for key, url in (("broker.url", settings.broker.url), ("store.url", settings.store.url)):
        if url and not _is_local(url) and _has_default_password(url):
            message = "its password is missing or the default one; web.production = false lets it pass"
            yield Diagnostic("C006", key, message)
    if environ.get(_DEBUG, "0").lower() not in ("", "0", "false"):
        yield Diagnostic("C006", _DEBUG, "debugging shows strangers what is inside")
    if any(environ.get(name) for name in failpoints.VARIABLES):
        yield Diagnostic("C006", failpoints.VARIABLE, "failpoints are for tests")


def _has_default_password(url: str) -> bool:
    who, _ = _authority(url)
    return unquote(who.partition(":")[2]) in _DEFAULT


def _is_local(url: str) -> bool:
    """True for servers of this machine, which nobody else can reach."""
    _, hosts = _authority(url)
    return bool(hosts) and all(_is_loopback(host) for host in hosts.split(","))


def _authority(url: str) -> tuple[str, str]:
    """The name with its password, and the hosts. Several hosts are no URL that Python's own parser takes."""
    who, _, hosts = re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0].rpartition("@")
    return who, hosts


def _is_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] or host
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost"
