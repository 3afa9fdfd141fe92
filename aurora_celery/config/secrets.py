"""Hide the secrets of a value before it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from aurora_celery.config.settings import Settings

HIDDEN = "***"

_SECRET_NAME = re.compile(r"pass|secret|token|credential|private|(^|_)key($|_)|authmechanismproperties", re.IGNORECASE)
#: From the scheme to the last @ before the query; greedy, since a password may hold a bare @ or /.
_USERINFO = re.compile(r"(?P<user>[a-z][a-z0-9+.-]*://[^:/?#@\s]*):[^?\s;]*@", re.IGNORECASE)
_PARAMETER = re.compile(r"(?P<head>[?&](?P<name>[^=&;\s]+)=)[^&;\s]*")


def shown_settings(settings: Settings, origins: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """Each setting by its key with its value, in which secrets are hidden, and where it comes from."""
    tables = settings.model_dump(mode="json")
    found: dict[str, tuple[Any, str]] = {}
    for key, origin in origins.items():
        section, _, name = key.partition(".")
        found[key] = (mask(tables[section][name], name=name), origin)
    return found


def mask_url(url: str) -> str:
    """A URL, or several separated by semicolons, with passwords and secret parameters as ``***``."""
    return _PARAMETER.sub(_masked_parameter, _USERINFO.sub(rf"\g<user>:{HIDDEN}@", url))


def mask(value: Any, *, name: str = "") -> Any:
    """A copy of a JSON-like value in which secrets, by their name or inside URLs, are hidden."""
    if isinstance(value, Mapping):
        return {key: mask(item, name=str(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mask(item, name=name) for item in value]
    if value and _SECRET_NAME.search(name):
        return HIDDEN
    return mask_url(value) if isinstance(value, str) else value


def _masked_parameter(match: re.Match[str]) -> str:
    return match["head"] + HIDDEN if _SECRET_NAME.search(match["name"]) else match[0]
