"""An identity provider, an API that knows it, and a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from tests.integration.web.conftest import Caller
from tests.integration.web.identity_provider import CLIENT, SECRET, IdentityProvider


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    """The provider."""
    found = IdentityProvider()
    yield found
    found.close()


@pytest.fixture
def oidc(provider: IdentityProvider, tmp_path: Path) -> dict[str, str]:
    """What is configured of it."""
    (tmp_path / "client.secret").write_text(f"{SECRET}\n")
    return {
        "AURORA_OIDC__ISSUER": provider.issuer,
        "AURORA_OIDC__CLIENT_ID": CLIENT,
        "AURORA_OIDC__CLIENT_SECRET_FILE": str(tmp_path / "client.secret"),
        "AURORA_WEB__SEAL_FILE": str(tmp_path / "seals"),
    }


@pytest.fixture
def web_settings(web_settings: Mapping[str, str], oidc: Mapping[str, str]) -> Mapping[str, str]:
    return {**web_settings, **oidc, "AURORA_OIDC__GRANTS": "team=shop:editor,team=shop:viewer,admins=*:admin"}


@pytest.fixture
def caller(app: Flask) -> Caller:
    """A browser."""
    return Caller(app.test_client())
