"""The address of the backend: what the user writes, what the driver takes, and what may be shown."""

from __future__ import annotations

import re
from typing import Final

SCHEME: Final = "aurora+"
_DEFAULT: Final = "mongodb://localhost:27017/aurora"
_CREDENTIALS: Final = re.compile(r"(?<=://)([^/@]*?)(:[^/@]*)?@")
_SECRETS: Final = re.compile(r"(?i)([?&;](?:tlsCertificateKeyFilePassword|authMechanismProperties)=)[^&;]*")


def driver_url(url: str | None) -> str:
    """The address without our prefix. Celery cuts the prefix off itself, except for a class path without a URL."""
    if not url or url in {"mongodb://", "mongodb"}:
        return _DEFAULT
    return url.removeprefix(SCHEME)


def shown_url(url: str) -> str:
    """The address with our prefix and without its secrets; any number of hosts is left as it is."""
    hidden = _CREDENTIALS.sub(lambda match: f"{match[1]}:**@" if match[2] else match[0], url)
    return SCHEME + _SECRETS.sub(r"\1**", hidden)
