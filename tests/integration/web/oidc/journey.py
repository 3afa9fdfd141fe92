"""The way of a browser to an identity provider and back."""

from __future__ import annotations

from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from aurora_celery import Aurora
from tests.integration.web.conftest import Caller
from tests.integration.web.identity_provider import IdentityProvider


def leave(caller: Caller, return_to: str = "/runs?state=failed") -> str:
    """The query with which the browser comes to the provider."""
    answer = caller.get("/session/oidc", query_string={"return_to": return_to})
    assert answer.status_code == 302, answer.text
    return urlsplit(answer.headers["Location"]).query


def back(caller: Caller, address: str) -> TestResponse:
    """The browser comes back from the provider."""
    return caller.get(f"/session/oidc/callback?{urlsplit(address).query}")


def sign_in(caller: Caller, provider: IdentityProvider) -> TestResponse:
    """There and back."""
    return back(caller, provider.authorize(leave(caller)))


def reasons(aurora: Aurora) -> list[str]:
    """Why somebody was not let in."""
    return [entry.detail.get("reason", "") for entry in aurora.access.audit.list(action="sign_in").items]
